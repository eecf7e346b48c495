"""Weekly groups: what is planned, booked, and cancelled."""

from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.urls import reverse

from community.models import CalendarDay, Message, OutgoingText
from community.ranges import today
from rooms import services
from rooms.models import Booking, Room, Waiting
from rooms.rules.nearest import Alternative
from rooms.rules.series import plan_series
from tests.factories import RoomFactory, StaffFactory, UserFactory, make_booking, span_on
from tests.steps import log_in, refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("an_autumn_day")]

WEEK = timedelta(weeks=1)


@pytest.fixture
def an_autumn_day():
    """A Tuesday from which 26 weeks reach over National Day into a year without published holidays."""
    with time_machine.travel("2026-09-01T01:00:00Z", tick=False):
        yield


def weekly(room, count, *, first=date(2026, 9, 3)):
    """A stay of an hour at ten on `count` Thursdays."""
    return [Alternative(room, span_on(first + number * WEEK, 10)) for number in range(count)]


def book(choices, by=None, **kwargs):
    by = by or StaffFactory()
    kwargs = {"contact_name": "晨曲合唱团"} | kwargs
    return services.book_series(choices=choices, until=date(2027, 3, 1), by=by, **kwargs)


def test_a_plan_names_holidays_and_years_that_are_not_published_yet():
    plan = plan_series(room=RoomFactory(), first=span_on(date(2026, 9, 24), 10), until=date(2027, 1, 14))
    assert [week.session.day_off for week in plan[:3]] == ["", "国庆节", ""]
    provisional = [week.session.span.start.date() for week in plan if week.session.is_provisional]
    assert provisional == [date(2027, 1, 7), date(2027, 1, 14)]


def test_a_plan_shows_each_clash_with_the_nearest_free_choice():
    room = RoomFactory()
    booking = make_booking(room, span=span_on(date(2026, 9, 3), 10))
    CalendarDay.objects.create(date=date(2026, 9, 10), nature="holiday", name="社区日")
    plan = plan_series(room=room, first=booking.span, until=date(2026, 9, 17))
    assert [bool(week.session.problem) for week in plan] == [True, False, False]
    assert [week.session.day_off for week in plan] == ["", "社区日", ""]
    assert [week.alternative is not None for week in plan] == [True, False, False]
    assert plan[0].alternative.span == span_on(date(2026, 9, 3), 9)


def test_a_plan_keeps_the_rooms_rules_as_the_desk_does():
    first = span_on(date(2026, 9, 3), 21, hours=2)
    [week] = plan_series(room=RoomFactory(), first=first, until=date(2026, 9, 3))
    assert week.session.problem


@pytest.mark.parametrize(
    ("code", "until"), [("end_before_start", date(2026, 9, 2)), ("too_many", date(2026, 9, 3) + 53 * WEEK)]
)
def test_a_plan_ends_after_it_begins_and_within_a_year(code, until):
    refused(code, plan_series, room=RoomFactory(), first=span_on(date(2026, 9, 3), 10), until=until)
    assert len(plan_series(room=RoomFactory(), first=span_on(date(2026, 9, 3), 10), until=date(2026, 9, 3) + 52 * WEEK))


@pytest.mark.parametrize("taken", [0, 5])
def test_a_plan_of_half_a_year_takes_few_queries(django_assert_max_num_queries, taken):
    room = RoomFactory()
    if taken:
        book(weekly(room, taken))
    with django_assert_max_num_queries(11):
        plan = plan_series(room=room, first=span_on(date(2026, 9, 3), 10), until=date(2026, 9, 3) + 25 * WEEK)
    assert len(plan) == 26


def test_half_a_year_is_booked_in_as_many_queries_as_two_weeks(django_assert_num_queries):
    staff, room, other = StaffFactory(), RoomFactory(), RoomFactory()
    book(weekly(RoomFactory(), 26))  # now the hours are known
    with django_assert_num_queries(QUERIES):
        book(weekly(other, 2), by=staff)
    with django_assert_num_queries(QUERIES):
        series = book(weekly(room, 26), by=staff)
    assert series.bookings.count() == 26
    assert {each.history.get().history_user for each in series.bookings.all()} == {staff}
    assert Booking.objects.found_by("cqhct", whole_numbers=False).count() == 54


QUERIES = 11


def test_a_series_is_booked_whole_or_not_at_all():
    room = RoomFactory()
    choices = weekly(room, 3)
    taken = make_booking(room, span=choices[1].span, by=StaffFactory())
    error = refused("taken", book, choices=choices)
    assert error.details["span"] == taken.span
    assert error.details["alternatives"]
    assert Booking.objects.count() == 1


def test_the_same_series_is_not_booked_twice_where_there_are_places():
    room = RoomFactory(mode=Room.Mode.PLACES, capacity=30)
    book(weekly(room, 3), party_size=5)
    assert refused("twice", book, choices=weekly(room, 3), party_size=5).details["span"]
    assert book(weekly(room, 3), party_size=5, contact_name="书法社")
    user = UserFactory()
    book(weekly(room, 3), user=user)
    refused("twice", book, choices=weekly(room, 3), user=user)


def test_only_staff_book_series_and_say_for_whom():
    choices = weekly(RoomFactory(), 2)
    refused("not_yours", book, choices=choices, by=UserFactory())
    refused("contact_needed", book, choices=choices, contact_name=" ")
    refused("nothing_chosen", book, choices=[])


def test_a_group_hears_of_its_dates_once():
    user = UserFactory()
    book(weekly(RoomFactory(), 3), user=user)
    message = Message.objects.get(user=user)
    assert message.kind == "series_booked"
    assert "9月3日" in message.subject
    assert "9月17日" in message.body
    book(weekly(RoomFactory(), 3), contact_phone="13900000000")
    assert OutgoingText.objects.get(phone="13900000000").kind == "series_booked"


def test_dates_are_given_up_from_a_day_on():
    staff, waits = StaffFactory(), UserFactory()
    series = book(weekly(RoomFactory(), 4), by=staff, user=UserFactory())
    bookings = list(series.bookings.order_by("starts_at"))
    wish = Waiting.objects.create(room=bookings[2].room, during=bookings[2].span.range, user=waits)
    assert services.cancel_series(series=series, first_day=date(2026, 9, 17), by=staff, reason="放暑假") == 2
    states = list(series.bookings.order_by("starts_at").values_list("state", flat=True))
    assert states == ["confirmed", "confirmed", "cancelled", "cancelled"]
    assert [bool(each.reservation.released_at) for each in series.bookings.order_by("starts_at")] == [
        False,
        False,
        True,
        True,
    ]
    wish.refresh_from_db()
    assert wish.state == Waiting.State.OFFERED
    assert Message.objects.filter(kind="series_cancelled").count() == 1
    assert bookings[2].history.first().history_user == staff
    refused("nothing_left", services.cancel_series, series=series, first_day=date(2026, 9, 17), by=staff)


def test_a_date_that_has_begun_stays():
    series = book(weekly(RoomFactory(), 2))
    with time_machine.travel("2026-09-03T02:30:00Z", tick=False):
        assert services.cancel_series(series=series, first_day=today(), by=StaffFactory()) == 1
    refused("not_yours", services.cancel_series, series=series, first_day=today(), by=UserFactory())


@pytest.fixture
def at_desk(client):
    clerk = UserFactory(name="王芳")
    clerk.user_permissions.set(Permission.objects.filter(codename="run_desk"))
    log_in(client, clerk)
    return client


def test_a_series_page_is_for_the_desk(client):
    series = book(weekly(RoomFactory(), 2))
    log_in(client, UserFactory())
    assert client.get(series.get_absolute_url()).status_code == 403
    assert client.post(series.get_absolute_url(), {"first_day": "2026-09-01"}).status_code == 403
    assert series.bookings.active().count() == 2


def test_dates_are_given_up_on_the_series_page(at_desk):
    series = book(weekly(RoomFactory(), 3))
    page = series.get_absolute_url()
    assert "晨曲合唱团" in at_desk.get(page).content.decode()
    assert at_desk.post(page, {"first_day": "x"}).status_code == 422
    assert at_desk.post(page, {"first_day": "2026-09-10"}).status_code == 302
    assert series.bookings.active().count() == 1
    assert at_desk.post(page, {"first_day": "2026-09-10"}).status_code == 409
    assert at_desk.put(page).status_code == 405
    assert at_desk.get(reverse("desk_one_series", args=[0])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_running_groups_are_listed_in_few_queries(at_desk, django_assert_num_queries, count):
    for _each in range(count):
        book(weekly(RoomFactory(), 2))
    over = book(weekly(RoomFactory(), 1))
    services.cancel_series(series=over, first_day=today(), by=StaffFactory())
    with django_assert_num_queries(LIST_QUERIES):
        response = at_desk.get(reverse("desk_series"))
    assert len(response.context["running"]) == count


LIST_QUERIES = 6


def test_a_plan_on_the_page_names_the_holiday_and_offers_no_tick_for_it(at_desk):
    room = RoomFactory()
    data = {
        "room": room.slug,
        "start": "2026-09-24T10:00",
        "end": "2026-09-24T11:00",
        "until": "2027-01-07",
        "contact_name": "晨曲合唱团",
        "party_size": "1",
    }
    page = at_desk.post(reverse("desk_series"), data).content.decode()
    assert "国庆节" in page
    assert page.count('name="choice"') == 15
