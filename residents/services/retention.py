"""Automatic anonymisation and deletion in the register."""

from collections.abc import Callable
from datetime import timedelta

from django.apps import apps
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from community.only_added import forget as forget_rows
from community.ranges import today
from community.workbooks.runs import forget_before
from residents.models import (
    LoginMatch,
    MatchAttempt,
    RegisterExport,
    RegisterImport,
    RegisterPolicy,
    Resident,
    Reveal,
)
from residents.services.matching import erase_match

DAY = timedelta(days=1)
YEAR = 365 * DAY
AT_A_TIME = 500

Keeper = Callable[[], QuerySet[Resident]]
_keepers: list[Keeper] = []


def keeps(keeper: Keeper) -> Keeper:
    """Register a function by which an app names the residents it still needs, such as children in care; a decorator."""
    _keepers.append(keeper)
    return keeper


def forget() -> int:
    """Anonymise residents who moved out long ago and whom no app needs; delete old audit rows, attempts and refused
    matches.

    Returns how many were anonymised.
    """
    policy = RegisterPolicy.load()
    now = timezone.now()
    refused = LoginMatch.objects.filter(
        state__in=[LoginMatch.State.REFUSED, LoginMatch.State.UNDONE],
        settled_at__lt=now - timedelta(days=policy.refused_days),
    )
    for match in refused:
        erase_match(match)
    for audit in (Reveal, RegisterExport):
        forget_rows(audit._default_manager.filter(at__lt=now - policy.reveal_years * YEAR))
    MatchAttempt.objects.filter(at__lt=now - DAY).delete()
    forget_before(RegisterImport, now - timedelta(days=policy.import_days))
    long_ago = today() - policy.moved_out_years * YEAR
    gone = (
        Resident.objects.filter(anonymised_at=None, residences__isnull=False)
        .exclude(residences__during__endswith__isnull=True)
        .exclude(residences__during__endswith__gt=long_ago)
        .distinct()
    )
    for keeper in _keepers:
        gone = gone.exclude(pk__in=keeper().values("pk"))
    gone = gone[:AT_A_TIME]
    for resident in gone:
        _anonymise(resident)
    return len(gone)


def _anonymise(resident: Resident) -> None:
    """Clear every field that identifies the resident, with its history; the year of birth and residences stay for
    statistics.
    """
    with transaction.atomic():
        resident.name = "—"
        resident.phone = resident.other_phone = resident.remarks = ""
        resident.id_number = ""
        resident.birth_date = resident.birth_date and resident.birth_date.replace(month=1, day=1)
        resident.anonymised_at = timezone.now()
        resident.tags.clear()
        resident.import_rows.update(masked_name="—", raw_encrypted="", made={})
        resident.wards.all().delete()
        resident.guardians.all().delete()
        resident.emergency_contacts.all().delete()
        for match in resident.matches.all():
            erase_match(match)
        resident.save()
        # The history of records that were merged into this one is about the same person.
        history = Resident.history
        of_person = history.filter(Q(id=resident.pk) | Q(id__in=resident.merged.values("pk")))
        tags = [row.pk for row in of_person.only("pk")]
        forget_rows(of_person)
        forget_rows(apps.get_model("residents", "HistoricalResident_tags").objects.filter(history__in=tags))
