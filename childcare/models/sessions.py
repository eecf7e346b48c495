"""The sessions of the children's room, and breaches of its ratio."""

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from childcare.enums import SessionKind, Weather
from childcare.querysets import CareSessionQuerySet
from community.enums import Weekday
from community.ranges import Span
from community.templatetags.dates import moment
from rooms.models import Reservation, Room


class CarePattern(models.Model):
    """A weekly opening of the children's room."""

    room = models.ForeignKey(Room, models.PROTECT, related_name="care_patterns", verbose_name=_("room"))
    weekdays = ArrayField(models.PositiveSmallIntegerField(choices=Weekday), verbose_name=_("weekdays"))
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))
    places = models.PositiveSmallIntegerField(_("places"), validators=[MinValueValidator(1), MaxValueValidator(100)])
    kind = models.CharField(_("kind"), max_length=7, choices=SessionKind, default=SessionKind.USUAL)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("weekly opening")
        verbose_name_plural = _("weekly openings")
        ordering = ["starts", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="childcare_pattern_ends_after_start",
                violation_error_message=_("The end must be after the start."),
            ),
            models.CheckConstraint(
                condition=Q(weekdays__len__gte=1, weekdays__contained_by=list(range(7))),
                name="childcare_pattern_has_weekdays",
                violation_error_message=_("Please choose at least one weekday."),
            ),
            models.CheckConstraint(
                condition=Q(places__gte=1),
                name="childcare_pattern_has_places",
                violation_error_message=_("A session has at least one place."),
            ),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day") - timedelta(days=1)),
                name="childcare_pattern_last_day",
                violation_error_message=_("The last day must not be before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.room} {self.starts:%H:%M}–{self.ends:%H:%M}"


class CareSession(models.Model):
    """One session of the children's room (开放时段).

    Triggers ensure at every instant that the number of children is within the places, their points are within those
    of the carers signed on, and two carers of different households are there for a single child. While `breach_since`
    is set, this is known to be violated, and no child is admitted.
    """

    Kind = SessionKind
    Weather = Weather

    # The room is held for this much longer, for handing over.
    HAND_OVER = timedelta(minutes=30)

    room = models.ForeignKey(Room, models.PROTECT, related_name="care_sessions", verbose_name=_("room"))
    reservation = models.OneToOneField(Reservation, models.PROTECT, related_name="care_session", editable=False)
    pattern = models.ForeignKey(
        CarePattern, models.PROTECT, null=True, blank=True, related_name="sessions", verbose_name=_("weekly opening")
    )
    date = models.DateField(_("day"))
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    places = models.PositiveSmallIntegerField(_("places"))
    kind = models.CharField(_("kind"), max_length=7, choices=SessionKind, default=SessionKind.USUAL)
    weather = models.CharField(_("because of"), max_length=6, choices=Weather, blank=True)
    breach_since = models.DateTimeField(_("too few carers since"), null=True, editable=False)
    cancelled_at = models.DateTimeField(_("called off"), null=True, editable=False)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    # Where children and carers went when the room was needed for something else.
    moved_to = models.CharField(_("moved to"), max_length=200, blank=True)
    is_by_hand = models.BooleanField(default=False, editable=False)
    revision = models.PositiveSmallIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = CareSessionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("care session")
        verbose_name_plural = _("care sessions")
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["starts_at"], name="childcare_session_starts"),
            models.Index(fields=["ends_at"], name="childcare_session_ends", condition=Q(cancelled_at__isnull=True)),
            models.Index(
                fields=["breach_since"], name="childcare_session_in_breach", condition=Q(breach_since__isnull=False)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["pattern", "date"],
                name="childcare_session_once",
                violation_error_message=_("This weekly opening already has a session on this day."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="childcare_session_ends_after_start",
                violation_error_message=_("The end must be after the start."),
            ),
            models.CheckConstraint(
                condition=Q(places__gte=1),
                name="childcare_session_has_places",
                violation_error_message=_("A session has at least one place."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=SessionKind.WEATHER) | ~Q(weather=""),
                name="childcare_session_says_weather",
                violation_error_message=_("Please say what kind of weather it is."),
            ),
        ]
        permissions = [("run_childcare", _("Can run the children's room"))]

    def __str__(self) -> str:
        return f"{self.room} {moment(self.starts_at)}"

    def get_absolute_url(self) -> str:
        return reverse("care_session", args=[self.pk])

    @property
    def span(self) -> Span:
        return Span(self.starts_at, self.ends_at)

    @property
    def is_play(self) -> bool:
        """Whether adults stay with their children, so that no carers are needed."""
        return self.kind == SessionKind.PLAY

    @property
    def is_in_breach(self) -> bool:
        return self.breach_since is not None


class Breach(models.Model):
    """A period with too few carers for the children inside; recorded even though it breaks the rule."""

    session = models.ForeignKey(CareSession, models.PROTECT, related_name="breaches", verbose_name=_("care session"))
    began_at = models.DateTimeField(_("from"), default=timezone.now, editable=False)
    ended_at = models.DateTimeField(_("restored"), null=True, editable=False)
    reason = models.CharField(_("reason"), max_length=200)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("noted by")
    )

    class Meta:
        verbose_name = _("breach of the ratio")
        verbose_name_plural = _("breaches of the ratio")
        ordering = ["-began_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"], condition=Q(ended_at__isnull=True), name="childcare_breach_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("began_at")), name="childcare_breach_ends"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session}"

    @property
    def minutes(self) -> int:
        """Whole minutes until it ended, or until now."""
        return int(((self.ended_at or timezone.now()) - self.began_at).total_seconds() // 60)
