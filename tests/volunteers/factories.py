"""Factories of duty: valid, minimal, and made through the services where possible."""

from datetime import date, time, timedelta
from typing import Any

import factory
from django.utils import timezone

from community.models import User
from community.ranges import DAY, Span, at, today
from tests.factories import StaffFactory, UserFactory
from volunteers import services
from volunteers.enums import PromiseState
from volunteers.models import Assignment, DutyRules, DutyTeam, Post, RosterPattern, Shift, Skill, Volunteer


class SkillFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Skill

    slug = factory.Sequence(lambda n: f"skill-{n}")
    name = "急救"
    name_en = "First aid"


class VolunteerFactory(factory.django.DjangoModelFactory):
    """A forty-year-old volunteer with a login, who may take any shift."""

    class Meta:
        model = Volunteer

    user = factory.SubFactory(UserFactory, birth_date=date(1985, 3, 8))


class TeamFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DutyTeam
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"第{n + 1}值班小组")
    leader = factory.SubFactory(VolunteerFactory)

    @factory.post_generation
    def members(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        self.members.set([self.leader, *(extracted or [])])


class PostFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Post
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"post-{n}")
    kind = Post.Kind.GATE
    name = "东门"
    name_en = "East gate"
    minimum = 1
    places = 2


def duty_rules(version: int = 1) -> DutyRules:
    """The rules in force since yesterday."""
    return DutyRules.objects.get_or_create(version=version, defaults={"text": "守时", "since": today() - DAY})[0]


def make_shift(
    post: Post | None = None,
    *,
    start: timedelta | None = None,
    hours: float = 2,
    days: int = 3,
    hour: int = 14,
    **fields: Any,
) -> Shift:
    """A two-hour shift in three days from 14:00; `start` is relative to now instead."""
    begins = timezone.now() + start if start is not None else at(today() + days * DAY, time(hour))
    post = post or PostFactory(**{name: fields.pop(name) for name in ("kind",) if name in fields})
    return Shift.objects.create(
        **{
            "post": post,
            "date": timezone.localdate(begins),
            "starts_at": begins,
            "ends_at": begins + timedelta(hours=hours),
            "minimum": post.minimum,
            "places": post.places,
        }
        | fields
    )


def make_promise(shift: Shift | None = None, volunteer: Volunteer | None = None) -> Assignment:
    """A promise that the volunteer made themselves."""
    volunteer = volunteer or VolunteerFactory()
    return services.promise(shift=shift or make_shift(), volunteer=volunteer, by=volunteer.user)


def make_done(
    volunteer: Volunteer | None = None, *, hours: float = 2, ago: timedelta = timedelta(hours=3), **fields: Any
) -> Assignment:
    """A finished shift that nobody has confirmed yet."""
    shift = make_shift(start=-ago, hours=hours, **fields)
    return Assignment.objects.create(
        shift=shift, volunteer=volunteer or VolunteerFactory(), state=PromiseState.DONE, during=shift.span.range
    )


def make_pattern(post: Post | None = None, *, teams: Any = (), by: User | None = None, **fields: Any) -> RosterPattern:
    """A pattern for the gate, every day from eight to ten, created by staff."""
    new = RosterPattern(
        **{
            "post": post or PostFactory(),
            "weekdays": list(range(7)),
            "starts": time(8),
            "ends": time(10),
            "first_day": today(),
            "on_holiday": RosterPattern.OnHoliday.USUAL,
        }
        | fields
    )
    return services.create_pattern(new=new, teams=teams, by=by or StaffFactory())


def span_in(days: int, hour: int, hours: float = 2) -> Span:
    """A span that begins this many days from today."""
    start = at(today() + days * DAY, time(hour))
    return Span(start, start + timedelta(hours=hours))
