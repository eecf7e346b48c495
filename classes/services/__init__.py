"""Every change to classes, their sessions and those who come; nothing else writes them.

A verb takes its locks in one order everywhere: the user, the proposal, the class, the
room. `by` is the acting user. What a rule refuses is a `community.errors.DomainError`;
people hear of changes after commit.

- From a wish: `propose`, `pledge`, `take_back_pledge`, `withdraw_proposal`; the last
  pledge needed makes the plan; `approve_proposal`, `decline_proposal`.
- The plan: `plan_sessions` shows which weeks meet and why others do not; `create_class`
  writes it, each session holding its room in the ledger.
- Single sessions: `add_session`, `move_session`, `cancel_session`; the whole class:
  `call_off`.
- Seats: `enrol`, `withdraw`. Whoever frees a seat promotes the first in line in the same
  transaction, and while anyone waits, a newcomer waits too. `open_draw` and `hold_draw`
  where seats are drawn.
- Practice: `issue_certificate`, `revoke_certificate`; afterwards: `ask_for_ratings`, `rate_class`.
"""

from classes.services.draws import hold_draw, open_draw
from classes.services.planning import PlannedSession, call_off, create_class, plan_sessions
from classes.services.practice import Practice, issue_certificate, practice_of, revoke_certificate
from classes.services.proposals import (
    approve_proposal,
    decline_proposal,
    lapse_proposals,
    pledge,
    propose,
    take_back_pledge,
    withdraw_proposal,
)
from classes.services.ratings import ask_for_ratings, rate_class, rating_time
from classes.services.seats import enrol, withdraw
from classes.services.sessions import add_session, cancel_session, move_session

__all__ = [
    "PlannedSession",
    "Practice",
    "add_session",
    "approve_proposal",
    "ask_for_ratings",
    "call_off",
    "cancel_session",
    "create_class",
    "decline_proposal",
    "enrol",
    "hold_draw",
    "issue_certificate",
    "lapse_proposals",
    "move_session",
    "open_draw",
    "plan_sessions",
    "pledge",
    "practice_of",
    "propose",
    "rate_class",
    "rating_time",
    "revoke_certificate",
    "take_back_pledge",
    "withdraw",
    "withdraw_proposal",
]
