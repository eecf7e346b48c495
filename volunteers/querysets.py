"""The query sets of duty."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from community.models import User
from community.names import clean_name
from community.phone_search import phones_like
from community.ranges import Span
from volunteers.enums import PromiseState, ShiftState

if TYPE_CHECKING:
    from volunteers.models import (
        Assignment,
        CodeAttempt,
        Handover,
        OpenItem,
        RosterPattern,
        ServiceHours,
        Shift,
        Volunteer,
    )


class VolunteerQuerySet(models.QuerySet["Volunteer"]):
    def active(self) -> "VolunteerQuerySet":
        """Active volunteers."""
        return self.filter(left_at__isnull=True, erased_at__isnull=True)

    def with_person(self) -> "VolunteerQuerySet":
        """With their login and register record."""
        return self.select_related("user", "resident")

    def found_by(self, query: str) -> "VolunteerQuerySet":
        """By name, pinyin, initials, or the last four digits of the phone."""
        query = clean_name(query)
        key = query.lower().replace(" ", "")
        if not key:
            return self.none()
        return self.filter(
            Q(name__icontains=query)
            | Q(name_key__startswith=key)
            | Q(name_key__contains=f" {key}")
            | phones_like(["user__phone", "resident__phone"], key, whole=False)
        )


class PatternQuerySet(models.QuerySet["RosterPattern"]):
    def running(self, day: date) -> "PatternQuerySet":
        """Patterns that have not ended by a day."""
        return self.filter(Q(last_day__isnull=True) | Q(last_day__gte=day), post__is_active=True)


class ShiftQuerySet(models.QuerySet["Shift"]):
    def taking_place(self) -> "ShiftQuerySet":
        """Shifts that were not called off."""
        return self.filter(state=ShiftState.OPEN)

    def ahead(self, now: datetime) -> "ShiftQuerySet":
        """Shifts that take place and have not begun."""
        return self.taking_place().filter(starts_at__gt=now)

    def during(self, span: Span) -> "ShiftQuerySet":
        """Shifts that overlap `span`."""
        return self.filter(starts_at__lt=span.end, ends_at__gt=span.start)

    def with_taken(self) -> "ShiftQuerySet":
        """Annotate the number of places held as `taken`."""
        # Referenced by name, because models import their querysets.
        promises = apps.get_model("volunteers", "Assignment").objects
        held = promises.holding().filter(shift=OuterRef("pk")).order_by().values("shift")
        return self.annotate(taken=Coalesce(Subquery(held.annotate(number=Count("pk")).values("number")), 0))

    def short(self) -> "ShiftQuerySet":
        """Shifts below their minimum."""
        return self.with_taken().filter(Q(taken__lt=F("minimum")))


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def holding(self) -> "AssignmentQuerySet":
        """Promises that take a place of their shift."""
        return self.filter(state__in=PromiseState.holding())

    def ahead(self) -> "AssignmentQuerySet":
        """Upcoming and running promises."""
        return self.filter(state__in=PromiseState.ahead())

    def open(self) -> "AssignmentQuerySet":
        """Asked, in reserve, promised, or at the post."""
        return self.filter(state__in=PromiseState.open())

    def of(self, user: User) -> "AssignmentQuerySet":
        """The promises of a login."""
        return self.filter(volunteer__user=user)


class HandoverQuerySet(models.QuerySet["Handover"]):
    def unsigned(self) -> "HandoverQuerySet":
        """Handovers that have not been signed by both."""
        return self.filter(incoming__isnull=True)


class OpenItemQuerySet(models.QuerySet["OpenItem"]):
    def open(self) -> "OpenItemQuerySet":
        """Items that are not closed."""
        return self.filter(closed_at__isnull=True)


class ServiceHoursQuerySet(models.QuerySet["ServiceHours"]):
    def minutes(self) -> int:
        """The total minutes, including corrections."""
        return self.aggregate(total=models.Sum("minutes"))["total"] or 0


class CodeAttemptQuerySet(models.QuerySet["CodeAttempt"]):
    def recent(self, now: datetime) -> "CodeAttemptQuerySet":
        """Attempts within the last hour."""
        return self.filter(at__gt=now - self.model.KEPT_FOR)
