"""Every change to classes, their sessions and members; nothing else writes them.

Functions take their locks in the same order everywhere: the user, the proposal, the class, the room. `by` is the
acting user. A rule's refusal is a `community.errors.DomainError`; people are notified after commit.

- Proposals: `propose`, `pledge`, `take_back_pledge`, `withdraw_proposal`; the last pledge needed
  makes the plan; `approve_proposal`, `decline_proposal`.
- The plan (`classes.rules.plans` shows which weeks meet and why others do not): `create_class`
  writes it, each session holding its room in the ledger; `save_class` saves its texts.
- Single sessions: `add_session`, `move_session`, `cancel_session`; the whole class:
  `call_off`.
- Seats: `enrol`, `enrol_walk_in` for people without a login, `withdraw`. Freeing a seat promotes
  the first in line in the same transaction, and while anyone is waiting, newcomers wait too.
  `open_draw` and `hold_draw` if seats are drawn.
- Practice: `issue_certificate`, `revoke_certificate`; afterwards: `ask_for_ratings`, `rate_class`.
- Single sessions of a member or a guest: `excuse`, `take_back_excuse`, `take_guest_seat`,
  `give_back_guest_seat`.
- Teaching: `mark_member`, `mark_guest`, `add_walk_in`, `remove_walk_in`, `confirm_hours`,
  `unconfirm_hours`, `post`, `delete_post`.
"""

from classes.services.draws import hold_draw, open_draw
from classes.services.guests import (
    excuse,
    give_back_guest_seat,
    remind_of_sessions,
    take_back_excuse,
    take_guest_seat,
)
from classes.services.planning import call_off, create_class, save_class
from classes.services.practice import issue_certificate, revoke_certificate
from classes.services.proposals import (
    approve_proposal,
    decline_proposal,
    lapse_proposals,
    pledge,
    propose,
    take_back_pledge,
    withdraw_proposal,
)
from classes.services.ratings import ask_for_ratings, rate_class
from classes.services.seats import enrol, enrol_walk_in, withdraw
from classes.services.sessions import add_session, cancel_session, move_session
from classes.services.teaching import (
    add_walk_in,
    confirm_hours,
    delete_post,
    mark_guest,
    mark_member,
    post,
    remove_walk_in,
    unconfirm_hours,
)

__all__ = [
    "add_session",
    "add_walk_in",
    "approve_proposal",
    "ask_for_ratings",
    "call_off",
    "cancel_session",
    "confirm_hours",
    "create_class",
    "decline_proposal",
    "delete_post",
    "enrol",
    "enrol_walk_in",
    "excuse",
    "give_back_guest_seat",
    "hold_draw",
    "issue_certificate",
    "lapse_proposals",
    "mark_guest",
    "mark_member",
    "move_session",
    "open_draw",
    "pledge",
    "post",
    "propose",
    "rate_class",
    "remind_of_sessions",
    "remove_walk_in",
    "revoke_certificate",
    "save_class",
    "take_back_excuse",
    "take_back_pledge",
    "take_guest_seat",
    "unconfirm_hours",
    "withdraw",
    "withdraw_proposal",
]
