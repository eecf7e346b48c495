"""The admin pages with which staff run the rooms; every change goes through `rooms.services`."""

from django.utils.translation import gettext_lazy as _

from community.registers import chores, menu
from rooms.admin import bookings, closures, dashboard, rooms, strikes, waiting

__all__ = ["bookings", "closures", "dashboard", "rooms", "strikes", "waiting"]

menu.add(
    menu.ROOMS,
    menu.Page(_("Check in at the desk"), "desk", "rooms.run_desk"),
    "rooms.booking",
    "rooms.closure",
    "rooms.waiting",
    "rooms.strike",
    "rooms.room",
)
menu.add(menu.SETTINGS, "rooms.bookingpolicy", "rooms.roomkind")
chores.register(
    {
        "rooms.tasks.tend_bookings": _("look after bookings"),
        "rooms.tasks.forget_strikes": _("delete old strikes"),
    }
)
