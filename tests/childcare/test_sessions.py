"""Sessions: single, weekly, because of the weather; conflicts; the tablet and its PINs."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from childcare import selectors, services
from childcare.enums import Weather
from childcare.models import CarePattern, Carer, CareRules, CareSession, Station
from childcare.topics import WEATHER
from community.models import CalendarDay, Message
from community.ranges import DAY, at, today
from community.registers.happenings import happenings
from community.registers.topics import subscribe
from rooms.models import Booking, Reservation, Room
from rooms.services import ledger
from tests.childcare.factories import CarerFactory, CareRoomFactory, drop_off, make_open_session, make_session, sign_on
from tests.factories import StaffFactory, UserFactory, make_booking, tomorrow_at
from tests.steps import refused
from tests.volunteers.factories import PostFactory, make_promise, make_shift
from volunteers.enums import PostKind, PromiseState, Source
from volunteers.models import Assignment, Presence

pytestmark = pytest.mark.django_db


def open_session(room: Room | None = None, **fields):  # type: ignore[no-untyped-def]
    words = {"room": room or CareRoomFactory(), "span": tomorrow_at(14, hours=2), "places": 10, "by": StaffFactory()}
    return services.open_session(**words | fields)


def test_a_session_holds_its_places_and_half_an_hour_more() -> None:
    session = open_session()
    held = session.reservation
    assert (held.kind, held.places, held.whole_room) == (Reservation.Kind.CHILDCARE, 10, False)
    assert held.span.end == session.ends_at + timedelta(minutes=30)


def test_only_staff_open_and_only_while_the_room_is_open() -> None:
    refused("not_allowed", open_session, by=UserFactory())
    refused("room_closed", open_session, span=tomorrow_at(21, hours=2))
    refused("room_too_small", open_session, places=31)
    refused("weather_needed", open_session, kind="weather")


def test_bookings_in_the_way_give_way_where_there_is_not_room_for_both() -> None:
    room = CareRoomFactory(mode=Room.Mode.PLACES, capacity=12)
    booking = make_booking(room, span=tomorrow_at(14), party_size=4)
    error = refused("displaces", open_session, room)
    assert error.details["bookings"] == [booking]
    open_session(room, places=8)
    booking.refresh_from_db()
    assert booking.state == Booking.State.CONFIRMED
    CareSession.objects.all().delete()
    Reservation.objects.filter(kind="childcare").delete()
    open_session(room, displace=True)
    booking.refresh_from_db()
    assert booking.state == Booking.State.CANCELLED


def test_a_weekly_opening_follows_holidays_and_the_rooms_hours() -> None:
    room = CareRoomFactory()
    CalendarDay.objects.create(date=today() + 3 * DAY, nature="holiday", name="节")
    new = CarePattern(
        room=room, weekdays=list(range(7)), starts=time(14), ends=time(16), places=5, first_day=today() + DAY
    )
    services.plan_pattern(new=new, by=StaffFactory())
    days = set(CareSession.objects.values_list("date", flat=True))
    assert today() + DAY in days or today() + 2 * DAY in days
    assert today() + 3 * DAY not in days
    assert services.make_sessions() == 0
    session = CareSession.objects.order_by("starts_at").first()
    services.cancel_session(session=session, reason="停电", by=StaffFactory())
    assert services.make_sessions() == 0
    services.end_pattern(pattern=new, last_day=today() + DAY, by=StaffFactory())
    assert not CareSession.objects.taking_place().filter(date__gt=today() + DAY).exists()


def test_a_session_with_children_is_neither_called_off_nor_made_smaller() -> None:
    session = make_open_session()
    drop_off(session)
    drop_off(session)
    refused("still_inside", services.cancel_session, session=session, reason="停电", by=StaffFactory())


def test_calling_off_frees_the_room_at_once() -> None:
    session = open_session()
    services.cancel_session(session=session, reason="停电", by=StaffFactory())
    session.reservation.refresh_from_db()
    assert session.reservation.released_at is not None


def test_another_time_is_held_before_the_old_one_is_given_back() -> None:
    session = open_session()
    room = session.room
    ledger.hold(room=room, span=tomorrow_at(18), places=None, kind="class")
    refused("taken", services.change_session, session=session, span=tomorrow_at(17, hours=2), by=StaffFactory())
    services.change_session(session=session, span=tomorrow_at(10, hours=2), places=12, by=StaffFactory())
    session.reservation.refresh_from_db()
    assert (session.reservation.places, session.reservation.span.start) == (12, tomorrow_at(10).start)


def test_signing_on_is_the_check_in_of_the_promise_at_the_post() -> None:
    session, carer = make_session(), CarerFactory()
    shift = make_shift(PostFactory(kind=PostKind.CHILDREN), start=timedelta(minutes=5))
    promise = make_promise(shift, carer.volunteer)
    assert [each.is_on for each in selectors.carers_due(session)] == [False]
    duty = sign_on(session, carer)
    promise.refresh_from_db()
    assert (promise.state, duty.promise) == (PromiseState.PRESENT, promise)
    assert Presence.objects.get().source == Source.SCREEN
    assert [each.is_on for each in selectors.carers_due(session)] == [True]


def test_open_for_the_weather_tells_who_asked(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    rules = CareRules.load()
    rules.room = CareRoomFactory()
    rules.save()
    plan = selectors.weather_plan(Weather.HEAT, now=at(today() + DAY, time(9)))
    assert not plan.is_possible
    assert plan.missing
    assert selectors.weather_plan(Weather.HEAT, play=True, now=at(today() + DAY, time(9))).is_possible
    CarerFactory.create_batch(2)
    CarerFactory(checked_until=today() - DAY)
    asked = UserFactory.create_batch(30)
    for user in asked:
        subscribe(user=user, topics=[WEATHER])
    plan = selectors.weather_plan(Weather.HEAT, now=at(today() + DAY, time(9)))
    assert plan.is_possible
    assert len(plan.carers) == 2
    with django_assert_max_num_queries(40):
        session = services.open_for_weather(plan=plan, by=StaffFactory())
    assert Message.objects.filter(kind="care_open").count() == 30
    assert [each.title for each in happenings(session.span)]


def test_a_carer_away_or_at_another_post_is_not_counted() -> None:
    rules = CareRules.load()
    rules.room = CareRoomFactory()
    rules.save()
    busy, _free = CarerFactory.create_batch(2)
    shift = make_shift(days=1, hour=8, hours=13)
    Assignment.objects.create(
        shift=shift, volunteer=busy.volunteer, state=PromiseState.PROMISED, during=shift.span.range
    )
    plan = selectors.weather_plan(Weather.RAIN, now=at(today() + DAY, time(9)))
    assert plan.span is not None
    assert plan.span.start == at(today() + DAY, time(21))


def test_a_tablet_is_opened_by_a_pin_and_locks_itself(come_to) -> None:  # type: ignore[no-untyped-def]
    station, token = services.register_station(name="门口", by=StaffFactory())
    assert selectors.station_of(token) == station
    assert selectors.station_of("x") is None
    carer = CarerFactory()
    refused("pin_wrong", services.set_pin, carer=carer, pin="1111", by=StaffFactory())
    services.set_pin(carer=carer, pin="2468", by=StaffFactory())
    refused("wrong_pin", services.unlock_station, station=station, carer=carer, pin="1357")
    services.unlock_station(station=station, carer=carer, pin="2468")
    now = timezone.now()
    assert station.is_open(now)
    assert not station.is_open(now + timedelta(minutes=4))
    come_to(now + timedelta(minutes=5))
    services.tend_care()
    assert Station.objects.get().carer is None
    services.revoke_station(station=station, by=StaffFactory())
    refused("revoked", services.unlock_station, station=station, carer=carer, pin="2468")
    assert selectors.station_of(token) is None


def test_five_wrong_pins_and_ten_minutes_rest(come_to) -> None:  # type: ignore[no-untyped-def]
    station, _token = services.register_station(name="门口", by=StaffFactory())
    carer = CarerFactory()
    services.set_pin(carer=carer, pin="2468", by=StaffFactory())
    for _number in range(5):
        refused("wrong_pin", services.unlock_station, station=station, carer=carer, pin="1357")
    refused("too_many", services.unlock_station, station=station, carer=carer, pin="2468")
    come_to(timezone.now() + timedelta(minutes=10, seconds=1))
    services.unlock_station(station=station, carer=Carer.objects.get(pk=carer.pk), pin="2468")
