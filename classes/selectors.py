"""What pages and other apps read about classes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from django.db.models import F, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from classes.models import ClassSession, Enrolment, InterestClass, Pledge, PracticeCertificate, Proposal, Rating
from classes.querysets import ProposalQuerySet
from classes.services import best_hour, planning
from community.models import User
from community.ranges import Span
from residents.selectors import resident_of, wards_of
from rooms.models import Weekday


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class in a list, with its next session and its seats."""

    interest_class: InterestClass
    next_session: ClassSession | None
    free_seats: int
    waiting: int


@dataclass(frozen=True, slots=True)
class PopularHour:
    """An hour of the week at which a class could start, and how many could come."""

    weekday: str
    clock: str
    people: int


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a class: held, or skipped and why."""

    span: Span
    is_held: bool
    reason: str


@dataclass(frozen=True, slots=True)
class ClassFilter:
    """What a reader looks for; None is no wish. `part` is morning, afternoon or evening."""

    weekday: int | None = None
    part: str = ""
    age: int | None = None
    has_seats: bool = False


PARTS = {"morning": (time(0), time(12)), "afternoon": (time(12), time(18)), "evening": (time(18), time(23, 59))}


def class_list(wanted: ClassFilter = ClassFilter()) -> list[ClassLine]:
    """Classes with a session to come that fit, by weekday and time; two queries."""
    now = timezone.now()
    found = InterestClass.objects.running(now).with_seats().select_related("room__kind")
    if wanted.weekday is not None:
        found = found.filter(weekday=wanted.weekday)
    if wanted.part in PARTS:
        first, last = PARTS[wanted.part]
        found = found.filter(starts__gte=first, starts__lt=last)
    if wanted.age is not None:
        found = found.filter(minimum_age__lte=wanted.age, maximum_age__gte=wanted.age)
    if wanted.has_seats:
        found = found.filter(enrolled__lt=F("capacity"), waiting=0)  # type: ignore[misc]
    return _lines(found)


def classes_of(user: User) -> list[tuple[ClassLine, list[Enrolment]]]:
    """A user's classes and those of children in the user's care, running ones first; three queries."""
    mine: dict[int, list[Enrolment]] = defaultdict(list)
    for each in Enrolment.objects.active().of(user).select_related("child"):
        mine[each.interest_class_id].append(each)
    classes = InterestClass.objects.filter(pk__in=mine).with_seats().select_related("room__kind")
    lines = sorted(_lines(classes), key=lambda line: line.next_session is None)
    return [(line, mine[line.interest_class.pk]) for line in lines]


def _lines(classes: Iterable[InterestClass]) -> list[ClassLine]:
    ahead = ClassSession.objects.ahead(timezone.now())
    prefetched = classes.prefetch_related(Prefetch("sessions", queryset=ahead, to_attr="ahead"))  # type: ignore[attr-defined]
    return [
        ClassLine(each, each.ahead[0] if each.ahead else None, max(each.capacity - each.enrolled, 0), each.waiting)
        for each in prefetched
    ]


def certificates_of(user: User) -> list[PracticeCertificate]:
    """The certificates of a user and of the children in the user's care, the newest first; three queries."""
    return list(
        PracticeCertificate.objects.filter(_pupils_of(user))
        .select_related("enrolment__interest_class")
        .order_by("-issued_at", "-pk")
    )


def _pupils_of(user: User) -> Q:
    """Certificates of those for whom a user answers: themselves, by login or in the register, and their wards."""
    people = {child.pk for child in wards_of(user)}
    resident = resident_of(user)
    if resident is not None:
        people.add(resident.pk)
    return Q(enrolment__user=user) | Q(enrolment__child__in=people)


def certificate_for(user: User, number: str) -> PracticeCertificate | None:
    """A certificate by its number, where the user may read it: the pupil, a guardian, the teacher, staff."""
    found = (
        PracticeCertificate.objects.filter(number=number)
        .select_related("enrolment__interest_class", "enrolment__user", "issued_by")
        .first()
    )
    if found is None:
        return None
    is_teacher = found.enrolment.interest_class.teacher_id == user.pk
    if is_teacher or found.enrolment.user_id == user.pk or user.has_perm("classes.view_practicecertificate"):
        return found
    return found if PracticeCertificate.objects.filter(_pupils_of(user), pk=found.pk).exists() else None


def seats_to_rate(interest_class: InterestClass, user: User) -> list[Enrolment]:
    """The seats in a class for which a user answers, each with its person and rating; one query."""
    seats = Enrolment.objects.seated().of(user).filter(interest_class=interest_class)
    return list(seats.select_related("user", "child", "rating"))


@dataclass(frozen=True, slots=True)
class RatingSummary:
    """What members thought of a class; `again` in percent, comments without a name."""

    count: int
    mean: float
    again: int
    comments: list[str]


def ratings_of(interest_class: InterestClass) -> RatingSummary:
    """The ratings of a class; the order of the comments does not tell who was first. One query."""
    ratings = Rating.objects.filter(enrolment__interest_class=interest_class).order_by("-stars", "comment")
    given = list(ratings.values_list("stars", "again", "comment"))
    if not given:
        return RatingSummary(0, 0, 0, [])
    mean = sum(stars for stars, _again, _comment in given) / len(given)
    again = sum(again for _stars, again, _comment in given) / len(given)
    return RatingSummary(
        len(given), round(mean, 1), round(100 * again), [comment for _stars, _again, comment in given if comment]
    )


def overlapping(user: User, interest_class: InterestClass) -> list[InterestClass]:
    """The user's other classes that meet at the same time; a warning, not a refusal. One query."""
    same_time = Q(weekday=interest_class.weekday, starts__lt=interest_class.ends, ends__gt=interest_class.starts)
    same_weeks = Q(first_day__lte=interest_class.last_day, last_day__gte=interest_class.first_day)
    mine = Q(enrolments__user=user, enrolments__state__in=Enrolment.ACTIVE)
    return list(InterestClass.objects.filter(mine, same_time, same_weeks).exclude(pk=interest_class.pk).distinct())


def sessions_during(span: Span) -> list[ClassSession]:
    """Sessions of public classes that share a moment with `span`, in the order of time; one query."""
    return list(
        ClassSession.objects.held()
        .filter(starts_at__lt=span.end, ends_at__gt=span.start, interest_class__state=InterestClass.State.OPEN)
        .select_related("interest_class", "reservation__room")
    )


def open_proposals() -> ProposalQuerySet:
    """What neighbours wish for and may pledge to, the newest first, each with `pledged`."""
    return Proposal.objects.public().with_pledges().select_related("proposer")


def popular_hours(pledges: Iterable[Pledge], minutes: int) -> list[PopularHour]:
    """The hours that suit most of those who pledged, the best first. No query."""
    return [
        PopularHour(str(Weekday(hour.weekday).label), f"{hour.hour}:00", len(hour.voters))
        for hour in best_hour.popular_hours(pledges, minutes)
    ]


def weeks_of(interest_class: InterestClass) -> list[Week]:
    """Every week of a class's rule with its session, or the reason why there is none; six queries."""
    sessions = {session.starts_at: session for session in interest_class.sessions.all()}  # type: ignore[attr-defined]
    weeks = []
    for planned in planning.plan_of(interest_class):
        session = sessions.get(planned.span.start)
        is_held = session is not None and session.cancelled_at is None
        reason = session.reason if session is not None else planned.skipped or _("A booking was in the way.")
        weeks.append(Week(planned.span, is_held, "" if is_held else reason))
    return weeks
