"""What the register keeps about a login; see `community.registers.personal_data`.

The register itself is kept by the centre's duty to its residents, not by the login:
deleting a login takes the match away, and the person stays in the register.
"""

from typing import Any

from community.models import User
from residents import selectors, services


def export(user: User) -> dict[str, Any]:
    """The match, and what the register says about the person behind it."""
    resident = selectors.resident_of(user)
    kept: dict[str, Any] = {"matches": list(user.matches.values("name", "state", "asked_at", "settled_at"))}
    if resident is not None:
        kept["resident"] = {
            "name": resident.name,
            "sex": resident.sex,
            "birth_date": resident.birth_date,
            "phone": resident.phone,
            "other_phone": resident.other_phone,
            "id_number": resident.id_number,
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
            "looked_at": list(resident.reveals.values("at", "field", "reason")),
        }
    return kept


def erase(user: User) -> None:
    """Cut the tie between the login and the register."""
    for match in user.matches.all():
        services.erase_match(match)
