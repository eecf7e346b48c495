"""Reminders on the evening before and an hour before: yes keeps the booking, no offers it to the waiting list."""

from datetime import time, timedelta

import pytest
import time_machine
from django.urls import reverse

from community.models import Message
from community.ranges import DAY, at, today
from community.registers.to_answer import questions_for
from rooms import services
from rooms.models import Booking, Strike, Waiting
from tests.factories import StaffFactory, UserFactory, make_booking, tomorrow_at
from tests.steps import log_in, refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon():
    """The clock stands at noon unless a test turns it."""
    with time_machine.travel(at(today(), time(12)), tick=False):
        yield


@pytest.fixture
def booking():
    return make_booking(span=tomorrow_at(15))


def tend_at(hour: float, days: int = 0) -> list[str]:
    """Let the worker pass at that hour; the kinds of all reminders so far, the first first."""
    with time_machine.travel(at(today() + days * DAY, time(0)) + timedelta(hours=hour), tick=False):
        services.tend_bookings()
        services.tend_bookings()
    sent = Message.objects.filter(kind__in=["booking_tomorrow", "booking_soon"])
    return list(sent.order_by("pk").values_list("kind", flat=True))


def test_each_reminder_comes_once_and_at_its_hour(booking):
    assert tend_at(17.9) == []
    assert tend_at(18) == ["booking_tomorrow"]
    assert tend_at(13.9, days=1) == ["booking_tomorrow"]
    assert tend_at(14, days=1) == ["booking_tomorrow", "booking_soon"]


def test_who_has_just_booked_or_moved_is_not_reminded_of_it(booking):
    with time_machine.travel(at(today(), time(20)), tick=False):
        make_booking(span=tomorrow_at(17))
        services.change_time(booking=booking, span=tomorrow_at(16), by=booking.user)
    assert tend_at(20) == []
    assert tend_at(15, days=1) == ["booking_soon"]


def test_what_is_not_confirmed_reminds_nobody(booking):
    services.cancel_booking(booking=booking, by=booking.user)
    assert tend_at(18) == []


def test_no_frees_the_room_for_who_waits_even_after_the_deadline(client, booking):
    wish = services.join_waiting(room=booking.room, span=booking.span, user=UserFactory())
    tend_at(14, days=1)
    log_in(client, booking.user)
    with time_machine.travel(at(today() + DAY, time(14, 30)), tick=False):
        refused("not_cancellable", services.cancel_booking, booking=booking, by=booking.user)
        client.post(reverse("say_coming", args=[booking.ref]), {"coming": "no"})
    booking.refresh_from_db()
    wish.refresh_from_db()
    assert (booking.state, wish.state) == (Booking.State.CANCELLED, Waiting.State.OFFERED)
    assert not Strike.objects.exists()


def test_yes_is_kept_and_the_question_is_gone(client, booking):
    tend_at(18)
    with time_machine.travel(at(today(), time(19)), tick=False):
        assert [each.url for each in questions_for(booking.user)] == [booking.get_absolute_url()]
        log_in(client, booking.user)
        assert 'name="coming" value="yes"' in client.get(booking.get_absolute_url()).content.decode()
        client.post(reverse("say_coming", args=[booking.ref]), {"coming": "yes"})
        assert questions_for(booking.user) == []
        assert 'name="coming" value="yes"' not in client.get(booking.get_absolute_url()).content.decode()
    booking.refresh_from_db()
    assert (booking.state, booking.coming_at) == (Booking.State.CONFIRMED, at(today(), time(19)))


def test_a_moved_booking_is_asked_anew(booking):
    tend_at(18)
    services.say_coming(booking=booking, by=booking.user)
    booking = services.change_time(booking=booking, span=tomorrow_at(15, days=3), by=booking.user)
    assert (booking.asked_at, booking.coming_at) == (None, None)
    refused("not_asked", services.say_coming, booking=booking, by=booking.user)


def test_only_its_owner_answers_and_only_by_post(client, booking):
    tend_at(18)
    address = reverse("say_coming", args=[booking.ref])
    refused("not_yours", services.say_not_coming, booking=booking, by=StaffFactory())
    log_in(client, UserFactory())
    assert client.post(address, {"coming": "no"}).status_code == 404
    log_in(client, booking.user)
    assert client.get(address).status_code == 405
    with time_machine.travel(booking.starts_at, tick=False):
        refused("started", services.say_not_coming, booking=booking, by=booking.user)
