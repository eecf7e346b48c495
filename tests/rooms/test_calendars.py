"""Calendar feeds: read by real clients, and by nobody without the address."""

from datetime import time
from pathlib import Path

import pytest
from django.urls import reverse
from icalendar import Calendar

from community.ranges import at, today
from rooms import services
from tests.calendar_client import KHAL, agenda
from tests.factories import RoomFactory, StaffFactory, UserFactory, make_booking, tomorrow_at
from tests.steps import log_in

pytestmark = pytest.mark.django_db


def events(response) -> list:
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/calendar")
    return Calendar.from_ical(response.content).walk("VEVENT")


def feed(user) -> str:
    return reverse("my_feed", args=[user.calendar_token])


def test_my_feed_holds_my_bookings_alone(client):
    booking = make_booking(purpose="练琴, 两人")
    make_booking()
    [event] = events(client.get(feed(booking.user)))
    assert (event.start, event.end) == (booking.starts_at, booking.ends_at)
    assert "练琴, 两人" in event["SUMMARY"]
    assert booking.ref in event["UID"]


def test_an_event_rings_the_evening_before_and_an_hour_before(client):
    booking = make_booking(span=tomorrow_at(15))
    [event] = events(client.get(feed(booking.user)))
    rings = [booking.starts_at + alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]
    assert rings == [at(today(), time(18)), tomorrow_at(14).start]
    services.cancel_booking(booking=booking, by=booking.user)
    [event] = events(client.get(feed(booking.user)))
    assert event.walk("VALARM") == []


def test_a_change_keeps_the_event_and_counts_up(client):
    booking = make_booking()
    [before] = events(client.get(feed(booking.user)))
    booking = services.change_time(booking=booking, span=tomorrow_at(15), by=booking.user)
    [after] = events(client.get(feed(booking.user)))
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    services.cancel_booking(booking=booking, by=booking.user)
    [gone] = events(client.get(feed(booking.user)))
    assert gone["STATUS"] == "CANCELLED"


@pytest.mark.parametrize("count", [1, 3])
def test_a_feed_takes_few_queries(client, django_assert_num_queries, count):
    user = UserFactory()
    for hour in range(count):
        make_booking(user=user, span=tomorrow_at(10 + hour))
    with django_assert_num_queries(9):
        client.get(feed(user))


def test_an_unchanged_feed_is_not_sent_again(client):
    booking = make_booking()
    etag = client.get(feed(booking.user))["ETag"]
    assert client.get(feed(booking.user), headers={"if-none-match": etag}).status_code == 304
    services.change_time(booking=booking, span=tomorrow_at(15), by=booking.user)
    assert client.get(feed(booking.user), headers={"if-none-match": etag}).status_code == 200


def test_a_new_address_ends_the_old_one(client):
    user = UserFactory()
    old = feed(user)
    log_in(client, user)
    assert client.get(reverse("reset_my_feed")).status_code == 405
    assert client.post(reverse("reset_my_feed")).status_code == 302
    user.refresh_from_db()
    assert client.get(old).status_code == 404
    assert client.get(feed(user)).status_code == 200


def test_guessed_addresses_are_not_found(client):
    room = RoomFactory()
    assert client.get(reverse("my_feed", args=["guess"])).status_code == 404
    assert client.get(reverse("room_feed", args=[room.slug, "guess"])).status_code == 404
    assert client.get(reverse("room_feed", args=[RoomFactory().slug, room.feed_token])).status_code == 404


def test_the_feed_of_a_room_names_nobody(client):
    booking = make_booking(user=UserFactory(name="赵䶮"), purpose="秘密排练")
    room = booking.room
    response = client.get(reverse("room_feed", args=[room.slug, room.feed_token]))
    [event] = events(response)
    assert event.start == booking.starts_at
    assert "赵䶮" not in response.content.decode()
    assert "秘密" not in response.content.decode()


def test_the_desk_is_told_the_address_of_a_rooms_feed_when_it_asks(client):
    room = RoomFactory()
    page, url = room.get_absolute_url(), reverse("show_room_feed", args=[room.slug])
    assert (log_in(client, UserFactory()), client.post(url).status_code)[1] == 403
    log_in(client, StaffFactory())
    assert client.get(url).status_code == 405
    assert room.feed_token not in client.get(page).content.decode()
    assert room.feed_token in client.post(url, follow=True).content.decode()
    assert room.feed_token not in client.get(page).content.decode()


def test_the_feed_of_a_room_announces_a_change_of_time(client):
    booking = make_booking()
    address = reverse("room_feed", args=[booking.room.slug, booking.room.feed_token])
    [before] = events(client.get(address))
    services.change_time(booking=booking, span=tomorrow_at(15), by=booking.user)
    [after] = events(client.get(address))
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.start == tomorrow_at(15).start


def test_one_booking_as_a_file_is_for_its_owner_and_the_desk(client):
    booking = make_booking()
    address = reverse("booking_ics", args=[booking.ref])
    assert client.get(address).status_code == 302
    for user, status in ((UserFactory(), 404), (booking.user, 200), (StaffFactory(), 200)):
        log_in(client, user)
        assert client.get(address).status_code == status
    assert client.post(address).status_code == 405


@pytest.mark.skipif(KHAL is None, reason="khal is not installed")
def test_a_real_client_reads_the_feed(client, tmp_path: Path):
    booking = make_booking(purpose="练琴")
    shown = agenda(tmp_path, client.get(feed(booking.user)).content, f"{today()}", "3d")
    assert "10:00-11:00" in shown
    assert "练琴" in shown
