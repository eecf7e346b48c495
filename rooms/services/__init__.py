"""Every change to rooms and bookings; nothing else writes them.

A function checks the rules, takes its locks (the user first, then rooms by primary key), checks again, writes, and
lets the history tables record who did it. `by` is always the acting user, or None for the background worker. A rule's
refusal is a `community.errors.DomainError`; residents are notified after commit.

- Bookings by residents: `book_room`, `change_time`, `change_details`, `cancel_booking`; asked to
  confirm attendance, `say_coming` and `say_not_coming`.
- Waiting for a taken slot: `join_waiting`, `accept_offer`, `leave_waiting`.
- Favourite rooms: `keep_favourite`, `drop_favourite`.
- The desk: `approve_booking`, `decline_booking`, `check_in`, `undo_check_in`,
  `complete_booking`, `mark_no_show`, `count_people`, `forgive_strike`,
  `book_series`, `cancel_series` (`rooms.rules.series` plans).
- The building: `save_room`, `close_rooms`, `reopen`, `reset_room_feed`; `make_way` for any other
  use that the centre needs a room for.
- Deleted logins and returning phone numbers: `leave_strikes`, `take_up_strikes`.
- Periodic, by the worker: `tend_bookings`, `forget_strikes`.
"""

from rooms.services.bookings import book_room, cancel_booking, change_time
from rooms.services.closures import close_rooms, reopen
from rooms.services.desk import (
    approve_booking,
    check_in,
    complete_booking,
    count_people,
    decline_booking,
    mark_no_show,
    undo_check_in,
)
from rooms.services.details import change_details
from rooms.services.favourites import drop_favourite, keep_favourite
from rooms.services.making_way import make_way
from rooms.services.reminders import say_coming, say_not_coming
from rooms.services.series import book_series, cancel_series
from rooms.services.setup import reset_room_feed, save_room
from rooms.services.strikes import forget_strikes, forgive_strike, leave_strikes, take_up_strikes
from rooms.services.tending import tend_bookings
from rooms.services.waiting import accept_offer, join_waiting, leave_waiting, offer_freed

__all__ = [
    "accept_offer",
    "approve_booking",
    "book_room",
    "book_series",
    "cancel_booking",
    "cancel_series",
    "change_details",
    "change_time",
    "check_in",
    "close_rooms",
    "complete_booking",
    "count_people",
    "decline_booking",
    "drop_favourite",
    "forget_strikes",
    "forgive_strike",
    "join_waiting",
    "keep_favourite",
    "leave_strikes",
    "leave_waiting",
    "make_way",
    "mark_no_show",
    "offer_freed",
    "reopen",
    "reset_room_feed",
    "save_room",
    "say_coming",
    "say_not_coming",
    "take_up_strikes",
    "tend_bookings",
    "undo_check_in",
]
