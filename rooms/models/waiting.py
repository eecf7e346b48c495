"""The waiting list for taken slots."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.ranges import Span
from community.templatetags.dates import near_span
from rooms.enums import WaitingState
from rooms.models.ledger import Reservation
from rooms.models.rooms import Room
from rooms.querysets import WaitingQuerySet


class Waiting(models.Model):
    """A user waiting for a taken slot; an offer holds the slot by a reservation."""

    State = WaitingState

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
            GistIndex(fields=["during"], name="rooms_waiting_during", condition=Q(state__in=WaitingState.open())),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=WaitingState.OFFERED, offer__isnull=False, offer_ends_at__isnull=False)
                | ~Q(state=WaitingState.OFFERED),
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
                condition=Q(state__in=WaitingState.open()),
                violation_error_message=_("You are already waiting for this time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.room} {near_span(Span.of(self.during))}"

    def get_absolute_url(self) -> str:
        return reverse("waiting", args=[self.pk])

    @property
    def span(self) -> Span:
        return Span.of(self.during)

    @property
    def is_offered(self) -> bool:
        """Whether an offer currently holds the slot."""
        return (
            self.state == self.State.OFFERED and self.offer_ends_at is not None and timezone.now() < self.offer_ends_at
        )
