"""Reservations: the ledger of room time.

A trigger (`rooms/triggers.sql`) keeps a room's unreleased reservations within its
capacity at every instant.
"""

from django.conf import settings
from django.contrib.postgres.fields import DateTimeRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from community.models import Bilingual
from community.ranges import Span
from community.templatetags.dates import near_span
from rooms.enums import HoldKind
from rooms.models.rooms import Room
from rooms.querysets import ReservationQuerySet


class Reservation(Bilingual):
    """A hold on a room (占用) for any purpose; the entries of the ledger."""

    Kind = HoldKind

    room = models.ForeignKey(Room, models.PROTECT, related_name="reservations", verbose_name=_("room"))
    during = DateTimeRangeField(_("during"))
    places = models.PositiveSmallIntegerField(_("places"))
    whole_room = models.BooleanField(_("whole room"), default=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # How often and when it was last moved, for the sequence numbers of calendars.
    revision = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    moved_at = models.DateTimeField(null=True, editable=False)
    # A public label and the page to open, such as the name of a class.
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
            # Few among very many: those of the days ahead are asked for with each day.
            GistIndex(
                fields=["during"],
                name="rooms_reservation_closures",
                condition=Q(released_at__isnull=True, kind=HoldKind.CLOSURE),
            ),
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
        return f"{self.room} {near_span(self.span)}"

    @property
    def span(self) -> Span:
        return Span.of(self.during)


class Closure(Bilingual):
    """A period in which a room is closed during its opening hours, with the reason."""

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
