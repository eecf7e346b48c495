"""Patterns of duty, and the shifts generated from them."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from community.enums import Weekday
from community.ranges import Span
from community.templatetags.dates import moment
from volunteers.enums import OnHoliday, ShiftState
from volunteers.models.crew import minimum_within_places
from volunteers.models.people import DutyTeam
from volunteers.models.posts import Post
from volunteers.querysets import PatternQuerySet, ShiftQuerySet

WEIGHT = [MinValueValidator(Decimal("0.5")), MaxValueValidator(Decimal(5))]


class RosterPattern(models.Model):
    """When a post is staffed, week after week (排班). A pattern is never edited, but ended and replaced."""

    OnHoliday = OnHoliday

    post = models.ForeignKey(Post, models.PROTECT, related_name="patterns", verbose_name=_("post"))
    weekdays = ArrayField(models.PositiveSmallIntegerField(choices=Weekday), verbose_name=_("weekdays"))
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"), help_text=_("A time at or before the start means the next day."))
    every = models.PositiveSmallIntegerField(
        _("interval in weeks"), default=1, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    first_day = models.DateField(_("first day"))
    # The day before the first if it was replaced before it began.
    last_day = models.DateField(_("last day"), null=True, blank=True)
    teams = models.ManyToManyField(
        DutyTeam,
        through="PatternTeam",
        blank=True,
        verbose_name=_("teams in turn"),
        help_text=_("One after another, week by week."),
    )
    minimum = models.PositiveSmallIntegerField(_("people at least"), default=1)
    places = models.PositiveSmallIntegerField(_("people at most"), default=2, validators=[MinValueValidator(1)])
    weight = models.DecimalField(
        pgettext_lazy("duty", "weight"),
        max_digits=3,
        decimal_places=1,
        default=1,
        validators=WEIGHT,
        help_text=_("How much an hour counts when shifts are shared out; more for nights and weekends."),
    )
    festival_weight = models.DecimalField(
        _("weight on statutory holidays"), max_digits=3, decimal_places=1, default=2, validators=WEIGHT
    )
    on_holiday = models.CharField(
        _("on statutory holidays"), max_length=7, choices=OnHoliday, default=OnHoliday.NOTHING
    )
    follows = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="successor"
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = PatternQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("roster pattern")
        verbose_name_plural = _("roster patterns")
        ordering = ["post", "starts", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day") - timedelta(days=1)),
                name="volunteers_pattern_ends_after_start",
                violation_error_message=_("The last day must not be before the first."),
            ),
            models.CheckConstraint(
                condition=Q(weekdays__len__gte=1, weekdays__contained_by=list(range(7))),
                name="volunteers_pattern_has_weekdays",
                violation_error_message=_("Please choose at least one weekday."),
            ),
            models.CheckConstraint(
                condition=Q(every__range=(1, 12)),
                name="volunteers_pattern_every",
                violation_error_message=_("From every week to every twelfth week."),
            ),
            minimum_within_places("volunteers_pattern_minimum_within_places"),
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.starts:%H:%M}–{self.ends:%H:%M}"


class PatternTeam(models.Model):
    """A team's turn in the rotation of a pattern."""

    pattern = models.ForeignKey(RosterPattern, models.CASCADE, related_name="turns")
    team = models.ForeignKey(DutyTeam, models.PROTECT, related_name="turns", verbose_name=_("team"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("team's turn")
        verbose_name_plural = _("teams' turns")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.team)


class Shift(models.Model):
    """One shift at a post (班次), generated from a pattern or added by hand."""

    State = ShiftState

    post = models.ForeignKey(Post, models.PROTECT, related_name="shifts", verbose_name=_("post"))
    pattern = models.ForeignKey(
        RosterPattern, models.PROTECT, null=True, blank=True, related_name="shifts", verbose_name=_("pattern")
    )
    # The day for which the pattern generated it; unchanged if the shift moves.
    date = models.DateField(_("day"))
    team = models.ForeignKey(
        DutyTeam, models.SET_NULL, null=True, blank=True, related_name="shifts", verbose_name=_("team")
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    minimum = models.PositiveSmallIntegerField(_("people at least"), default=1)
    places = models.PositiveSmallIntegerField(_("people at most"), default=2)
    weight = models.DecimalField(pgettext_lazy("duty", "weight"), max_digits=3, decimal_places=1, default=1)
    state = models.CharField(_("state"), max_length=10, choices=ShiftState, default=ShiftState.OPEN)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    # A shift that staff moved or called off by hand is no longer changed by its pattern.
    is_by_hand = models.BooleanField(default=False, editable=False)
    revision = models.PositiveSmallIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ShiftQuerySet.as_manager()
    history = HistoricalRecords()

    taken: int  # of `with_taken`

    class Meta:
        verbose_name = _("shift")
        verbose_name_plural = _("shifts")
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["starts_at", "post"], name="volunteers_shift_of_day"),
            models.Index(fields=["post", "-starts_at"], name="volunteers_shift_of_post"),
            models.Index(fields=["ends_at"], name="volunteers_shift_ends", condition=Q(state=ShiftState.OPEN)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["pattern", "date"],
                name="volunteers_shift_once",
                violation_error_message=_("This pattern already has a shift on this day."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="volunteers_shift_ends_after_start",
                violation_error_message=_("The end must be after the start."),
            ),
            minimum_within_places("volunteers_shift_minimum_within_places"),
        ]
        permissions = [
            ("run_duty", _("Can plan duty and act for volunteers")),
        ]

    def __str__(self) -> str:
        return f"{self.post} {moment(self.starts_at)}"

    def get_absolute_url(self) -> str:
        return reverse("duty_shift", args=[self.pk])

    @property
    def span(self) -> Span:
        return Span(self.starts_at, self.ends_at)

    @property
    def hours(self) -> float:
        return self.span.duration / timedelta(hours=1)

    @property
    def is_open(self) -> bool:
        return self.state == ShiftState.OPEN

    def is_over(self, now: datetime) -> bool:
        return self.ends_at <= now
