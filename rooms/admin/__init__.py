"""Where staff run the rooms; every change goes through `rooms.services`."""

from rooms.admin import bookings, closures, dashboard, rooms, strikes, waiting

__all__ = ["bookings", "closures", "dashboard", "rooms", "strikes", "waiting"]
