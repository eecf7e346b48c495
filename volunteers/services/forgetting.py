"""Erasure: people who ask for it, people anonymised in the register, and old signed sheets."""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from community.certificates.services import make_nameless
from community.models import User
from community.only_added import forget
from community.workbooks.runs import forget_before
from volunteers.models import HoursCertificate, Presence, RosterImport, Volunteer
from volunteers.services.membership import leave

PRESENCE_KEPT_FOR, CHARTS_KEPT_FOR = timedelta(days=730), timedelta(days=60)


def erase_volunteer(*, volunteer: Volunteer, by: User | None) -> None:
    """Give promises back, then remove the link to the person: past service stays as anonymous figures."""
    with transaction.atomic():
        if volunteer.is_active:
            leave(volunteer=volunteer, by=by)
            volunteer.refresh_from_db()
        _forget_photos(Q(assignment__volunteer=volunteer))
        issued = HoursCertificate.objects.filter(volunteer=volunteer).select_related("certificate")
        make_nameless(certificates=[each.certificate for each in issued], with_facts=True)
        volunteer.import_rows.update(masked_name="—", raw_encrypted="")
        volunteer.absences.all().delete()
        volunteer.skills.clear()
        for team in volunteer.teams.all():
            team.members.remove(volunteer)
        volunteer.leads.update(leader=None)
        volunteer.user = volunteer.resident = volunteer.consent_by = None
        volunteer.erased_at = timezone.now()
        volunteer.name, volunteer.cannot, volunteer.suits = "", [], []
        volunteer.insured_until = volunteer.consented_on = volunteer.most_hours = None
        volunteer.is_public = False
        volunteer.save()
        # Last, because saving writes history too.
        forget(Volunteer.history.filter(id=volunteer.pk))


def follow_register() -> int:
    """Update names from the register, and erase volunteers without a login whom it anonymised; returns how many."""
    changed = 0
    rows = Volunteer.objects.with_person().filter(erased_at=None, resident__isnull=False)
    for volunteer in rows.order_by("pk"):
        resident = volunteer.resident
        if resident is not None and resident.anonymised_at is not None:
            changed += 1
            _let_go(volunteer)
        elif resident is not None and resident.name != volunteer.name:
            volunteer.save()
            changed += 1
    return changed


def _let_go(volunteer: Volunteer) -> None:
    """Unlink an anonymised resident; a volunteer with a login stays, others become anonymous."""
    if volunteer.user is None:
        erase_volunteer(volunteer=volunteer, by=None)
        return
    volunteer.resident = None
    volunteer.save()


def forget_old_presences() -> int:
    """Delete presence records, and photos of sheets, older than two years; returns how many."""
    old = Q(at__lt=timezone.now() - PRESENCE_KEPT_FOR)
    with transaction.atomic():
        _forget_photos(old)
        return Presence.objects.filter(old).delete()[0]


def forget_old_charts() -> None:
    """Delete imported charts with the people in them 60 days after they were uploaded."""
    forget_before(RosterImport, timezone.now() - CHARTS_KEPT_FOR)


def _forget_photos(which: Q) -> None:
    """Clear photos, and delete their files after commit."""
    for row in Presence.objects.filter(which).exclude(photo=""):
        photo = row.photo
        Presence.objects.filter(pk=row.pk).update(photo="")
        transaction.on_commit(partial(photo.delete, save=False))
