"""Who promised which shift, who was asked, who came; cover and swaps."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from community.photos import PhotoField
from community.templatetags.dates import moment
from residents.models import same
from volunteers.enums import PromiseState, Source, SwapState
from volunteers.models.people import Volunteer
from volunteers.models.rosters import Shift
from volunteers.querysets import AssignmentQuerySet, CodeAttemptQuerySet


class Assignment(models.Model):
    """A volunteer was asked for a shift, promised it, or did it.

    A trigger (`triggers.sql`) copies the shift's hours into `during` and limits the promises of a shift to its
    places; it locks the volunteer, then the shift.
    """

    State = PromiseState
    GIVE_BACK = timedelta(hours=48)

    shift = models.ForeignKey(Shift, models.PROTECT, related_name="assignments", verbose_name=_("shift"))
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="assignments", verbose_name=_("volunteer"))
    state = models.CharField(_("state"), max_length=11, choices=PromiseState)
    during = DateTimeRangeField(editable=False)
    # Empty if the volunteer took it themselves.
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("noted by"),
    )
    # Why staff gave a volunteer a shift that they may not take themselves.
    exception = models.CharField(_("why it is allowed"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    answer_by = models.DateTimeField(_("answer by"), null=True, editable=False)
    wants_cover_since = models.DateTimeField(_("wants cover since"), null=True, editable=False)
    replaces = models.OneToOneField("self", models.SET_NULL, null=True, editable=False, related_name="replaced_by")
    reminded_at = models.DateTimeField(null=True, editable=False)
    missing_told_at = models.DateTimeField(null=True, editable=False)
    revision = models.PositiveSmallIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AssignmentQuerySet.as_manager()
    history = HistoricalRecords()

    is_wanted: bool  # for a swap; of `to_answer`

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        ordering = ["during", "pk"]
        indexes = [
            models.Index(fields=["volunteer", "state"], name="volunteers_promise_of"),
            models.Index(fields=["volunteer", "during"], name="volunteers_promise_in_order"),
            models.Index(fields=["answer_by"], name="volunteers_ask_lapses", condition=Q(state=PromiseState.ASKED)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["shift", "volunteer"],
                name="volunteers_promise_once",
                condition=Q(state__in=[PromiseState.ASKED, PromiseState.RESERVE, *PromiseState.holding()]),
                violation_error_message=_("This person is already on this shift."),
            ),
            ExclusionConstraint(
                name="volunteers_promise_one_place_at_a_time",
                expressions=[(same("volunteer_id"), RangeOperators.OVERLAPS), ("during", RangeOperators.OVERLAPS)],
                condition=Q(state__in=PromiseState.holding()),
                violation_error_message=_("This person is on another shift at that time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shift} {self.volunteer.masked_name}"

    @property
    def is_ahead(self) -> bool:
        return self.state in PromiseState.ahead()

    def may_be_given_back(self, now: datetime) -> bool:
        """Whether it is early enough for the volunteer to give the promise back without asking."""
        return self.state == PromiseState.PROMISED and now <= self.shift.starts_at - self.GIVE_BACK


class Presence(models.Model):
    """One source that confirms a person's presence at the post: a code, the desk, the leader, a signed sheet."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="presences", verbose_name=_("promise"))
    source = models.CharField(_("source"), max_length=7, choices=Source)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("vouched for by"),
    )
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    photo = PhotoField(_("photo of the sheet"), upload_to="private/duty-sheets", blank=True)

    class Meta:
        verbose_name = _("sign of presence")
        verbose_name_plural = _("signs of presence")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "source"], name="volunteers_presence_once"),
            models.CheckConstraint(
                condition=Q(source__in=[Source.SCREEN, Source.PRINTED]) | Q(by__isnull=False),
                name="volunteers_presence_signed",
            ),
        ]

    def __str__(self) -> str:
        return self.get_source_display()


class Swap(models.Model):
    """An offer to exchange two promises."""

    State = SwapState

    offered = models.ForeignKey(Assignment, models.CASCADE, related_name="swaps_offered", verbose_name=_("offered"))
    wanted = models.ForeignKey(Assignment, models.CASCADE, related_name="swaps_wanted", verbose_name=_("wanted"))
    state = models.CharField(_("state"), max_length=9, choices=SwapState, default=SwapState.ASKED)
    created_at = models.DateTimeField(_("offered since"), default=timezone.now, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)

    class Meta:
        verbose_name = _("swap")
        verbose_name_plural = _("swaps")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(offered=F("wanted")), name="volunteers_swap_of_two"),
            models.UniqueConstraint(
                fields=["offered", "wanted"],
                name="volunteers_swap_asked_once",
                condition=Q(state=SwapState.ASKED),
                violation_error_message=_("You have already asked for this swap."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offered} – {self.wanted}"


class CodeAttempt(models.Model):
    """A wrong code typed at a post; stored for an hour, to limit guessing."""

    KEPT_FOR = timedelta(hours=1)

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = CodeAttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("wrong code")
        verbose_name_plural = _("wrong codes")
        indexes = [models.Index(fields=["user", "at"], name="volunteers_code_attempt")]

    def __str__(self) -> str:
        return moment(self.at)
