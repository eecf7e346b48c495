"""Rooms, when they are open, and everything that holds them.

Every hold on a room is a `Reservation`; a booking, an offer to someone who waits and a
closure each own one. A trigger (migration `0002_ledger`) keeps a room's unreleased
reservations within its capacity at every instant.
"""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from community.models import Bilingual, mobile_number, unguessable_token
from community.names import clean_name, pinyin_key
from community.photos import PhotoField
from community.ranges import Span
from rooms.querysets import BookingQuerySet, ReservationQuerySet, RoomQuerySet, WaitingQuerySet

# Crockford's alphabet: no I, L, O or U to misread or misspell.
REF_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
REF_LENGTH = 12


def new_ref() -> str:
    """A booking reference of 60 random bits, short enough to read out at the desk."""
    return "".join(secrets.choice(REF_ALPHABET) for _ in range(REF_LENGTH))


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class RoomKind(Bilingual):
    """A kind of room, with the fair share of it that each resident may book."""

    slug = models.SlugField(_("short name in addresses"), unique=True)
    name = models.CharField(_("name"), max_length=50)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    drawing = models.CharField(_("drawing"), max_length=30, default="room", help_text=_("A file in static/drawings."))
    max_active_bookings = models.PositiveSmallIntegerField(_("bookings ahead for each resident"), default=3)
    max_hours_per_week = models.PositiveSmallIntegerField(_("hours a week for each resident"), default=6)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("kind of room")
        verbose_name_plural = _("kinds of room")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.in_reader_language("name")


class BookingPolicy(models.Model):
    """The rules of fairness that hold for every room."""

    strikes = models.PositiveSmallIntegerField(
        _("missed bookings until suspension"), default=3, validators=[MinValueValidator(1)]
    )
    strike_days = models.PositiveSmallIntegerField(_("counted over this many days"), default=60)
    suspension_days = models.PositiveSmallIntegerField(_("days of suspension"), default=14)
    offer_minutes = models.PositiveSmallIntegerField(
        _("minutes an offered slot is held"), default=60, validators=[MinValueValidator(5)]
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("rules of fairness")
        verbose_name_plural = _("rules of fairness")
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=1), name="rooms_policy_single", violation_error_message=_("There is one set of rules.")
            )
        ]

    def __str__(self) -> str:
        return str(_("Rules of fairness"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def load(cls) -> "BookingPolicy":
        return cls.objects.first() or cls(pk=1)


class Room(Bilingual):
    """An activity room (活动室) with its booking rules."""

    class Mode(models.TextChoices):
        WHOLE = "whole", _("The whole room")
        PLACES = "places", _("By the place")
        WALK_IN = "walk_in", _("Walk in, no booking")

    class HolidayRule(models.TextChoices):
        CLOSED = "closed", _("Closed on statutory holidays")
        SUNDAY = "sunday", _("Sunday's hours on statutory holidays")
        USUAL = "usual", _("The weekday's hours on statutory holidays")

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
    equipment = models.TextField(_("equipment, one a line"), blank=True)
    equipment_en = models.TextField(_("equipment in English, one a line"), blank=True)
    step_free = models.BooleanField(_("step-free access"), default=True)
    capacity = models.PositiveSmallIntegerField(_("places"), validators=[MinValueValidator(1), MaxValueValidator(2000)])
    mode = models.CharField(_("booked"), max_length=10, choices=Mode, default=Mode.WHOLE)
    holiday_rule = models.CharField(_("holidays"), max_length=10, choices=HolidayRule, default=HolidayRule.CLOSED)

    slot_minutes = models.PositiveSmallIntegerField(
        _("slot length in minutes"), default=30, validators=[MinValueValidator(5), MaxValueValidator(240)]
    )
    min_minutes = models.PositiveSmallIntegerField(_("shortest stay in minutes"), default=30)
    max_minutes = models.PositiveSmallIntegerField(_("longest stay in minutes"), default=120)
    buffer_minutes = models.PositiveSmallIntegerField(_("minutes for cleaning afterwards"), default=0)
    advance_days = models.PositiveSmallIntegerField(_("days ahead one may book"), default=14)
    notice_minutes = models.PositiveSmallIntegerField(
        _("minutes before the start until one may book"), default=0, help_text=_("0: until it starts.")
    )
    cancel_minutes = models.PositiveSmallIntegerField(_("minutes before the start until one may cancel"), default=60)
    grace_minutes = models.PositiveSmallIntegerField(_("minutes after the start to check in"), default=15)
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


class OpeningSpan(models.Model):
    """A stretch of one weekday in which a room is open; a day may have several."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="opening_spans", verbose_name=_("room"))
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")),
                name="rooms_opening_closes_after_opening",
                violation_error_message=_("Closing time must be after opening time."),
            ),
            models.UniqueConstraint(
                fields=["room", "weekday", "opens"],
                name="rooms_opening_once",
                violation_error_message=_("These hours are there already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class CalendarDay(Bilingual):
    """Staff's word on one date for the whole centre, above the published calendar."""

    class Nature(models.TextChoices):
        HOLIDAY = "holiday", _("Holiday")
        WORKDAY = "workday", _("Working day")
        CLOSED = "closed", _("The centre is closed")

    date = models.DateField(_("date"), unique=True)
    nature = models.CharField(_("this day is"), max_length=10, choices=Nature)
    name = models.CharField(_("name"), max_length=50, blank=True)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("special day")
        verbose_name_plural = _("special days")
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date}: {self.get_nature_display()}"


class SpecialHours(models.Model):
    """A room's hours on one date, in place of its usual ones; without times: closed."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="special_hours", verbose_name=_("room"))
    date = models.DateField(_("date"))
    opens = models.TimeField(_("opens"), null=True, blank=True)
    closes = models.TimeField(_("closes"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("hours on one day")
        verbose_name_plural = _("hours on one day")
        ordering = ["date", "opens"]
        indexes = [models.Index(fields=["date"], name="rooms_special_hours_date")]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True) | Q(closes__gt=F("opens")),
                name="rooms_special_closes_after_opening",
                violation_error_message=_("Give both times, closing after opening, or none for a closed day."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.date}"


class Reservation(Bilingual):
    """One hold on a room (占用), whoever asks: the ledger of room time."""

    class Kind(models.TextChoices):
        BOOKING = "booking", _("Booking")
        CLASS = "class", _("Class")
        CLOSURE = "closure", _("Closed")
        CHILDCARE = "childcare", _("Childcare")
        EVENT = "event", _("Event")

    room = models.ForeignKey(Room, models.PROTECT, related_name="reservations", verbose_name=_("room"))
    during = DateTimeRangeField(_("during"))
    places = models.PositiveSmallIntegerField(_("places"))
    whole_room = models.BooleanField(_("whole room"), default=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # How often it was moved, and when last: what a calendar goes by.
    revision = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    moved_at = models.DateTimeField(null=True, editable=False)
    # What the owner lets everybody read of it, and the page to open: a class's name, say.
    label = models.CharField(max_length=60, blank=True, default="", db_default="", editable=False)
    label_en = models.CharField(max_length=120, blank=True, default="", db_default="", editable=False)
    path = models.CharField(max_length=100, blank=True, default="", db_default="", editable=False)
    released_at = models.DateTimeField(_("released"), null=True, blank=True)

    objects = ReservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("hold on a room")
        verbose_name_plural = _("holds on rooms")
        indexes = [
            GistIndex(fields=["during"], name="rooms_reservation_during", condition=Q(released_at__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(places__gte=1), name="rooms_reservation_has_places"),
            models.CheckConstraint(
                condition=Q(
                    during__isempty=False,
                    during__lower_inf=False,
                    during__upper_inf=False,
                    during__lower_inc=True,
                    during__upper_inc=False,
                ),
                name="rooms_reservation_bounded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.room} {self.during}"

    @property
    def span(self) -> Span:
        return Span.of(self.during)


class BookingSeries(models.Model):
    """Bookings repeated weekly for a group, made in one go."""

    purpose = models.CharField(_("purpose"), max_length=200)
    until = models.DateField(_("until"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("repeating booking")
        verbose_name_plural = _("repeating bookings")

    def __str__(self) -> str:
        return self.purpose


class Booking(models.Model):
    """A resident's promise of a room (预约)."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("Waiting for approval")
        CONFIRMED = "confirmed", _("Confirmed")
        DECLINED = "declined", _("Declined")
        CANCELLED = "cancelled", _("Cancelled")
        CHECKED_IN = "checked_in", _("Checked in")
        COMPLETED = "completed", _("Completed")
        NO_SHOW = "no_show", _("Missed")

    ACTIVE_STATES = (State.REQUESTED, State.CONFIRMED, State.CHECKED_IN)

    ref = models.CharField(_("reference"), max_length=REF_LENGTH, unique=True, default=new_ref, editable=False)
    room = models.ForeignKey(Room, models.PROTECT, related_name="bookings", verbose_name=_("room"))
    reservation = models.OneToOneField(Reservation, models.PROTECT, related_name="booking", editable=False)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="bookings",
        verbose_name=_("login"),
    )
    contact_name = models.CharField(pgettext_lazy("person", "name"), max_length=100)
    contact_key = models.CharField(max_length=400, editable=False)
    contact_phone = models.CharField(_("mobile number"), max_length=11, blank=True, validators=[mobile_number])
    party_size = models.PositiveSmallIntegerField(_("people"), default=1, validators=[MinValueValidator(1)])
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)
    with_guardian = models.BooleanField(_("a guardian comes along"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State)
    series = models.ForeignKey(BookingSeries, models.SET_NULL, null=True, blank=True, related_name="bookings")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("booked"), default=timezone.now, editable=False)
    checked_in_at = models.DateTimeField(_("checked in"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True, help_text=_("Why it was declined or cancelled."))
    idempotency_key = models.UUIDField(null=True, blank=True, editable=False)

    objects = BookingQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["idempotency_key"])

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["user", "-starts_at"], name="rooms_booking_of_user"),
            models.Index(fields=["starts_at", "room"], name="rooms_booking_of_day"),
            models.Index(fields=["contact_phone"], name="rooms_booking_phone"),
            models.Index(
                fields=["starts_at"],
                name="rooms_booking_unfinished",
                condition=Q(state__in=["requested", "confirmed", "checked_in"]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="rooms_booking_ends_after_start",
                violation_error_message=_("The end must be after the start."),
            ),
            models.CheckConstraint(condition=Q(party_size__gte=1), name="rooms_booking_has_people"),
            models.UniqueConstraint(fields=["created_by", "idempotency_key"], name="rooms_booking_sent_once"),
        ]
        permissions = [
            ("run_desk", _("Can work at the front desk")),
            ("approve_booking", _("Can approve and decline bookings")),
        ]

    def __str__(self) -> str:
        return self.ref

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.contact_name = clean_name(self.contact_name)
        self.contact_key = pinyin_key(self.contact_name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("booking", args=[self.ref])

    @property
    def span(self) -> Span:
        return Span(self.starts_at, self.ends_at)

    @property
    def is_active(self) -> bool:
        return self.state in self.ACTIVE_STATES

    @property
    def cancel_by(self) -> datetime:
        """Until when the resident may cancel or move it without asking staff."""
        return self.starts_at - timedelta(minutes=self.room.cancel_minutes)

    @property
    def check_in_by(self) -> datetime:
        """The end of the grace time, after which it is released."""
        return self.starts_at + self.room.grace


class Waiting(models.Model):
    """One user's wish for a taken slot; an offer holds the slot by a reservation."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        OFFERED = "offered", _("Offered")
        TAKEN = "taken", _("Taken")
        LAPSED = "lapsed", _("Lapsed")
        LEFT = "left", _("Left")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="waiting", verbose_name=_("login"))
    room = models.ForeignKey(Room, models.CASCADE, related_name="waiting", verbose_name=_("room"))
    during = DateTimeRangeField(_("during"))
    places = models.PositiveSmallIntegerField(_("people"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    offer = models.OneToOneField(Reservation, models.PROTECT, null=True, blank=True, related_name="offered_to")
    offer_ends_at = models.DateTimeField(_("held until"), null=True, blank=True)

    objects = WaitingQuerySet.as_manager()

    class Meta:
        verbose_name = _("waiting resident")
        verbose_name_plural = _("waiting residents")
        ordering = ["created_at", "pk"]
        indexes = [
            GistIndex(fields=["during"], name="rooms_waiting_during", condition=Q(state__in=["waiting", "offered"])),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="offered", offer__isnull=False, offer_ends_at__isnull=False) | ~Q(state="offered"),
                name="rooms_waiting_offer_holds_slot",
            ),
            ExclusionConstraint(
                name="rooms_waiting_once",
                expressions=[
                    (
                        models.Func(F("user_id"), F("user_id"), models.Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        models.Func(F("room_id"), F("room_id"), models.Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=["waiting", "offered"]),
                violation_error_message=_("You are waiting for this time already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.room} {self.during}"

    def get_absolute_url(self) -> str:
        return reverse("waiting", args=[self.pk])

    @property
    def span(self) -> Span:
        return Span.of(self.during)

    @property
    def is_offered(self) -> bool:
        """Whether an offer holds the slot at this moment."""
        return (
            self.state == self.State.OFFERED and self.offer_ends_at is not None and timezone.now() < self.offer_ends_at
        )


class Closure(Bilingual):
    """A time in which a room is shut although it would be open, and why."""

    reservation = models.OneToOneField(Reservation, models.PROTECT, related_name="closure", editable=False)
    reason = models.CharField(_("reason"), max_length=200)
    reason_en = models.CharField(_("reason in English"), max_length=300, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("closure")
        verbose_name_plural = _("closures")

    def __str__(self) -> str:
        return self.reason


class Strike(models.Model):
    """A booking that its resident did not come to."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="strikes", verbose_name=_("login"))
    booking = models.OneToOneField(Booking, models.CASCADE, related_name="strike", verbose_name=_("booking"))
    at = models.DateTimeField(_("missed"), default=timezone.now)
    forgiven_at = models.DateTimeField(_("forgiven"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("strike")
        verbose_name_plural = _("strikes")
        indexes = [models.Index(fields=["user", "-at"], name="rooms_strike_of_user")]

    def __str__(self) -> str:
        return f"{self.booking}"


class HeadCount(models.Model):
    """How many walk-in visitors are in a room now; counted by staff, one tap each."""

    room = models.OneToOneField(Room, models.CASCADE, primary_key=True, related_name="head_count")
    people = models.PositiveSmallIntegerField(_("people in the room"), default=0)
    day = models.DateField(_("day"))
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("head count")
        verbose_name_plural = _("head counts")

    def __str__(self) -> str:
        return f"{self.people}"
