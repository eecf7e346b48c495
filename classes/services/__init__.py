"""Every change to classes, their sessions and enrolments; nothing else writes them.

A verb takes its locks in one order everywhere: the user, the class, the room. `by` is the
acting user. What a rule refuses is a `community.errors.DomainError`; people hear of
changes after commit.

- The plan: `plan_sessions` shows which weeks meet and why others do not; `create_class`
  writes it, each session holding its room in the ledger.
- Single sessions: `add_session`, `move_session`, `cancel_session`; the whole class:
  `call_off`.
- Seats: `enrol`, `withdraw`. Whoever frees a seat promotes the first in line in the same
  transaction, and while anyone waits, a newcomer waits too.
"""

from classes.services.planning import PlannedSession, call_off, create_class, plan_sessions
from classes.services.seats import enrol, withdraw
from classes.services.sessions import add_session, cancel_session, move_session

__all__ = [
    "PlannedSession",
    "add_session",
    "call_off",
    "cancel_session",
    "create_class",
    "enrol",
    "move_session",
    "plan_sessions",
    "withdraw",
]
