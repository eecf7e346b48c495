"""Factories for all tests: valid, minimal, and made through the services where possible."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import factory
from django.core.management import call_command
from django.utils import timezone
from openpyxl import Workbook

from classes import services as classes
from classes.models import InterestClass, Proposal
from community.models import User
from community.ranges import DAY, Span, at, today
from residents import services as register
from residents.identity import check_character
from residents.models import Building, Compound, Guardianship, Household, LoginMatch, Resident
from rooms import services
from rooms.models import Booking, OpeningSpan, Room, RoomKind

FRIDAY_AT_14 = 4 * 24 + 14  # an hour of the week, as pledges count them


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    phone = factory.Sequence(lambda n: f"138{n:08d}")
    name = "周平"
    password = factory.django.Password("correct horse")


class StaffFactory(UserFactory):
    """A superuser."""

    is_staff = True
    is_superuser = True


class RoomKindFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RoomKind

    slug = factory.Sequence(lambda n: f"kind-{n}")
    name = "乐器室"
    name_en = "Music room"
    drawing = "music"


class RoomFactory(factory.django.DjangoModelFactory):
    """A room with one place, bookable from 08:00 to 22:00 every day, including holidays."""

    class Meta:
        model = Room
        skip_postgeneration_save = True

    kind = factory.SubFactory(RoomKindFactory)
    slug = factory.Sequence(lambda n: f"room-{n}")
    name = "一号琴房"
    name_en = "Music room 1"
    capacity = 1
    holiday_rule = Room.HolidayRule.USUAL

    @factory.post_generation
    def hours(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if extracted is False:
            return
        OpeningSpan.objects.bulk_create(
            OpeningSpan(room=self, weekday=weekday, opens=time(8), closes=time(22)) for weekday in range(7)
        )


def tomorrow_at(hour: int, minute: int = 0, hours: float = 1, *, days: int = 1) -> Span:
    """A span of `hours` that starts tomorrow at that time."""
    start = at(today() + days * DAY, time(hour, minute))
    return Span(start, start + timedelta(hours=hours))


def span_on(day: date, hour: int, hours: float = 1) -> Span:
    start = at(day, time(hour))
    return Span(start, start + timedelta(hours=hours))


def make_booking(
    room: Room | None = None, user: User | None = None, span: Span | None = None, **kwargs: Any
) -> Booking:
    """A booking made by a resident; tomorrow at ten for an hour."""
    user = user or UserFactory()
    return services.book_room(
        room=room or RoomFactory(), span=span or tomorrow_at(10), user=user, by=kwargs.pop("by", user), **kwargs
    )


class CompoundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Compound
        django_get_or_create = ("name",)

    name = "奇星御园"


class BuildingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Building

    compound = factory.SubFactory(CompoundFactory)
    name = factory.Sequence(lambda n: str(n + 1))


class HouseholdFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Household

    building = factory.SubFactory(BuildingFactory)
    unit = 1
    room = factory.Sequence(lambda n: f"{n + 101}")


def register_person(name: str = "王秀兰", *, household: Household | None = None, **fields: Any) -> Resident:
    """A resident in the register, living in `household` since 2020 if one is given."""
    by = UserFactory()
    resident = register.register_resident(name=name, by=by, **fields)
    if household is not None:
        register.move_in(resident=resident, household=household, on=date(2020, 9, 1), by=by)
    return resident


def id_number(number: int = 1, born: date = date(1950, 3, 8)) -> str:
    """A valid identity number that belongs to nobody: the place code 610199 does not exist."""
    body = f"610199{born:%Y%m%d}{number:03d}"
    return body + check_character(body)


def make_class(*, by: User | None = None, weeks: int = 4, **fields: Any) -> InterestClass:
    """A class of an hour at ten, weekly from tomorrow, created by staff."""
    first = today() + DAY
    new = InterestClass(
        **{
            "name": "书法班",
            "name_en": "Calligraphy",
            "teacher_name": "李建国",
            "capacity": 2,
            "weekday": first.weekday(),
            "starts": time(10),
            "ends": time(11),
            "first_day": first,
            "last_day": first + timedelta(weeks=weeks - 1),
        }
        | fields
    )
    if new.room_id is None:
        new.room = RoomFactory(capacity=max(new.capacity, 20))
    return classes.create_class(new=new, by=by or StaffFactory())


def make_proposal(*, by: User | None = None, hours: Iterable[int] = (FRIDAY_AT_14,), **fields: Any) -> Proposal:
    """A proposal of calligraphy on Friday afternoons that needs three neighbours."""
    new = Proposal(**{"name": "书法班", "about": "一起写字", "needed": 3, "minutes": 60, "weeks": 4} | fields)
    return classes.propose(new=new, hours=hours, by=by or UserFactory())


def make_ward(user: User, *, name: str = "周小雨", birth_date: date = date(2016, 5, 1)) -> Resident:
    """A child in the register with the user as guardian; the user is matched to a resident."""
    guardian = user.matches.filter(state=LoginMatch.State.MATCHED).first()
    adult = guardian.resident if guardian else register_person(name=user.name)
    if guardian is None:
        LoginMatch.objects.create(
            user=user, resident=adult, name=user.name, last4="0000", state=LoginMatch.State.MATCHED
        )
    child = register_person(name=name, birth_date=birth_date)
    Guardianship.objects.create(guardian=adult, child=child, consented_at=timezone.now())
    return child


def load_demo() -> None:
    """Load the demo community, with children in their room at any hour."""
    call_command("load_demo", children_inside=True, stdout=StringIO())


def messy_workbook() -> bytes:
    """A realistic, messy workbook of invented people; the expected result is beside it as JSON."""
    return (Path(__file__).parent / "residents" / "data" / "register-messy.xlsx").read_bytes()


def sheet_of(*rows: list[Any], title: str = "Sheet") -> bytes:
    """A workbook with one sheet of these rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()
