"""A resident's quota: limits, offers within them, and the effect of missed bookings."""

import uuid
from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from community.models import Message, User
from community.ranges import DAY, at
from community.registers.personal_data import delete_user
from rooms import services
from rooms.models import Booking, BookingPolicy, Room, Strike, Waiting
from rooms.rules.fairness import fairness
from tests.factories import (
    RoomFactory,
    RoomKindFactory,
    StaffFactory,
    UserFactory,
    make_booking,
    span_on,
)
from tests.steps import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_monday")]

MONDAY = datetime(2026, 11, 23).date()
TUESDAY, WEDNESDAY = MONDAY + DAY, MONDAY + 2 * DAY


@pytest.fixture
def a_monday():
    with time_machine.travel("2026-11-23T01:00:00Z", tick=False):
        yield


def wait(booking: Booking, user: User | None = None) -> Waiting:
    return services.join_waiting(
        room=booking.room, span=booking.span, user=user or UserFactory(), places=booking.party_size
    )


def cancel(booking: Booking) -> None:
    services.cancel_booking(booking=booking, by=booking.user)


def state_of(wish: Waiting) -> str:
    return Waiting.objects.get(pk=wish.pk).state


def test_a_booking_that_is_moved_does_not_count_against_itself():
    room = RoomFactory(kind=RoomKindFactory(max_active_bookings=1, max_hours_per_week=1))
    booking = make_booking(room, span=span_on(TUESDAY, 10))
    moved = services.change_time(booking=booking, span=span_on(WEDNESDAY, 10), by=booking.user)
    assert moved.span == span_on(WEDNESDAY, 10)


def test_a_move_keeps_the_hours_of_a_week():
    room = RoomFactory(kind=RoomKindFactory(max_hours_per_week=2))
    booking = make_booking(room, span=span_on(TUESDAY, 10))
    make_booking(room, span=span_on(TUESDAY, 12), user=booking.user)
    refused("quota_hours", services.change_time, booking=booking, span=span_on(WEDNESDAY, 10, 2), by=booking.user)


@pytest.mark.parametrize("state", [Booking.State.CANCELLED, Booking.State.DECLINED])
def test_what_did_not_come_to_be_takes_no_hours(state):
    room = RoomFactory(kind=RoomKindFactory(max_hours_per_week=1))
    booking = make_booking(room, span=span_on(TUESDAY, 10))
    Booking.objects.filter(pk=booking.pk).update(state=state)
    assert fairness(booking.user, room.kind, booking.starts_at).hours_used == 0


def test_what_was_declined_is_no_booking_ahead():
    room = RoomFactory(kind=RoomKindFactory(max_active_bookings=1), needs_approval=True)
    booking = make_booking(room, span=span_on(TUESDAY, 10))
    services.decline_booking(booking=booking, by=StaffFactory(), reason="排练")
    assert make_booking(room, span=span_on(TUESDAY, 10), user=booking.user)


def test_a_residents_move_is_approved_anew_and_the_desks_is_not():
    booking = make_booking(RoomFactory(needs_approval=True), span=span_on(TUESDAY, 10))
    staff = StaffFactory()
    services.approve_booking(booking=booking, by=staff)
    moved = services.change_time(booking=booking, span=span_on(TUESDAY, 12), by=staff)
    assert moved.state == Booking.State.CONFIRMED
    moved = services.change_time(booking=booking, span=span_on(TUESDAY, 14), by=booking.user)
    assert moved.state == Booking.State.REQUESTED


def test_an_offer_ends_while_the_shortest_stay_is_still_possible():
    BookingPolicy(offer_minutes=600).save()
    booking = make_booking(RoomFactory(min_minutes=30), span=span_on(MONDAY, 11, 2))
    wish = wait(booking)
    cancel(booking)
    wish.refresh_from_db()
    assert timezone.localtime(wish.offer_ends_at).strftime("%H:%M") == "12:30"


def test_an_offer_lasts_as_long_as_the_policy_says():
    BookingPolicy(offer_minutes=45).save()
    booking = make_booking(span=span_on(TUESDAY, 10))
    wish = wait(booking)
    cancel(booking)
    wish.refresh_from_db()
    assert wish.offer_ends_at == timezone.now() + timedelta(minutes=45)


def test_an_offer_is_within_the_share_when_it_is_accepted():
    kind = RoomKindFactory(max_active_bookings=1)
    booking = make_booking(RoomFactory(kind=kind), span=span_on(TUESDAY, 10))
    wish = wait(booking)
    cancel(booking)
    make_booking(RoomFactory(kind=kind), span=span_on(TUESDAY, 14), user=wish.user)
    wish.refresh_from_db()
    refused("quota_active", services.accept_offer, waiting=wish, by=wish.user)
    assert state_of(wish) == Waiting.State.OFFERED


def test_open_offers_are_no_more_than_the_bookings_one_may_have():
    kind = RoomKindFactory(max_active_bookings=2, max_hours_per_week=40)
    user, other = UserFactory(), StaffFactory()
    bookings = [
        make_booking(RoomFactory(kind=kind), span=span_on(TUESDAY, 10 + number), user=UserFactory(), by=other)
        for number in range(4)
    ]
    wishes = [wait(booking, user) for booking in bookings]
    behind = wait(bookings[3])
    for booking in bookings:
        services.cancel_booking(booking=booking, by=other)
    states = [state_of(each) for each in wishes]
    assert states == [Waiting.State.OFFERED] * 2 + [Waiting.State.WAITING] * 2
    assert state_of(behind) == Waiting.State.OFFERED


def test_who_is_suspended_is_offered_nothing():
    BookingPolicy(strikes=1).save()
    booking = make_booking(span=span_on(TUESDAY, 10))
    first, second = wait(booking), wait(booking)
    missed = make_booking(span=span_on(TUESDAY, 12), user=first.user)
    Strike.objects.create(user=first.user, booking=missed)
    cancel(booking)
    assert (state_of(first), state_of(second)) == (Waiting.State.WAITING, Waiting.State.OFFERED)


def test_a_closure_takes_an_offer_back_and_reopening_offers_it_again():
    booking, staff = make_booking(span=span_on(TUESDAY, 10)), StaffFactory()
    wish = wait(booking)
    cancel(booking)
    [closure] = services.close_rooms(rooms=[booking.room], span=booking.span, reason="刷墙", by=staff)
    assert state_of(wish) == Waiting.State.WAITING
    services.reopen(closure=closure, by=staff)
    assert state_of(wish) == Waiting.State.OFFERED
    refused("bad_state", services.reopen, closure=closure, by=staff)


def test_a_form_sent_twice_books_once_and_once_more_after_it_was_cancelled():
    user, room = UserFactory(), RoomFactory()
    form = {"room": room, "span": span_on(TUESDAY, 10), "user": user, "by": user, "idempotency_key": uuid.uuid4()}
    booking = services.book_room(**form)
    assert services.book_room(**form) == booking
    cancel(booking)
    again = services.book_room(**form)
    assert again != booking
    assert again.state == Booking.State.CONFIRMED


def strike(user: User, *, ago: timedelta = timedelta()) -> Strike:
    booking = make_booking(span=span_on(TUESDAY, 10), user=user, by=StaffFactory())
    return Strike.objects.create(user=user, booking=booking, at=timezone.now() - ago)


def test_signing_up_anew_does_not_wash_strikes_off():
    BookingPolicy(strikes=1, strike_days=30, suspension_days=14).save()
    user = UserFactory(phone="13912345678")
    left = strike(user)
    delete_user(user=user)
    left.refresh_from_db()
    assert "13912345678" not in left.phone_hash
    again = UserFactory(phone="13912345678")
    refused("suspended", make_booking, user=again, span=span_on(TUESDAY, 12))
    assert again.strikes.get() == left
    assert make_booking(user=UserFactory(), span=span_on(TUESDAY, 12))


def test_a_login_that_moves_to_the_number_takes_its_strikes_up():
    user = UserFactory(phone="13912345678")
    strike(user)
    delete_user(user=user)
    other = UserFactory()
    other.phone = "13912345678"
    other.save()
    assert other.strikes.count() == 1


def test_what_no_longer_counts_goes_with_the_login_or_in_time():
    BookingPolicy(strike_days=30).save()
    user = UserFactory()
    strike(user, ago=31 * DAY)
    services.forgive_strike(strike=strike(user), by=StaffFactory())
    strike(user)
    delete_user(user=user)
    assert Strike.objects.count() == 1
    assert services.forget_strikes() == 0
    with time_machine.travel(at(MONDAY + 31 * DAY, datetime.min.time())):
        assert services.forget_strikes() == 1


def test_everybody_hears_of_the_way_they_made():
    booking, staff = make_booking(span=span_on(TUESDAY, 10)), StaffFactory()
    wish = wait(booking)
    services.close_rooms(rooms=[booking.room], span=booking.span, reason="刷墙", by=staff, displace=True)
    message = Message.objects.get(user=booking.user, kind="booking_displaced")
    assert "刷墙" in message.body
    assert state_of(wish) == Waiting.State.WAITING


def test_each_day_begins_with_nobody_counted():
    room, staff = RoomFactory(mode=Room.Mode.WALK_IN), StaffFactory()
    services.count_people(room=room, delta=5, by=staff)
    with time_machine.travel("2026-11-23T16:30:00Z", tick=False):  # half past midnight at the centre
        refused("nobody_inside", services.count_people, room=room, delta=-1, by=staff)
        assert services.count_people(room=room, delta=1, by=staff) == 1


def test_the_quota_binds_a_resident_and_not_the_desk_that_books_for_one():
    room = RoomFactory(kind=RoomKindFactory(max_active_bookings=1))
    user, staff = make_booking(room, span=span_on(TUESDAY, 10)).user, StaffFactory()
    refused("quota_active", services.book_room, room=room, span=span_on(TUESDAY, 12), user=user, by=user)
    assert services.book_room(room=room, span=span_on(TUESDAY, 12), user=user, by=staff).user == user


def test_staff_book_for_themselves_as_residents_do():
    room, staff = RoomFactory(advance_days=1), StaffFactory()
    booked = {"room": room, "span": span_on(WEDNESDAY, 10), "by": staff}
    refused("too_early", services.book_room, user=staff, **booked)
    assert services.book_room(user=UserFactory(), **booked)


def test_an_offer_is_taken_within_the_days_that_one_may_book_ahead():
    booking = make_booking(span=span_on(WEDNESDAY, 10))
    wish = wait(booking)
    cancel(booking)
    booking.room.advance_days = 1
    booking.room.save()
    refused("too_early", services.accept_offer, waiting=wish, by=wish.user)
