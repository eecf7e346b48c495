"""What a room, its diary and its pages leave out or keep apart, each beside what they show."""

import uuid
from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import translation
from icalendar import Calendar

from community.ranges import DAY, at, wall_clock
from rooms import calendars, selectors, services, workdesk
from rooms.forms.booking import BookingForm
from rooms.models import Booking, OpeningSpan, Room, Waiting
from rooms.rules.fairness import may_be_offered
from rooms.rules.hours import known_hours
from rooms.views.times import asked_days
from tests.factories import RoomFactory, RoomKindFactory, StaffFactory, UserFactory, make_booking, span_on
from tests.steps import log_in, refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_nine")]

TODAY = date(2026, 11, 24)  # a Tuesday
TOMORROW = TODAY + DAY
MINUTE = timedelta(minutes=1)


def offered(booking: Booking, user) -> Waiting:
    """A wish that was offered, because the booking was given up."""
    wish = services.join_waiting(room=booking.room, span=booking.span, user=user)
    services.cancel_booking(booking=booking, by=booking.user)
    wish.refresh_from_db()
    return wish


def test_a_day_has_its_name_in_the_language_of_whoever_reads_it():
    room, day = RoomFactory(), date(2026, 10, 1)
    names = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            statuses, _opened = known_hours([room], [day])
            names.append(statuses[day].name)
    assert names == ["国庆节", "National Day"]


def test_an_offer_of_another_kind_of_room_takes_no_share():
    user = UserFactory()
    music, other = RoomFactory(kind=RoomKindFactory(max_active_bookings=1)), RoomFactory(kind=RoomKindFactory())
    offered(make_booking(other, span=span_on(TOMORROW, 10)), user)
    assert may_be_offered(user, music, span_on(TOMORROW, 14))
    offered(make_booking(music, span=span_on(TOMORROW, 16)), user)
    assert not may_be_offered(user, music, span_on(TOMORROW, 14))


def test_the_key_of_a_form_finds_nobody_elses_booking():
    key, others = uuid.uuid4(), UserFactory()
    first = make_booking(span=span_on(TOMORROW, 10), idempotency_key=key)
    refused("taken", make_booking, first.room, others, first.span, idempotency_key=key)


def test_before_eight_it_is_the_same_day_at_the_desk(come_to):
    room = RoomFactory(hours=False)
    OpeningSpan.objects.create(room=room, weekday=TOMORROW.weekday(), opens=time(6), closes=time(9))
    booking = make_booking(room, span=span_on(TOMORROW, 6))
    come_to(booking.starts_at)
    assert services.check_in(booking=booking, by=StaffFactory()).state == Booking.State.CHECKED_IN


def test_a_purpose_is_kept_through_the_login_as_long_as_it_may_be(client):
    address = reverse("book_room", args=[RoomFactory().slug])
    client.post(address, {"purpose": "琴" * 300})
    assert "琴" * 200 in client.session.values()


def test_a_wish_whose_time_is_over_is_no_longer_shown(client, come_to):
    booking = make_booking(span=span_on(TOMORROW, 10))
    user = UserFactory()
    wish = services.join_waiting(room=booking.room, span=booking.span, user=user)
    for moment, shown in ((booking.starts_at, [wish]), (booking.ends_at, [])):
        come_to(moment)
        log_in(client, user)
        assert list(client.get(reverse("my_bookings")).context["waiting"]) == shown


def test_an_offer_whose_time_is_up_is_shown_as_none_before_anyone_tends_it(client, come_to):
    user = UserFactory()
    wish = offered(make_booking(span=span_on(TOMORROW, 10)), user)
    for moment, is_offered in ((wish.offer_ends_at - MINUTE, True), (wish.offer_ends_at, False)):
        come_to(moment)
        log_in(client, user)
        page = client.get(reverse("waiting", args=[wish.pk]))
        assert page.context["is_offered"] is is_offered
        assert Waiting.objects.get(pk=wish.pk).state == Waiting.State.OFFERED


@pytest.mark.parametrize(("days", "shown"), [(366, True), (367, False), (-366, True), (-367, False)])
def test_days_are_shown_a_year_around_today(days, shown):
    day = TODAY + days * DAY
    assert asked_days({"date": day.isoformat()}) == [day if shown else TODAY]


def test_a_slot_that_has_begun_is_not_yet_past(come_to):
    room = RoomFactory(slot_minutes=60, mode=Room.Mode.WALK_IN)
    looks = []
    for moment in (time(10, 20), time(11)):
        come_to(at(TODAY, moment))
        [column] = [column for column in selectors.day_grid(TODAY).grid.columns if column.room == room]
        looks.append([c.state for c in column.cells if c.span.start <= at(TODAY, time(10)) < c.span.end])
    assert looks == [["open"], ["past"]]


def test_one_form_for_more_people_is_another_request():
    room = RoomFactory(capacity=4)
    asked = {"start": wall_clock(at(TOMORROW, time(10))), "length": "60", "form_key": str(uuid.uuid4())}
    keys = []
    for people in (2, 2, 3):
        form = BookingForm(asked | {"party_size": people}, room=room)
        assert form.is_valid(), form.errors
        keys.append(form.idempotency_key)
    assert keys[0] == keys[1] != keys[2]


def test_the_feed_of_a_room_tells_when_a_time_was_moved(come_to):
    booking = make_booking(span=span_on(TOMORROW, 10))
    come_to(at(TODAY, time(12)))
    services.change_time(booking=booking, span=span_on(TOMORROW, 14), by=booking.user)
    [event] = Calendar.from_ical(calendars.room_feed(booking.room)).walk("VEVENT")
    assert event["LAST-MODIFIED"].dt == at(TODAY, time(12))


def test_until_the_grace_time_is_over_nobody_has_not_come(come_to):
    booking = make_booking(span=span_on(TOMORROW, 10))
    for moment, count in ((booking.check_in_by, 1), (booking.check_in_by + MINUTE, 2)):
        come_to(moment)
        assert len(workdesk._acts(booking, moment)) == count
