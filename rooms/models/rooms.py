"""Activity rooms and their kinds."""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from community.enums import Drawing
from community.models import Bilingual, unguessable_token
from community.photos import PhotoField
from rooms.enums import HolidayRule, RoomMode
from rooms.querysets import RoomQuerySet


class RoomKind(Bilingual):
    """A kind of room, with each resident's quota."""

    slug = models.SlugField(_("short name in addresses"), unique=True)
    name = models.CharField(_("name"), max_length=50)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    drawing = models.CharField(_("drawing"), max_length=30, choices=Drawing, default=Drawing.ROOM)
    doing = models.CharField(
        _("what people do there"), max_length=20, blank=True, help_text=_("As in “3 neighbours reading”: reading.")
    )
    doing_en = models.CharField(_("what people do there, in English"), max_length=50, blank=True)
    max_active_bookings = models.PositiveSmallIntegerField(_("bookings ahead for each resident"), default=3)
    max_hours_per_week = models.PositiveSmallIntegerField(_("hours a week for each resident"), default=6)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("kind of room")
        verbose_name_plural = _("kinds of room")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.in_reader_language("name")


class Room(Bilingual):
    """An activity room (活动室) with its booking rules."""

    Mode = RoomMode

    HolidayRule = HolidayRule

    kind = models.ForeignKey(RoomKind, models.PROTECT, related_name="rooms", verbose_name=_("kind"))
    slug = models.SlugField(_("short name in addresses"), unique=True)
    name = models.CharField(_("name"), max_length=50)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    floor = models.SmallIntegerField(_("floor"), default=1)
    photo = PhotoField(_("photo"), upload_to="rooms", blank=True)
    description = models.TextField(_("description"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    house_rules = models.TextField(_("house rules"), blank=True)
    house_rules_en = models.TextField(_("house rules in English"), blank=True)
    equipment = models.TextField(_("equipment, one item per line"), blank=True)
    equipment_en = models.TextField(_("equipment in English, one item per line"), blank=True)
    step_free = models.BooleanField(_("step-free access"), default=True)
    capacity = models.PositiveSmallIntegerField(
        pgettext_lazy("room", "places"), validators=[MinValueValidator(1), MaxValueValidator(2000)]
    )
    mode = models.CharField(_("booked"), max_length=10, choices=Mode, default=Mode.WHOLE)
    holiday_rule = models.CharField(_("holidays"), max_length=10, choices=HolidayRule, default=HolidayRule.CLOSED)

    slot_minutes = models.PositiveSmallIntegerField(
        _("slot length in minutes"), default=30, validators=[MinValueValidator(5), MaxValueValidator(240)]
    )
    min_minutes = models.PositiveSmallIntegerField(_("shortest stay in minutes"), default=30)
    max_minutes = models.PositiveSmallIntegerField(_("longest stay in minutes"), default=120)
    buffer_minutes = models.PositiveSmallIntegerField(_("minutes for cleaning afterwards"), default=0)
    advance_days = models.PositiveSmallIntegerField(_("days ahead for booking"), default=14)
    notice_minutes = models.PositiveSmallIntegerField(
        _("minutes before the start when booking closes"), default=0, help_text=_("0: until it starts.")
    )
    cancel_minutes = models.PositiveSmallIntegerField(_("minutes before the start when cancelling closes"), default=60)
    grace_minutes = models.PositiveSmallIntegerField(_("minutes after the start for checking in"), default=15)
    needs_approval = models.BooleanField(_("staff approve each booking"), default=False)
    minimum_age = models.PositiveSmallIntegerField(_("minimum age"), default=0)
    guardian_below = models.PositiveSmallIntegerField(
        _("with a guardian below this age"), default=0, help_text=_("0: children may come alone.")
    )

    is_active = models.BooleanField(_("in use"), default=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    feed_token = models.CharField(max_length=43, unique=True, default=unguessable_token, editable=False)

    objects = RoomQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["feed_token"])

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__gte=1),
                name="rooms_room_has_places",
                violation_error_message=_("A room has at least one place."),
            ),
            models.CheckConstraint(
                condition=~Q(slug="day"),
                name="rooms_room_slug_is_free",
                violation_error_message=_("The address “day” belongs to the day of all rooms."),
            ),
            models.CheckConstraint(
                condition=Q(slot_minutes__gte=1, min_minutes__gte=1, max_minutes__gte=F("min_minutes")),
                name="rooms_room_stay_lengths",
                violation_error_message=_("The longest stay must not be shorter than the shortest."),
            ),
        ]

    def __str__(self) -> str:
        return self.in_reader_language("name")

    def get_absolute_url(self) -> str:
        return reverse("room_week", args=[self.slug])

    @property
    def is_bookable(self) -> bool:
        return self.is_active and self.mode != self.Mode.WALK_IN

    @property
    def slot(self) -> timedelta:
        return timedelta(minutes=self.slot_minutes)

    @property
    def buffer(self) -> timedelta:
        return timedelta(minutes=self.buffer_minutes)

    @property
    def grace(self) -> timedelta:
        return timedelta(minutes=self.grace_minutes)
