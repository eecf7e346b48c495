"""States and kinds of rooms, defined in this one place."""

from datetime import time, timedelta
from enum import StrEnum, nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _

# Residents are reminded of a booking at this hour on the evening before, and again this long before the start.
EVENING = time(18)
SHORTLY = timedelta(hours=1)


class HolidayRule(models.TextChoices):
    CLOSED = "closed", _("Closed on statutory holidays")
    SUNDAY = "sunday", _("Sunday's hours on statutory holidays")
    USUAL = "usual", _("The weekday's hours on statutory holidays")


class RoomMode(models.TextChoices):
    WHOLE = "whole", _("The whole room")
    PLACES = "places", _("By the place")
    WALK_IN = "walk_in", _("Walk in, no booking")


class HoldKind(models.TextChoices):
    BOOKING = "booking", _("Booking")
    CLASS = "class", _("Class")
    CLOSURE = "closure", _("Closed")
    CHILDCARE = "childcare", _("Childcare")
    EVENT = "event", _("Event")


class Look(StrEnum):
    """How a room, or one of its time slots, appears to a reader."""

    # As of Django's choices: templates compare with a member, not with its value.
    do_not_call_in_templates = nonmember(True)

    FREE = "free"  # a stay may start here
    REST = "rest"  # free, but too short or too soon to start here
    EARLY = "early"  # beyond the booking horizon
    OPEN = "open"  # walk in
    MINE = "mine"
    TAKEN = "taken"
    CLASS = "class"
    USE = "use"  # any other use with a public label, such as an event
    CLOSED = "closed"
    PAST = "past"


class BookingState(models.TextChoices):
    REQUESTED = "requested", _("Waiting for approval")
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Declined")
    CANCELLED = "cancelled", _("Cancelled")
    CHECKED_IN = "checked_in", _("Checked in")
    COMPLETED = "completed", _("Completed")
    NO_SHOW = "no_show", _("Missed")

    @classmethod
    def active(cls) -> "tuple[BookingState, ...]":
        """The states in which a booking holds its room."""
        return (cls.REQUESTED, cls.CONFIRMED, cls.CHECKED_IN)


class WaitingState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    OFFERED = "offered", _("Offered")
    TAKEN = "taken", _("Taken")
    LAPSED = "lapsed", _("Lapsed")
    LEFT = "left", _("Left")

    @classmethod
    def open(cls) -> "tuple[WaitingState, ...]":
        """The states in which an entry is in line or holds an offer."""
        return (cls.WAITING, cls.OFFERED)
