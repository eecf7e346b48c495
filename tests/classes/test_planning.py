"""From a weekly rule to sessions that hold their room."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse

from classes import services
from classes.models import ClassSession, InterestClass
from classes.rules.plans import plan_sessions
from community.errors import DomainError
from community.models import CalendarDay, Message
from community.ranges import DAY, at, today
from rooms import services as rooms
from rooms.models import Reservation
from rooms.selectors import week_grid
from tests.factories import RoomFactory, StaffFactory, UserFactory, make_booking, make_class, tomorrow_at
from tests.steps import log_in, refused

pytestmark = pytest.mark.django_db


def plan(room, **changes):
    first = today() + DAY
    rule = {
        "weekday": first.weekday(), "starts": time(10), "ends": time(11),
        "first_day": first, "last_day": first + timedelta(weeks=3),
    }  # fmt: skip
    return plan_sessions(room=room, **(rule | changes))


def test_each_week_meets_but_holidays_and_closures_which_say_why():
    room = RoomFactory()
    CalendarDay.objects.create(date=today() + 8 * DAY, nature="holiday", name="社区日")
    rooms.close_rooms(rooms=[room], span=tomorrow_at(9, hours=4, days=15), reason="刷墙", by=StaffFactory())
    assert [session.skipped for session in plan(room)] == ["", "社区日", "刷墙", ""]


def test_the_lunar_new_year_of_a_published_year_is_skipped():
    planned = plan(RoomFactory(), weekday=1, first_day=date(2026, 2, 10), last_day=date(2026, 2, 24))
    assert [bool(session.skipped) for session in planned] == [False, True, False]


def test_a_room_that_is_not_open_then_is_said():
    assert plan(RoomFactory(), starts=time(6), ends=time(7))[0].skipped


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ends": time(9)}, "end_before_start"),
        ({"last_day": date(2020, 1, 1)}, "end_before_start"),
        ({"last_day": date(2220, 1, 1)}, "too_many"),
    ],
)
def test_rules_that_cannot_be(changes, code):
    refused(code, plan, RoomFactory(), **changes)


def test_a_class_holds_its_room_and_a_booking_is_refused():
    made = make_class()
    assert made.sessions.count() == 4
    refused("taken", make_booking, made.room, UserFactory(), tomorrow_at(10))


def test_the_rooms_week_names_the_class():
    made = make_class()
    cells = [cell for column in week_grid(made.room, today() + DAY).grid.columns for cell in column.cells]
    [named] = [cell for cell in cells if cell.state == "class"]
    assert (named.note, named.url) == ("书法班", made.get_absolute_url())


def test_bookings_in_the_way_are_shown_before_anything_happens():
    room = RoomFactory(capacity=20)
    booking = make_booking(room, UserFactory(), tomorrow_at(10))
    with pytest.raises(DomainError) as caught:
        make_class(room=room)
    assert caught.value.details["bookings"] == [booking]
    assert not InterestClass.objects.exists()


def test_displacing_cancels_and_tells():
    room = RoomFactory(capacity=20)
    booking = make_booking(room, UserFactory(), tomorrow_at(10))
    first = today() + DAY
    new = InterestClass(
        name="象棋", teacher_name="老周", capacity=4, room=room, weekday=first.weekday(),
        starts=time(10), ends=time(11), first_day=first, last_day=first,
    )  # fmt: skip
    services.create_class(new=new, by=StaffFactory(), displace=True)
    booking.refresh_from_db()
    assert booking.state == "cancelled"
    assert Message.objects.filter(user=booking.user, kind="booking_displaced", body__contains="课").exists()


def test_who_was_offered_the_time_of_a_class_waits_on():
    room = RoomFactory(capacity=20)
    booking = make_booking(room, UserFactory(), tomorrow_at(10))
    wish = rooms.join_waiting(room=room, span=booking.span, user=UserFactory())
    rooms.cancel_booking(booking=booking, by=booking.user)
    assert make_class(room=room).sessions.count() == 4
    wish.refresh_from_db()
    assert (wish.state, wish.offer) == ("waiting", None)


def test_two_classes_never_share_a_room():
    made = make_class(weeks=2)
    other = make_class(name="象棋", room=made.room, weeks=3)
    assert [session.starts_at.date() for session in other.sessions.all()] == [today() + 15 * DAY]
    refused("no_sessions", make_class, room=made.room, weeks=3)


def test_the_plan_says_which_class_is_in_the_way():
    made = make_class()
    weeks = plan(made.room, weekday=made.weekday, starts=time(10, 30), ends=time(12))
    assert {week.skipped for week in weeks[1:4]} == {"书法班"}


def test_a_teacher_whose_login_is_closed_teaches_nothing():
    refused("teacher_gone", make_class, teacher=UserFactory(is_active=False))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"capacity": 21}, "room_too_small"),
        ({"first_day": date(2025, 1, 6), "last_day": date(2025, 1, 7), "weekday": 0}, "no_sessions"),
    ],
)
def test_classes_that_cannot_be(fields, code):
    refused(code, make_class, room=RoomFactory(capacity=20), **fields)


def test_residents_create_no_class():
    refused("not_allowed", make_class, by=UserFactory())


def test_cancelling_a_session_frees_the_room_and_tells_everyone():
    made, member = make_class(), UserFactory()
    services.enrol(interest_class=made, user=member)
    services.cancel_session(session=made.sessions.first(), by=StaffFactory(), reason="老师生病")
    assert make_booking(made.room, UserFactory(), tomorrow_at(10)).pk
    assert "老师生病" in Message.objects.get(user=member, kind="class_session_cancelled").body


def test_a_session_moves_in_time_and_to_another_room():
    made, other = make_class(), RoomFactory(capacity=20)
    session = services.move_session(session=made.sessions.first(), span=tomorrow_at(15), by=StaffFactory(), room=other)
    assert (session.reservation.room, session.starts_at) == (other, tomorrow_at(15).start)
    assert not Reservation.objects.held().during(tomorrow_at(10)).filter(room=made.room).exists()


def test_a_move_that_fails_keeps_the_old_time():
    made = make_class()
    make_booking(made.room, UserFactory(), tomorrow_at(15))
    with pytest.raises(DomainError):
        services.move_session(session=made.sessions.first(), span=tomorrow_at(15), by=StaffFactory())
    assert ClassSession.objects.first().starts_at == tomorrow_at(10).start


def test_one_more_session_may_be_added():
    made = make_class()
    services.add_session(interest_class=made, span=tomorrow_at(18), by=StaffFactory())
    assert made.sessions.count() == 5
    with pytest.raises(DomainError):
        services.add_session(interest_class=made, span=tomorrow_at(18), by=StaffFactory())


def test_calling_a_class_off_frees_every_date():
    made = make_class()
    services.call_off(interest_class=made, by=StaffFactory(), reason="报名的人太少")
    assert not Reservation.objects.held().filter(room=made.room).exists()
    with pytest.raises(DomainError):
        services.enrol(interest_class=made, user=UserFactory())


def test_midnight_is_at_the_centre():
    assert plan(RoomFactory())[0].span.start == at(today() + DAY, time(10))


def test_a_holiday_that_came_later_lists_its_sessions(client):
    made = make_class()
    CalendarDay.objects.create(date=today() + 8 * DAY, nature="holiday", name="社区日")
    log_in(client, StaffFactory())
    address = reverse("admin:classes_classsession_changelist") + "?day=off"
    assert address.replace("&", "&amp;") in client.get(reverse("admin:index")).content.decode()
    listed = client.get(address).context["cl"].queryset
    assert list(listed) == [made.sessions.all()[1]]


def test_a_new_name_stands_in_the_rooms_week_too(client):
    made = make_class()
    log_in(client, StaffFactory())
    address = reverse("admin:classes_interestclass_change", args=[made.pk])
    form = client.get(address).context["adminform"].form
    kept = {name: value for name, value in form.initial.items() if value is not None and name != "teacher_photo"}
    changed = kept | {"name": "篆刻班"}
    inlines = {
        f"{prefix}-{part}": 0
        for prefix in ("sessions", "enrolments")
        for part in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
    }
    assert client.post(address, changed | inlines).status_code == 302
    assert set(Reservation.objects.values_list("label", flat=True)) == {"篆刻班"}
