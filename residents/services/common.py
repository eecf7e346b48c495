"""What the database refuses, in the words of its constraints."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager

from django.utils.translation import gettext as _

from community.errors import Conflict, DomainError, Invalid
from community.faults import refusing

_REFUSALS: Mapping[str, Callable[[], DomainError]] = {
    "residents_one_leader": lambda: Conflict(
        "overlapping_term", _("These units have a leader for a part of this term already.")
    ),
    "residents_residence_one_home": lambda: Conflict("overlapping", _("A later move of this person is known already.")),
    "residents_residence_one_register": lambda: Conflict(
        "overlapping", _("A later move of this person is known already.")
    ),
    "residents_residence_one_head": lambda: Conflict("head_taken", _("This household has a head already.")),
    "residents_match_once_for_resident": lambda: Conflict("resident_taken", _("This resident has a login already.")),
    "residents_match_once_for_login": lambda: Conflict(
        "match_taken", _("This login is matched, or waits for it, already.")
    ),
    "residents_appointment_units": lambda: Invalid("units_wrong", _("Units run from 1 to 99.")),
    "residents_leader_has_building": lambda: Invalid("building_needed", _("A building leader needs a building.")),
    "residents_resident_id_fingerprint_key": lambda: Conflict(
        "id_taken", _("Somebody in the register has this identity number already.")
    ),
}


def as_domain_errors() -> AbstractContextManager[None]:
    """Turn what a constraint of the register refuses into a `DomainError` with its own code and words."""
    return refusing(_REFUSALS)
