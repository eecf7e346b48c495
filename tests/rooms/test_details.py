"""Changing the people and purpose of a booking without its time."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from community.models import Message
from rooms import services
from rooms.models import Booking, Room, Waiting
from tests.factories import RoomFactory, StaffFactory, UserFactory, make_booking
from tests.reading import markup
from tests.steps import log_in, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def booking() -> Booking:
    """Two of three places, tomorrow at ten."""
    return make_booking(RoomFactory(mode=Room.Mode.PLACES, capacity=3), party_size=2, purpose="练琴")


def change(booking: Booking, people: int, **more) -> Booking:
    by = more.pop("by", booking.user)
    return services.change_details(
        booking=booking, party_size=people, purpose=more.get("purpose", ""), with_guardian=False, by=by
    )


def test_the_page_changes_people_and_purpose(client, booking):
    log_in(client, booking.user)
    path = reverse("change_details", args=[booking.ref])
    assert "练琴" in client.get(path).content.decode()
    assert client.post(path, {"party_size": 3, "purpose": "合奏"}).url == booking.get_absolute_url()
    booking.refresh_from_db()
    assert (booking.party_size, booking.purpose, booking.reservation.places) == (3, "合奏", 3)


@pytest.mark.parametrize(("people", "status"), [("0", 422), ("9", 422), ("x", 422), ("3", 409)])
def test_what_cannot_be_is_told_and_changes_nothing(client, booking, people, status):
    make_booking(booking.room)
    log_in(client, booking.user)
    response = client.post(reverse("change_details", args=[booking.ref]), {"party_size": people})
    assert response.status_code == status
    booking.refresh_from_db()
    assert (booking.party_size, booking.reservation.places) == (2, 2)


def test_too_many_people_are_told_at_their_field(client, booking):
    log_in(client, booking.user)
    shown = markup(client.post(reverse("change_details", args=[booking.ref]), {"party_size": 9}))
    assert re.search(r'name="party_size"[^>]*is-invalid', shown)
    assert 'id="refusal"' not in shown


def test_places_given_back_go_to_whoever_waits(booking):
    wish = services.join_waiting(room=booking.room, span=booking.span, user=UserFactory(), places=2)
    change(booking, 1)
    wish.refresh_from_db()
    assert wish.state == Waiting.State.OFFERED


def test_a_larger_company_is_approved_anew_where_rooms_need_it():
    room = RoomFactory(capacity=9, needs_approval=True)
    booking = services.approve_booking(booking=make_booking(room, party_size=4), by=StaffFactory())
    assert change(booking, 3).state == Booking.State.CONFIRMED
    assert change(booking, 5).state == Booking.State.REQUESTED


def test_the_desk_may_change_it_later_and_the_resident_hears_of_it(
    booking, come_to, django_capture_on_commit_callbacks
):
    come_to(booking.starts_at + timedelta(minutes=5))
    refused("begun", change, booking=booking, people=1)
    with django_capture_on_commit_callbacks(execute=True):
        change(booking, 1, by=StaffFactory())
    assert Message.objects.filter(user=booking.user, kind="booking_changed").exists()


def test_only_its_owner_and_the_desk_reach_it(client, booking):
    path = reverse("change_details", args=[booking.ref])
    assert client.get(path).status_code == 302
    log_in(client, UserFactory())
    assert client.get(path).status_code == 404
    refused("not_yours", change, booking=booking, people=1, by=UserFactory())
    services.cancel_booking(booking=booking, by=booking.user)
    refused("bad_state", change, booking=booking, people=1)
    log_in(client, booking.user)
    assert client.put(path).status_code == 405
