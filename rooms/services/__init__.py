"""Every change to rooms and bookings; nothing else writes them.

A verb checks the rules, takes its locks (the user first, then rooms by primary key),
checks again, writes, and lets the history tables keep who did it. `by` is always the
acting user, or None for the background worker. What a rule refuses is a
`community.errors.DomainError`; residents hear of changes after commit.

- A resident's life with a booking: `book_room`, `change_time`, `change_details`,
  `cancel_booking`; asked whether they come, `say_coming` and `say_not_coming`.
- A taken slot: `join_waiting`, `accept_offer`, `leave_waiting`.
- Rooms that one comes back to: `keep_favourite`, `drop_favourite`.
- The desk: `approve_booking`, `decline_booking`, `check_in`, `undo_check_in`,
  `complete_booking`, `mark_no_show`, `count_people`, `forgive_strike`,
  `plan_series`, `book_series`.
- The building: `save_room`, `close_rooms`, `reopen`, `reset_room_feed`.
- Time itself, through the worker: `tend_bookings`.
"""

from rooms.services.bookings import book_room, cancel_booking, change_time
from rooms.services.closures import close_rooms, reopen
from rooms.services.desk import (
    approve_booking,
    check_in,
    complete_booking,
    count_people,
    decline_booking,
    forgive_strike,
    mark_no_show,
    undo_check_in,
)
from rooms.services.details import change_details
from rooms.services.favourites import drop_favourite, keep_favourite
from rooms.services.reminders import say_coming, say_not_coming
from rooms.services.series import PlannedSession, book_series, plan_series
from rooms.services.setup import reset_room_feed, save_room
from rooms.services.tending import tend_bookings
from rooms.services.waiting import accept_offer, join_waiting, leave_waiting, offer_freed

__all__ = [
    "PlannedSession",
    "accept_offer",
    "approve_booking",
    "book_room",
    "book_series",
    "cancel_booking",
    "change_details",
    "change_time",
    "check_in",
    "close_rooms",
    "complete_booking",
    "count_people",
    "decline_booking",
    "drop_favourite",
    "forgive_strike",
    "join_waiting",
    "keep_favourite",
    "leave_waiting",
    "mark_no_show",
    "offer_freed",
    "plan_series",
    "reopen",
    "reset_room_feed",
    "save_room",
    "say_coming",
    "say_not_coming",
    "tend_bookings",
    "undo_check_in",
]
