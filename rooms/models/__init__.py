"""The tables of rooms, grouped by subject.

Every hold on a room is a `Reservation`; each booking, waiting list offer and closure has one.
"""

from rooms.models.bookings import REF_LENGTH, Booking, BookingSeries, Strike, new_ref
from rooms.models.favourites import FavouriteRoom
from rooms.models.hours import OpeningSpan, SpecialHours
from rooms.models.ledger import Closure, Reservation
from rooms.models.policy import BookingPolicy
from rooms.models.presence import HeadCount
from rooms.models.rooms import Room, RoomKind
from rooms.models.waiting import Waiting

__all__ = [
    "REF_LENGTH",
    "Booking",
    "BookingPolicy",
    "BookingSeries",
    "Closure",
    "FavouriteRoom",
    "HeadCount",
    "OpeningSpan",
    "Reservation",
    "Room",
    "RoomKind",
    "SpecialHours",
    "Strike",
    "Waiting",
    "new_ref",
]
