"""Certificates of practice, and ratings."""

from dataclasses import dataclass

from django.db.models import Q

from classes.models import Enrolment, InterestClass, PracticeCertificate, Rating
from community.models import User
from community.registers.staff import reads_names
from residents.selectors import resident_of, wards_of


def certificates_of(user: User) -> list[PracticeCertificate]:
    """The certificates of a user and the children in their care, newest first; three queries."""
    return list(
        PracticeCertificate.objects.filter(_pupils_of(user))
        .select_related("certificate", "enrolment__interest_class")
        .order_by("-certificate__issued_at", "-pk")
    )


def _pupils_of(user: User) -> Q:
    """A filter for certificates of the user, by login or in the register, and of their wards."""
    people = {child.pk for child in wards_of(user)}
    resident = resident_of(user)
    if resident is not None:
        people.add(resident.pk)
    return Q(enrolment__user=user) | Q(enrolment__child__in=people)


def certificate_for(user: User, number: str) -> PracticeCertificate | None:
    """The certificate with this number, if the user is the pupil, a guardian, the teacher, or staff who read names."""
    found = (
        PracticeCertificate.objects.filter(certificate__number=number, enrolment__isnull=False)
        .select_related("certificate__issued_by", "enrolment__interest_class", "enrolment__user")
        .first()
    )
    if found is None or found.enrolment is None:
        return None
    is_teacher = found.enrolment.interest_class.teacher_id == user.pk
    is_for_staff = user.has_perm("classes.view_practicecertificate") and reads_names(user)
    if is_teacher or found.enrolment.user_id == user.pk or is_for_staff:
        return found
    return found if PracticeCertificate.objects.filter(_pupils_of(user), pk=found.pk).exists() else None


def seats_to_rate(interest_class: InterestClass, user: User) -> list[Enrolment]:
    """The seats in a class for which a user is responsible, each with its person and rating; one query."""
    seats = Enrolment.objects.seated().of(user).filter(interest_class=interest_class)
    return list(seats.select_related("user", "child", "rating"))


@dataclass(frozen=True, slots=True)
class RatingSummary:
    """The ratings of a class; `again` is a percentage, comments are anonymous."""

    count: int
    mean: float
    again: int
    comments: list[str]


def ratings_of(interest_class: InterestClass) -> RatingSummary:
    """The ratings of a class, with comments in an order that does not reveal who was first. One query."""
    ratings = Rating.objects.filter(enrolment__interest_class=interest_class).order_by("-stars", "comment")
    given = list(ratings.values_list("stars", "again", "comment"))
    if not given:
        return RatingSummary(0, 0, 0, [])
    mean = sum(stars for stars, _again, _comment in given) / len(given)
    again = sum(again for _stars, again, _comment in given) / len(given)
    return RatingSummary(
        len(given), round(mean, 1), round(100 * again), [comment for _stars, _again, comment in given if comment]
    )
