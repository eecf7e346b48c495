"""Proposals, and neighbours' pledges to come."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from classes.enums import Length, ProposalState, Weeks
from classes.models.classes import InterestClass
from classes.querysets import ProposalQuerySet
from community.ranges import today
from rooms.models import RoomKind

OPEN_FOR = timedelta(days=60)
FEWEST, MOST = 3, 30
HOURS_OF_WEEK = 7 * 24


def two_months_on() -> date:
    """The default deadline for pledges, two months ahead."""
    return today() + OPEN_FOR


class Proposal(models.Model):
    """A class that a resident proposes (发起); with the last pledge needed it gets an hour and a room."""

    State = ProposalState
    Length = Length
    Weeks = Weeks

    name = models.CharField(pgettext_lazy("class", "subject"), max_length=60)
    about = models.TextField(_("what it is about"), max_length=1000)
    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="proposals", verbose_name=_("proposer")
    )
    teacher_name = models.CharField(
        _("teacher"),
        max_length=100,
        blank=True,
        help_text=_("If you know someone. Otherwise the centre will look for a teacher."),
    )
    room_kind = models.ForeignKey(
        RoomKind,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kind of room"),
        help_text=_("If the subject needs a certain one."),
    )
    needed = models.PositiveSmallIntegerField(
        _("neighbours needed"),
        default=7,
        validators=[MinValueValidator(FEWEST), MaxValueValidator(MOST)],
        help_text=_("Including you."),
    )
    minutes = models.PositiveSmallIntegerField(_("length"), choices=Length, default=Length.HOUR_AND_A_HALF)
    weeks = models.PositiveSmallIntegerField(_("for how long"), choices=Weeks, default=Weeks.TWELVE)
    open_until = models.DateField(_("open until"), default=two_months_on, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, editable=False)
    reason = models.CharField(_("reason"), max_length=200, blank=True, editable=False)
    interest_class = models.OneToOneField(
        InterestClass,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="proposal",
        verbose_name=_("class"),
    )
    created_at = models.DateTimeField(_("proposed"), default=timezone.now, editable=False)

    objects = ProposalQuerySet.as_manager()
    history = HistoricalRecords()

    pledged: int  # of `with_pledges`

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(needed__gte=FEWEST, needed__lte=MOST),
                name="classes_proposal_needs_neighbours",
                violation_error_message=_("A class needs 3 to 30 neighbours."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ProposalState.PLANNED, ProposalState.APPROVED])
                | Q(interest_class__isnull=False),
                name="classes_proposal_planned_has_class",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("proposal", args=[self.pk])


class Pledge(models.Model):
    """A neighbour's pledge to come, with the possible hours of the week: Monday 00:00 is 0, Sunday 23:00 is 167."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="pledges", verbose_name=_("proposal"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="pledges", verbose_name=_("neighbour")
    )
    hours = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("free hours"))
    created_at = models.DateTimeField(_("pledged"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "user"],
                name="classes_pledge_once",
                violation_error_message=_("You have already pledged."),
            ),
            models.CheckConstraint(
                condition=Q(hours__len__gte=1, hours__len__lte=HOURS_OF_WEEK), name="classes_pledge_has_hours"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal} {self.pk}"
