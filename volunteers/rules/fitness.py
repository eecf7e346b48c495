"""Who may take which shift: age, consent, insurance, skills, rest, and one place at a time.

`facts_of` reads the data of some volunteers, in a fixed number of queries for any number; `reasons_against` then
checks any of them against any shift without a query. The ages are from articles 15 and 17 of the 志愿服务条例
(regulations on voluntary service).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db.models import BigIntegerField, F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.errors import Conflict, DomainError, Invalid
from community.prepared import IsAnyOf, Prepared
from community.ranges import DAY, Span, age_on, at, monday_of, today
from residents.models import Appointment, Guardianship
from volunteers.enums import Limit, PostKind
from volunteers.models import Absence, Assignment, Post, Shift, Volunteer

ALONE_FROM, ADULT_FROM = 14, 18
LATEST_FOR_MINORS = time(20)
REST_AFTER_NIGHT = timedelta(hours=10)
MOST_A_DAY = timedelta(hours=8)
NIGHT = (time(0), time(5))
HELD = ("volunteer_id", "shift__starts_at", "shift__ends_at", "shift__post__name", "shift__post__name_en")
AROUND = 8 * DAY  # how far away other promises can matter, in either direction


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a volunteer may not take a shift. Staff may override `soft` reasons, with an explanation."""

    code: str
    message: str
    soft: bool = False
    conflict: bool = False

    def error(self) -> DomainError:
        """The reason as a service's refusal."""
        return (Conflict if self.conflict else Invalid)(self.code, self.message)


@dataclass(frozen=True, slots=True)
class Held:
    """A shift that the volunteer has promised already."""

    shift_id: int
    span: Span
    post: str
    day: date  # the day on which it begins, at the centre


@dataclass(slots=True)
class Facts:
    """The data of a volunteer around some days."""

    volunteer: Volunteer
    skills: set[int] = field(default_factory=set)
    held: list[Held] = field(default_factory=list)
    away: list[tuple[date, date]] = field(default_factory=list)
    guardians: set[int] = field(default_factory=set)
    terms: list[Appointment] = field(default_factory=list)


_HELD = Prepared(
    lambda volunteers, window: (
        Assignment.objects.holding()
        .filter(IsAnyOf(F("volunteer"), volunteers), during__overlap=window)
        .select_related("shift__post")
        .only(*HELD)
    ),
    volunteers=ArrayField(BigIntegerField()),
    window=DateTimeRangeField(),
)
_AWAY = Prepared(
    lambda volunteers: Absence.objects.filter(IsAnyOf(F("volunteer"), volunteers)),
    volunteers=ArrayField(BigIntegerField()),
)


def facts_of(
    volunteers: Iterable[Volunteer], around: Span, *, terms: bool = True, skills: bool = True
) -> dict[int, Facts]:
    """The data of volunteers, read with login and register, around a span; at most five queries.

    `terms` reads who leads which building, needed only for posts of building leaders; `skills` reads skills.
    Guardians are read if someone is young.
    """
    facts = {each.pk: Facts(each) for each in volunteers}
    window = Span(around.start - AROUND, around.end + AROUND)
    if skills:
        of_them = Volunteer.skills.through.objects.filter(volunteer__in=facts)
        for pk, skill in of_them.values_list("volunteer_id", "skill_id"):
            facts[pk].skills.add(skill)
    for row in _HELD(volunteers=list(facts), window=window.range):
        begins = local_day(row.shift.starts_at)
        facts[row.volunteer_id].held.append(Held(row.shift_id, row.shift.span, str(row.shift.post), begins))
    for absence in _AWAY(volunteers=list(facts)):
        facts[absence.volunteer_id].away.append((absence.days.lower, absence.days.upper))
    residents = {each.volunteer.resident_id: each for each in facts.values() if each.volunteer.resident_id}
    young = [pk for pk, each in residents.items() if is_young(each.volunteer)]
    if young:
        for guardian, child in Guardianship.objects.filter(child__in=young).values_list("guardian_id", "child_id"):
            residents[child].guardians.add(guardian)
    if terms and residents:
        leading = Appointment.objects.filter(role=Appointment.Role.LEADER, resident__in=residents)
        for term in leading.only("resident_id", "term", "building_id", "compound_id"):
            if term.resident_id in residents:
                residents[term.resident_id].terms.append(term)
    return facts


def is_young(volunteer: Volunteer) -> bool:
    """Whether a volunteer is under 18 today, as far as is known."""
    return volunteer.birth_date is not None and age_on(volunteer.birth_date, today()) < ADULT_FROM


def people_on(shifts: Collection[Shift]) -> dict[int, set[int]]:
    """The residents holding a place, by shift, for minors who need a guardian beside them; one query."""
    beside: dict[int, set[int]] = defaultdict(set)
    rows = Assignment.objects.holding().filter(shift__in=shifts, volunteer__resident__isnull=False)
    for shift, resident in rows.values_list("shift_id", "volunteer__resident_id"):
        beside[shift].add(resident)
    return beside


def reasons_against(
    facts: Facts, shift: Shift, post: Post, needed_skills: Collection[int], beside: Collection[int] = ()
) -> list[Reason]:
    """Every reason why this volunteer may not take this shift, the hard ones first. No query.

    `needed_skills` are the keys of the post's skills, `beside` the residents on the shift. Whether the shift is full,
    past or called off is checked by `closed`.
    """
    volunteer, span = facts.volunteer, shift.span
    found = [
        *_standing(volunteer, shift, facts),
        *_age(facts, shift, post, beside),
        *_insurance(volunteer, shift, post),
        *_skills(facts, needed_skills),
        *_terms(facts, shift, post),
        *_other_promises(facts, shift, span),
        *_own_wishes(facts, shift, post),
    ]
    return sorted(found, key=lambda each: each.soft)


def closed(shift: Shift, now: datetime) -> Reason | None:
    """Why nobody can take this shift any more, or None."""
    if not shift.is_open:
        return Reason("called_off", _("This shift is called off."), conflict=True)
    if shift.is_over(now):
        return Reason("past", _("This shift is over."), conflict=True)
    return None


def _standing(volunteer: Volunteer, shift: Shift, facts: Facts) -> Iterable[Reason]:
    if not volunteer.is_active:
        yield Reason("left", _("This person no longer does duty."))
    if any(each.shift_id == shift.pk for each in facts.held):
        yield Reason("twice", _("This person is already on this shift."), conflict=True)


def local_day(moment: datetime) -> date:
    """The date of a moment at the centre."""
    return timezone.localdate(moment, timezone.get_default_timezone())


def _age(facts: Facts, shift: Shift, post: Post, beside: Collection[int]) -> Iterable[Reason]:
    volunteer, day = facts.volunteer, local_day(shift.starts_at)
    if volunteer.lacks_birth_date:
        yield Reason("age_unknown", _("The date of birth is not known; please add it to your account."))
    if volunteer.is_worker or volunteer.birth_date is None:
        return
    age = age_on(volunteer.birth_date, day)
    if age >= ADULT_FROM:
        return
    if post.kind == PostKind.ROUND:
        yield Reason("too_young", _("Rounds are for adults only."))
    if shift.ends_at > at(day, LATEST_FOR_MINORS):
        yield Reason("too_young", _("Under 18, duty has to end by 20:00."))
    if age < ALONE_FROM and not facts.guardians.intersection(beside):
        yield Reason("needs_guardian", _("Under 14, a guardian has to be on the same shift."))
    if age >= ALONE_FROM and volunteer.consented_on is None:
        yield Reason("needs_consent", _("Under 18, the centre needs a guardian's consent first."))


def _insurance(volunteer: Volunteer, shift: Shift, post: Post) -> Iterable[Reason]:
    if post.is_risky and (volunteer.insured_until is None or volunteer.insured_until < local_day(shift.ends_at)):
        yield Reason(
            "uninsured", _("This post requires an insurance that is valid on that day; please ask the centre.")
        )


def _skills(facts: Facts, needed: Collection[int]) -> Iterable[Reason]:
    if set(needed) - facts.skills:
        yield Reason("unskilled", _("This post requires a skill that is not on record; please ask the centre."))


def _terms(facts: Facts, shift: Shift, post: Post) -> Iterable[Reason]:
    """Posts of building leaders require a term that includes the shift's day."""
    if not post.for_leaders:
        return
    day = local_day(shift.starts_at)
    if not any(serves(term, post, day) for term in facts.terms):
        yield Reason("no_leader", _("This post is for people who are building leaders on that day."))


def serves(term: Appointment, post: Post, day: date) -> bool:
    """Whether a building leader's term includes a day, and covers the post."""
    begins, ends = term.term.lower, term.term.upper
    is_here = post.building_id in (None, term.building_id) and post.compound_id in (None, term.compound_id)
    return is_here and begins <= day and (ends is None or day < ends)


def is_night(span: Span) -> bool:
    """Whether a shift costs sleep, that is, overlaps the time between midnight and five."""
    day = local_day(span.start)
    nights = [Span(at(each, NIGHT[0]), at(each, NIGHT[1])) for each in (day, day + DAY)]
    return any(span.overlaps(night) for night in nights)


def _other_promises(facts: Facts, shift: Shift, span: Span) -> Iterable[Reason]:
    others = [each for each in facts.held if each.shift_id != shift.pk]
    clash = next((each for each in others if each.span.overlaps(span)), None)
    if clash is not None:
        words = {"post": clash.post}
        yield Reason("overlaps", _("At that time this person is already on duty: %(post)s.") % words, conflict=True)
    if any(_too_soon(each.span, span) for each in others):
        yield Reason("no_rest", _("After a night on duty ten hours of rest are required."), soft=True)
    day = local_day(span.start)
    of_day = sum((each.span.duration for each in others if each.day == day), timedelta())
    if of_day + span.duration > MOST_A_DAY:
        yield Reason("long_day", _("That would be more than eight hours of duty on one day."), soft=True)
    most = facts.volunteer.most_hours
    if most is None:
        return
    monday = monday_of(day)
    of_week = sum((each.span.duration for each in others if monday_of(each.day) == monday), timedelta())
    if of_week + span.duration > timedelta(hours=most):
        agreed = ngettext(
            "That is more than the %(hours)d hour a week agreed.",
            "That is more than the %(hours)d hours a week agreed.",
            most,
        )
        yield Reason("over_own_most", agreed % {"hours": most}, soft=True)


def _too_soon(one: Span, other: Span) -> bool:
    first, then = (one, other) if one.start <= other.start else (other, one)
    # The time comparison comes last: it is slow, and runs for every pair of a person's shifts.
    return first.end <= then.start < first.end + REST_AFTER_NIGHT and is_night(first)


def part_of_week(moment: datetime) -> int:
    """The part of the week that contains a moment: 0 is Monday morning, 20 Sunday evening."""
    local = timezone.localtime(moment, timezone.get_default_timezone())
    return local.weekday() * 3 + (0 if local.hour < 12 else 1 if local.hour < 18 else 2)


def _own_wishes(facts: Facts, shift: Shift, post: Post) -> Iterable[Reason]:
    volunteer, day = facts.volunteer, local_day(shift.starts_at)
    if any(first <= day < end for first, end in facts.away):
        yield Reason("away", _("This person is away on that day."), soft=True)
    cannot = set(volunteer.cannot)
    if post.has_stairs and Limit.STAIRS in cannot:
        yield Reason("stairs", _("This post has stairs."), soft=True)
    if post.is_outdoors and Limit.OUTDOORS in cannot:
        yield Reason("outdoors", _("This post is outdoors."), soft=True)
    if Limit.EVENINGS in cannot and shift.ends_at > at(day, time(18)):
        yield Reason("evening", _("This shift is in the evening."), soft=True)


def suits(volunteer: Volunteer, shift: Shift) -> bool:
    """Whether the shift begins in a preferred part of the week; without preferences any will do."""
    return not volunteer.suits or part_of_week(shift.starts_at) in volunteer.suits


def judge(
    volunteer: Volunteer, shift: Shift, *, now: datetime, exception: str = "", facts: Mapping[int, Facts] | None = None
) -> None:
    """Raise the first reason why a volunteer may not take a shift; soft ones are allowed with an `exception`."""
    post = shift.post
    known = (facts or facts_of([volunteer], shift.span, terms=post.for_leaders))[volunteer.pk]
    needed = set(post.skills.values_list("pk", flat=True))
    shut = closed(shift, now)
    if shut is not None:
        raise shut.error()
    beside = people_on([shift])[shift.pk] if is_young(volunteer) else ()
    for reason in reasons_against(known, shift, post, needed, beside):
        if not (reason.soft and exception):
            raise reason.error()
