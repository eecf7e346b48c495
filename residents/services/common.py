"""What the verbs of the register share: what the database refuses, in words, and whose record it is by now."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from community.errors import DomainError
from residents.models import Resident

_REFUSALS = {
    "residents_one_leader": (
        "overlapping_term",
        _("These units have a leader for a part of this term already."),
    ),
    "residents_residence_one_home": ("overlapping", _("A later move of this person is known already.")),
    "residents_residence_one_register": ("overlapping", _("A later move of this person is known already.")),
    "residents_residence_one_head": ("head_taken", _("This household has a head already.")),
    "residents_match_once_for_resident": ("resident_taken", _("This resident has a login already.")),
    "residents_match_once_for_login": ("match_taken", _("This login is matched, or waits for it, already.")),
    "residents_appointment_units": ("units_wrong", _("Units run from 1 to 99.")),
    "residents_leader_has_building": ("building_needed", _("A building leader needs a building.")),
    "residents_resident_id_fingerprint_key": (
        "id_taken",
        _("Somebody in the register has this identity number already."),
    ),
}


@contextmanager
def as_domain_errors() -> Iterator[None]:
    """Turn the refusal of a named constraint into a `DomainError`; others pass as they are."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if name not in _REFUSALS:
            raise
        code, message = _REFUSALS[name]
        raise DomainError(code, str(message)) from error


def lock_resident(resident: Resident) -> Resident:
    """Lock a person's record and read it afresh; the one that it was merged into where somebody did so meanwhile."""
    found = Resident.objects.select_for_update().get(pk=resident.pk)
    while found.merged_into_id is not None:
        found = Resident.objects.select_for_update().get(pk=found.merged_into_id)
    return found
