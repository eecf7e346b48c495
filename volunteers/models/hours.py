"""Service hours: append-only rows, and months that are published and closed."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.ranges import month_of
from community.templatetags.dates import day, minutes
from volunteers.enums import MonthState, ServiceKind, Source
from volunteers.models.people import Volunteer
from volunteers.models.promises import Assignment
from volunteers.querysets import ServiceHoursQuerySet


class HoursMonth(models.Model):
    """A month of service hours: running, published for a week, closed."""

    State = MonthState

    month = models.DateField(_("month"), unique=True, help_text=_("Its first day."))
    state = models.CharField(_("state"), max_length=9, choices=MonthState, default=MonthState.OPEN)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("published by")
    )
    closes_at = models.DateTimeField(pgettext_lazy("hours", "closes"), null=True, editable=False)

    class Meta:
        verbose_name = _("month of service hours")
        verbose_name_plural = _("months of service hours")
        ordering = ["-month"]
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="volunteers_month_first_day"),
            models.CheckConstraint(
                condition=Q(state=MonthState.OPEN) | Q(published_at__isnull=False, closes_at__isnull=False),
                name="volunteers_month_published",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class ServiceHours(models.Model):
    """Minutes of service confirmed by two sources (服务时长); a correction is another row, positive or negative.

    A trigger limits a day to 8 hours and 3 entries, and protects closed months. The table is append-only.
    """

    Source = Source

    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="hours", verbose_name=_("volunteer"))
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="hours", verbose_name=_("promise"))
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="corrections", verbose_name=_("corrects")
    )
    day = models.DateField(_("day of service"))
    # The month in which it counts: a correction to a closed month counts in the current one.
    month = models.DateField(_("month"))
    minutes = models.SmallIntegerField(_("minutes"))
    kind = models.CharField(_("kind of service"), max_length=9, choices=ServiceKind)
    first_source = models.CharField(_("first source"), max_length=7, choices=Source)
    first_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("vouched for by"),
    )
    second_source = models.CharField(_("second source"), max_length=7, choices=Source)
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("confirmed by")
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    at = models.DateTimeField(_("confirmed"), default=timezone.now, editable=False)

    objects = ServiceHoursQuerySet.as_manager()

    class Meta:
        verbose_name = _("service hours")
        verbose_name_plural = _("service hours")
        ordering = ["-day", "-pk"]
        indexes = [
            models.Index(fields=["volunteer", "-day"], name="volunteers_hours_of"),
            models.Index(fields=["month"], name="volunteers_hours_of_month"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"],
                name="volunteers_hours_once",
                condition=Q(corrects__isnull=True),
                violation_error_message=_("These hours are already counted."),
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, minutes__gt=0) | Q(corrects__isnull=False) & ~Q(minutes=0),
                name="volunteers_hours_count",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(reason=""), name="volunteers_hours_correction_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(first_by__isnull=True) | ~Q(first_by=F("second_by")),
                name="volunteers_hours_two_people",
                violation_error_message=_("Hours must be confirmed by two different people."),
            ),
            models.CheckConstraint(
                condition=Q(first_source__in=[Source.SCREEN, Source.PRINTED]) | Q(first_by__isnull=False),
                name="volunteers_hours_first_signed",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="volunteers_hours_month_first_day"),
        ]

    def __str__(self) -> str:
        return f"{day(self.day)} · {minutes(self.minutes)}"

    @staticmethod
    def month_of(day: date) -> date:
        """The first day of a day's month."""
        return month_of(day)


class Objection(models.Model):
    """A claim that a published month is wrong, and its settlement by someone else."""

    month = models.ForeignKey(HoursMonth, models.PROTECT, related_name="objections", verbose_name=_("month"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("by"))
    text = models.CharField(_("what is wrong"), max_length=500)
    created_at = models.DateTimeField(_("raised"), default=timezone.now, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("settled by")
    )
    settled_at = models.DateTimeField(_("settled"), null=True, editable=False)
    answer = models.CharField(_("answer"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_by__isnull=True) | ~Q(settled_by=F("by")),
                name="volunteers_objection_settled_by_another",
                violation_error_message=_("An objection must be settled by someone else."),
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | ~Q(answer=""),
                name="volunteers_objection_answered",
                violation_error_message=_("Please give an answer."),
            ),
        ]

    def __str__(self) -> str:
        return day(self.created_at)
