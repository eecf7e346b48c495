"""The words in which classes are asked for."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from classes.models import ClassSession, Enrolment, InterestClass, Proposal
    from community.models import User


class InterestClassQuerySet(models.QuerySet["InterestClass"]):
    def public(self) -> "InterestClassQuerySet":
        """Those that residents see: open, and over."""
        return self.exclude(state__in=["draft", "cancelled"])

    def running(self, now: datetime) -> "InterestClassQuerySet":
        """Those with a session still to come."""
        ahead = self._own("sessions").filter(cancelled_at__isnull=True, ends_at__gt=now)
        return self.public().filter(Exists(ahead))

    def with_seats(self) -> "InterestClassQuerySet":
        """Each with `enrolled` and `waiting`, how many; counted for the rows of a page alone, not for all before it."""
        return self.annotate(enrolled=self._seats("enrolled"), waiting=self._seats("waiting"))

    def _seats(self, state: str) -> Coalesce:
        seats = self._own("enrolments").filter(state=state).order_by().values("interest_class")
        return Coalesce(Subquery(seats.annotate(count=Count("pk")).values("count")), 0)

    def _own(self, name: str) -> "models.QuerySet[Any]":
        """The rows of another table that belong to each class, for a subquery."""
        other: Any = self.model._meta.get_field(name).related_model
        return other.objects.filter(interest_class=OuterRef("pk"))


class ClassSessionQuerySet(models.QuerySet["ClassSession"]):
    def held(self) -> "ClassSessionQuerySet":
        """Not cancelled."""
        return self.filter(cancelled_at__isnull=True)

    def ahead(self, now: datetime) -> "ClassSessionQuerySet":
        """Held, and not over."""
        return self.held().filter(ends_at__gt=now)

    def with_seats(self) -> "ClassSessionQuerySet":
        """Each with `excused`, the members who cannot come, and `guests`, those who come this once."""
        cannot = Q(attendances__enrolment__state="enrolled", attendances__mark="excused")
        guest = Q(attendances__enrolment__isnull=True) & ~Q(attendances__mark="excused")
        return self.annotate(
            excused=Count("attendances", filter=cannot),
            guests=Count("attendances", filter=guest & Q(attendances__isnull=False)),
        )


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def active(self) -> "EnrolmentQuerySet":
        """Enrolled, waiting, or in the draw."""
        return self.filter(state__in=["entered", "enrolled", "waiting"])

    def seated(self) -> "EnrolmentQuerySet":
        """Enrolled."""
        return self.filter(state="enrolled")

    def of(self, user: "User") -> "EnrolmentQuerySet":
        """A user's own."""
        return self.filter(user=user)

    def of_pupil(self, enrolment: "Enrolment") -> "EnrolmentQuerySet":
        """Every seat of the same person in the same class, given-back ones too."""
        seats = self.filter(interest_class=enrolment.interest_class_id)
        if enrolment.child_id:
            return seats.filter(child=enrolment.child_id)
        return seats.filter(user=enrolment.user_id, child=None)


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def public(self) -> "ProposalQuerySet":
        """Those that neighbours may pledge to: still looking, or waiting for approval."""
        return self.filter(state__in=["open", "planned"])

    def with_pledges(self) -> "ProposalQuerySet":
        """Each with `pledged`, how many."""
        return self.annotate(pledged=Count("pledges"))

    def with_enough_pledges(self) -> "ProposalQuerySet":
        """Those with as many pledges as they need."""
        return self.with_pledges().filter(pledged__gte=F("needed"))  # type: ignore[misc]
