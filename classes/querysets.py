"""The query sets of classes."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, Exists, F, OuterRef

from classes.enums import ClassState, EnrolmentState, ProposalState

if TYPE_CHECKING:
    from classes.models import ClassSession, Enrolment, InterestClass, Proposal
    from community.models import User


class InterestClassQuerySet(models.QuerySet["InterestClass"]):
    def public(self) -> "InterestClassQuerySet":
        """Classes visible to residents: open and finished ones."""
        return self.exclude(state__in=[ClassState.DRAFT, ClassState.CANCELLED])

    def running(self, now: datetime) -> "InterestClassQuerySet":
        """Classes with an upcoming session."""
        ahead = self._own("sessions").filter(cancelled_at__isnull=True, ends_at__gt=now)
        return self.public().filter(Exists(ahead))

    def _own(self, name: str) -> "models.QuerySet[Any]":
        """The rows of another table that belong to each class, for a subquery."""
        other: Any = self.model._meta.get_field(name).related_model
        return other.objects.filter(interest_class=OuterRef("pk"))


class ClassSessionQuerySet(models.QuerySet["ClassSession"]):
    def held(self) -> "ClassSessionQuerySet":
        """Sessions that were not cancelled."""
        return self.filter(cancelled_at__isnull=True)

    def open(self) -> "ClassSessionQuerySet":
        """Sessions that take place, of classes that are open."""
        return self.held().filter(interest_class__state=ClassState.OPEN)

    def ahead(self, now: datetime) -> "ClassSessionQuerySet":
        """Sessions that take place and have not ended."""
        return self.held().filter(ends_at__gt=now)


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def active(self) -> "EnrolmentQuerySet":
        """Enrolments that are enrolled, waiting, or in the draw."""
        return self.filter(state__in=EnrolmentState.active())

    def seated(self) -> "EnrolmentQuerySet":
        """Enrolments with a seat."""
        return self.filter(state=EnrolmentState.ENROLLED)

    def of(self, user: "User") -> "EnrolmentQuerySet":
        """The enrolments of a user."""
        return self.filter(user=user)

    def of_pupil(self, enrolment: "Enrolment") -> "EnrolmentQuerySet":
        """All seats of the same person in the same class, including those given back."""
        seats = self.filter(interest_class=enrolment.interest_class_id)
        if enrolment.user_id is None:
            return seats.filter(
                user=None,
                resident=enrolment.resident_id,
                contact_name=enrolment.contact_name,
                contact_phone=enrolment.contact_phone,
            )
        if enrolment.child_id:
            return seats.filter(child=enrolment.child_id)
        return seats.filter(user=enrolment.user_id, child=None)


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def public(self) -> "ProposalQuerySet":
        """Proposals open for pledges: still looking, or waiting for approval."""
        return self.filter(state__in=ProposalState.unsettled())

    def with_pledges(self) -> "ProposalQuerySet":
        """Annotate the number of pledges as `pledged`."""
        return self.annotate(pledged=Count("pledges"))

    def with_enough_pledges(self) -> "ProposalQuerySet":
        """Proposals with enough pledges."""
        return self.with_pledges().filter(pledged__gte=F("needed"))  # type: ignore[misc]
