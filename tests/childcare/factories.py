"""Factories of the children's room: valid, minimal, and made through the services where possible."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import factory
from django.utils import timezone

from childcare import services
from childcare.enums import Purpose
from childcare.models import CareDuty, Carer, CareSession, CareSheet, ConsentText, DropIn, PickUp
from community.models import User
from community.ranges import DAY, Span, today
from residents.models import Resident
from rooms.models import Reservation, Room
from rooms.services import ledger
from tests.factories import RoomFactory, StaffFactory, UserFactory, make_ward
from tests.volunteers.factories import VolunteerFactory


class CarerFactory(factory.django.DjangoModelFactory):
    """A trained and checked carer with a login, in a household of their own."""

    class Meta:
        model = Carer

    volunteer = factory.SubFactory(VolunteerFactory)
    trained_on = factory.LazyFunction(lambda: today() - 100 * DAY)
    checked_until = factory.LazyFunction(lambda: today() + 100 * DAY)


class CareRoomFactory(RoomFactory):
    """The children's room: walk-in, thirty places."""

    name = "儿童活动室"
    name_en = "Children's room"
    capacity = 30
    mode = Room.Mode.WALK_IN


def consent_texts() -> dict[str, ConsentText]:
    """One text of each purpose, in force since yesterday."""
    return {
        purpose: ConsentText.objects.get_or_create(
            purpose=purpose, version=1, defaults={"text": "同意", "text_en": "I agree", "since": today() - DAY}
        )[0]
        for purpose in Purpose.values
    }


def make_session(
    *,
    places: int = 10,
    start: timedelta = -timedelta(minutes=30),
    hours: float = 4,
    room: Room | None = None,
    **fields: Any,
) -> CareSession:
    """A session that began half an hour ago; inserted directly, so that tests can run outside opening hours."""
    room = room or CareRoomFactory()
    begins = timezone.now() + start
    span = Span(begins, begins + timedelta(hours=hours))
    held = Span(span.start, span.end + CareSession.HAND_OVER)
    reservation = ledger.hold(room=room, span=held, places=places, kind=Reservation.Kind.CHILDCARE)
    return CareSession.objects.create(
        room=room,
        reservation=reservation,
        date=timezone.localdate(begins),
        starts_at=span.start,
        ends_at=span.end,
        places=places,
        **fields,
    )


def make_sheet(
    guardian: User | None = None,
    *,
    years: int = 7,
    purposes: Iterable[str] = (Purpose.DATA, Purpose.HEALTH),
    name: str = "周小雨",
    allergies: str = "",
    child: Resident | None = None,
) -> CareSheet:
    """A child of this age in the register, with its guardian's sheet and consents."""
    guardian = guardian or UserFactory()
    consent_texts()
    born = date(today().year - years, 1, 1)
    child = child or make_ward(guardian, name=name, birth_date=born)
    sheet = services.save_care_sheet(
        by=guardian,
        child=child,
        called=name[-2:],
        health={"allergies": allergies} if allergies else {},
        contacts=[{"name": guardian.name, "phone": guardian.phone, "kin": "mother"}],
    )
    for purpose in purposes:
        services.give_consent(sheet=sheet, purpose=purpose, by=guardian)
    return sheet


def sign_on(session: CareSession, carer: Carer | None = None) -> CareDuty:
    """Sign a carer on to a session."""
    return services.sign_on_carer(session=session, carer=carer or CarerFactory(), by=StaffFactory())


def make_open_session(*, carers: int = 2, **fields: Any) -> CareSession:
    """A session with carers signed on."""
    session = make_session(**fields)
    for _number in range(carers):
        sign_on(session)
    return session


def carer_on(session: CareSession) -> Carer:
    """The carer who signed on first."""
    return CareDuty.objects.on().filter(session=session).order_by("pk").first().carer


def drop_off(session: CareSession, *sheets: CareSheet, hours: float = 1, **fields: Any) -> list[DropIn]:
    """Drop children off for an hour; a seven-year-old if none are given."""
    return services.drop_off(
        session=session,
        sheets=sheets or [make_sheet()],
        until=fields.pop("until", None) or timezone.now() + timedelta(hours=hours),
        **{"carer": None, "key": str(uuid4())} | {"carer": carer_on(session)} | fields,
    )


def fetch(*drop_ins: DropIn, **fields: Any) -> list[PickUp]:
    """Hand children over to their first guardian, who says the right words."""
    [first, *_rest] = drop_ins
    person = first.sheet.people.filter(is_guardian=True).first()
    return services.hand_over(
        drop_ins=drop_ins,
        **{
            "person": person,
            "words": first.day_pass.words,
            "carer": carer_on(first.session),
            "key": str(uuid4()),
        }
        | fields,
    )


def guardian_of(sheet: CareSheet) -> User:
    return sheet.people.filter(is_guardian=True, user__isnull=False).first().user


def in_minutes(minutes: float) -> datetime:
    return timezone.now() + timedelta(minutes=minutes)
