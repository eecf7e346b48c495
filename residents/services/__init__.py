"""Every change to the register and to appointments; nothing else writes them.

`by` is the acting user. A function checks, opens one transaction, locks the resident (after the login, if there is
one), writes, and lets the history tables record who did it. A rule's refusal is a `community.errors.DomainError`.

- Who lives where: `register_resident`, `save_resident`, `move_in`, `move_out`, `name_guardian`, `merge_residents`.
- Emergency contacts, with their consent: `note_emergency_contact`, `drop_emergency_contact`.
- Looking: `reveal` shows one field for five minutes, `reveal_own_number` one's own number; both are recorded.
- Logins: `ask_match`, `settle_match`, `refuse_match`, `undo_match`, `erase_match`.
- The chains of service: `appoint`, `end_term`, `succeed`; `contact_of` shows whom to appoint, and is recorded.
- Children: `require_guardian` refuses users who are not a child's guardian.
- For records of other apps about a resident: `lock_standing` resolves and locks merged records.
- Hooks for other apps: `on_departure`, `on_succession`, and `keeps` for people whom `forget` must not anonymise yet.
- Periodic, by the worker: `forget`.
"""

from residents.services.emergency import drop_emergency_contact, note_emergency_contact
from residents.services.guardians import require_guardian
from residents.services.locking import lock_standing
from residents.services.matching import ask_match, erase_match, refuse_match, settle_match, undo_match
from residents.services.merging import merge_residents
from residents.services.register import (
    move_in,
    move_out,
    name_guardian,
    on_departure,
    register_resident,
    reveal,
    reveal_own_number,
    save_resident,
)
from residents.services.retention import forget, keeps
from residents.services.terms import (
    appoint,
    contact_of,
    end_term,
    on_succession,
    save_appointment,
    succeed,
)

__all__ = [
    "appoint",
    "ask_match",
    "contact_of",
    "drop_emergency_contact",
    "end_term",
    "erase_match",
    "forget",
    "keeps",
    "lock_standing",
    "merge_residents",
    "move_in",
    "move_out",
    "name_guardian",
    "note_emergency_contact",
    "on_departure",
    "on_succession",
    "refuse_match",
    "register_resident",
    "require_guardian",
    "reveal",
    "reveal_own_number",
    "save_appointment",
    "save_resident",
    "settle_match",
    "succeed",
    "undo_match",
]
