"""States and kinds of duty, defined in this one place."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AskBy(models.TextChoices):
    """How a volunteer wants to be asked."""

    MESSAGE = "message", _("By message")
    CALL = "call", _("By telephone")
    PAPER = "paper", _("On paper")


class Limit(models.TextChoices):
    """What a volunteer cannot do, and what a post requires."""

    STAIRS = "stairs", _("Stairs")
    EVENINGS = "evenings", _("Evenings")
    OUTDOORS = "outdoors", _("Outdoors")


class PostKind(models.TextChoices):
    WORKSTATION = "workstation", _("Workstation")
    GATE = "gate", _("Gate")
    ROUND = "round", _("Evening round")
    LOBBY = "lobby", _("Lobby of a building")
    CHILDREN = "children", _("Children's room")
    ON_CALL = "on_call", _("On call")


class ServiceKind(models.TextChoices):
    """Kinds of service in the record of service hours."""

    COMMUNITY = "community", _("Community service")
    ORDER = "order", _("Order and safety")
    CHILDREN = "children", _("Care for children")
    ELDERLY = "elderly", _("Care for the elderly")


class OnHoliday(models.TextChoices):
    """What a pattern does on statutory holidays."""

    NOTHING = "nothing", _("No duty on statutory holidays")
    SUNDAY = "sunday", _("As on a Sunday")
    USUAL = "usual", _("As on any other day")


class ShiftState(models.TextChoices):
    OPEN = "open", pgettext_lazy("shift", "Takes place")
    CALLED_OFF = "called_off", pgettext_lazy("shift", "Called off")


class PromiseState(models.TextChoices):
    ASKED = "asked", pgettext_lazy("promise", "Asked")
    RESERVE = "reserve", pgettext_lazy("promise", "Reserve")
    PROMISED = "promised", pgettext_lazy("promise", "Promised")
    PRESENT = "present", pgettext_lazy("promise", "At the post")
    DONE = "done", pgettext_lazy("promise", "Done")
    DECLINED = "declined", pgettext_lazy("promise", "Declined")
    LAPSED = "lapsed", pgettext_lazy("promise", "Not answered")
    HANDED_BACK = "handed_back", pgettext_lazy("promise", "Handed back")
    COVERED = "covered", pgettext_lazy("promise", "Covered by someone else")
    MISSED = "missed", pgettext_lazy("promise", "Missed")
    CALLED_OFF = "called_off", pgettext_lazy("promise", "Called off")

    @classmethod
    def holding(cls) -> "tuple[PromiseState, ...]":
        """The states that take a place of the shift."""
        return (cls.PROMISED, cls.PRESENT, cls.DONE)

    @classmethod
    def ahead(cls) -> "tuple[PromiseState, ...]":
        """The states that hold a place and are not over."""
        return (cls.PROMISED, cls.PRESENT)

    @classmethod
    def open(cls) -> "tuple[PromiseState, ...]":
        """The states in which a person is on a shift, asked for it, or waiting for it."""
        return (cls.ASKED, cls.RESERVE, cls.PROMISED, cls.PRESENT)


class Source(models.TextChoices):
    """The source that confirms a person's presence."""

    SCREEN = "screen", _("Code on the screen at the post")
    PRINTED = "printed", _("Printed code at the post")
    DESK = "desk", _("Pass scanned at the front desk")
    LEADER = "leader", _("The leader was there")
    SHEET = "sheet", _("Signed sheet")
    STAFF = "staff", _("Checked by the centre")


class SwapState(models.TextChoices):
    ASKED = "asked", pgettext_lazy("swap", "Asked")
    DONE = "done", pgettext_lazy("swap", "Swapped")
    DECLINED = "declined", pgettext_lazy("swap", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("swap", "Withdrawn")


class MonthState(models.TextChoices):
    OPEN = "open", pgettext_lazy("month", "Running")
    PUBLISHED = "published", pgettext_lazy("month", "Published")
    CLOSED = "closed", pgettext_lazy("month", "Closed")
