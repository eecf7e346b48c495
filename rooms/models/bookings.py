"""Residents' bookings, and strikes for missed ones."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from community.models import mobile_number
from community.names import clean_name, pinyin_key
from community.ranges import Span
from community.references import new_reference
from rooms.enums import BookingState
from rooms.models.ledger import Reservation
from rooms.models.rooms import Room
from rooms.querysets import BookingQuerySet

REF_LENGTH = 12


def new_ref() -> str:
    """A booking reference of 60 random bits, short enough to be read out at the desk."""
    return new_reference(REF_LENGTH)


class BookingSeries(models.Model):
    """Weekly bookings for a group, made in one step."""

    purpose = models.CharField(_("purpose"), max_length=200)
    until = models.DateField(_("until"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("repeating booking")
        verbose_name_plural = _("repeating bookings")

    def __str__(self) -> str:
        return self.purpose

    def get_absolute_url(self) -> str:
        return reverse("desk_one_series", args=[self.pk])


class Booking(models.Model):
    """A resident's booking of a room (预约)."""

    State = BookingState

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
    created_at = models.DateTimeField(pgettext_lazy("booking", "booked"), default=timezone.now, editable=False)
    checked_in_at = models.DateTimeField(_("checked in"), null=True, blank=True)
    # When the resident last changed it or was reminded of it; see rooms.services.reminders.
    in_mind_at = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)
    asked_at = models.DateTimeField(_("asked to confirm"), null=True, blank=True, editable=False)
    coming_at = models.DateTimeField(_("confirmed that they are coming"), null=True, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=200, blank=True, help_text=_("Why it was declined or cancelled."))
    idempotency_key = models.UUIDField(null=True, blank=True, editable=False)

    objects = BookingQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["idempotency_key", "in_mind_at", "asked_at"])

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
                condition=Q(state__in=BookingState.active()),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="rooms_booking_ends_after_start",
                violation_error_message=_("The end must be after the start."),
            ),
            models.CheckConstraint(condition=Q(party_size__gte=1), name="rooms_booking_has_people"),
            # If the form of a cancelled booking is submitted again, it makes a new booking.
            models.UniqueConstraint(
                fields=["created_by", "idempotency_key"],
                name="rooms_booking_sent_once",
                condition=Q(state__in=BookingState.active()),
            ),
        ]
        permissions = [
            ("run_desk", _("Can work at the front desk")),
            ("approve_booking", _("Can approve and decline bookings")),
        ]

    def __str__(self) -> str:
        return self.ref

    # The name for which the stored key is valid; None if there is no key yet.
    _tidy_name: str | None = None

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.contact_name != self._tidy_name:
            self.tidy()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("booking", args=[self.ref])

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        found = super().from_db(*args, **kwargs)
        found._tidy_name = found.__dict__.get("contact_name")
        return found

    def tidy(self) -> None:
        """Clean the name and compute its key; call it before a bulk insert."""
        self.contact_name = clean_name(self.contact_name)
        self.contact_key = pinyin_key(self.contact_name)
        self._tidy_name = self.contact_name

    @property
    def span(self) -> Span:
        return Span(self.starts_at, self.ends_at)

    @property
    def is_active(self) -> bool:
        return self.state in BookingState.active()

    @property
    def cancel_by(self) -> datetime:
        """Until when the resident may cancel or move it without the staff."""
        return self.starts_at - timedelta(minutes=self.room.cancel_minutes)

    @property
    def is_asked(self) -> bool:
        """Whether the resident was asked to confirm attendance and may still answer."""
        return self.state == self.State.CONFIRMED and self.asked_at is not None and timezone.now() < self.starts_at

    @property
    def check_in_by(self) -> datetime:
        """The end of the grace period, after which the room is released."""
        return self.starts_at + self.room.grace


class Strike(models.Model):
    """A missed booking.

    If the login was deleted, a hash of its phone number preserves the strike for a new login with that number.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="strikes", verbose_name=_("login")
    )
    phone_hash = models.CharField(max_length=64, blank=True, default="", db_default="", editable=False)
    booking = models.OneToOneField(Booking, models.CASCADE, related_name="strike", verbose_name=_("booking"))
    at = models.DateTimeField(_("missed"), default=timezone.now)
    forgiven_at = models.DateTimeField(_("forgiven"), null=True, blank=True)

    history = HistoricalRecords(excluded_fields=["phone_hash"])

    class Meta:
        verbose_name = _("strike")
        verbose_name_plural = _("strikes")
        indexes = [
            models.Index(fields=["user", "-at"], name="rooms_strike_of_user"),
            models.Index(fields=["phone_hash"], name="rooms_strike_left", condition=~Q(phone_hash="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, phone_hash="") | Q(user__isnull=True) & ~Q(phone_hash=""),
                name="rooms_strike_of_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.booking}"
