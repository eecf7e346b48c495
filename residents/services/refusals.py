"""What the register's constraints mean to people."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager

from django.utils.translation import gettext as _

from community.errors import Conflict, DomainError, Invalid
from community.faults import refusing

_REFUSALS: Mapping[str, Callable[[], DomainError]] = {
    "residents_one_leader": lambda: Conflict(
        "overlapping_term", _("These units already have a leader for part of this term.")
    ),
    "residents_residence_one_home": lambda: Conflict("overlapping", _("A later move of this person is already known.")),
    "residents_residence_one_register": lambda: Conflict(
        "overlapping", _("A later move of this person is already known.")
    ),
    "residents_residence_one_head": lambda: Conflict("head_taken", _("This household already has a head.")),
    "residents_match_once_for_resident": lambda: Conflict("resident_taken", _("This resident already has a login.")),
    "residents_match_once_for_login": lambda: Conflict(
        "match_taken", _("This login is already matched, or waiting to be matched.")
    ),
    "residents_appointment_units": lambda: Invalid("units_wrong", _("Units run from 1 to 99.")),
    "residents_leader_has_building": lambda: Invalid("building_needed", _("A building leader needs a building.")),
    "residents_guardianship_once": lambda: Conflict("guardian_known", _("This person is already their guardian.")),
    "residents_guardianship_of_another": lambda: Invalid("same_person", _("This is one record, not two.")),
    "residents_emergency_once": lambda: Conflict("contact_known", _("This number is already noted for this resident.")),
    "residents_resident_id_fingerprint_key": lambda: Conflict(
        "id_taken", _("Someone in the register already has this identity number.")
    ),
}


def as_domain_errors() -> AbstractContextManager[None]:
    """Turn violations of the register's constraints into a `DomainError` with its own code and message."""
    return refusing(_REFUSALS)
