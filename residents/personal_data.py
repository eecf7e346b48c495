"""A user's personal data in the register; see `community.registers.personal_data`.

The centre keeps the register as part of its duty to residents, independently of logins: deleting a login removes the
match, and the person stays in the register.
"""

from typing import Any

from community.models import User
from residents import selectors, services


def export(user: User) -> dict[str, Any]:
    """The match, and what the register says about the resident; only the ends of the identity number."""
    resident = selectors.resident_of(user)
    kept: dict[str, Any] = {"matches": list(user.matches.values("name", "state", "asked_at", "settled_at"))}
    if resident is not None:
        kept["resident"] = {
            "name": resident.name,
            "sex": resident.sex,
            "birth_date": resident.birth_date,
            "birth_precision": resident.birth_precision,
            "phone": resident.phone,
            "other_phone": resident.other_phone,
            "id_kind": resident.id_kind,
            "id_number": resident.masked_id_number,
            "tags": [tag.slug for tag in resident.tags.all()],
            "residences": [
                {
                    "household": str(each.household),
                    "kind": each.kind,
                    "from": each.during.lower,
                    "to": each.during.upper,
                }
                for each in resident.residences.select_related("household__building")
            ],
            "emergency_contacts": list(resident.emergency_contacts.values("name", "relation", "phone", "consented_on")),
            "looked_at": list(resident.reveals.values("at", "field", "reason")),
        }
    return kept


def masks(user: User) -> bool:
    """Whether the register has an identity number of the matched resident."""
    resident = selectors.resident_of(user)
    return resident is not None and bool(resident.id_number)


def export_in_full(user: User) -> dict[str, Any]:
    """The same with the full identity number; the access is recorded."""
    if not masks(user):
        return export(user)
    number = services.reveal_own_number(user=user)
    kept = export(user)
    kept["resident"]["id_number"] = number
    return kept


def erase(user: User) -> None:
    """Remove the link between the login and the register."""
    for match in user.matches.all():
        services.erase_match(match)
