"""What residents and the desk can do with bookings, and what is refused."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from community.models import Message
from community.ranges import DAY, Span, today
from rooms import services
from rooms.models import Booking, BookingPolicy, Reservation, Room, Strike, Waiting
from rooms.rules.fairness import fairness
from tests import steps
from tests.factories import (
    RoomFactory,
    RoomKindFactory,
    StaffFactory,
    UserFactory,
    make_booking,
    tomorrow_at,
)

pytestmark = pytest.mark.django_db


def refused(code, verb, **kwargs):
    """A service's refusal, which leaves no booking behind."""
    before = Booking.objects.count()
    error = steps.refused(code, verb, **kwargs)
    assert Booking.objects.count() == before
    return error


def book(room=None, span=None, user=None, **kwargs):
    user = user or UserFactory()
    return services.book_room(room=room or RoomFactory(), span=span or tomorrow_at(10), user=user, by=user, **kwargs)


@pytest.mark.parametrize(
    ("code", "span"),
    [
        ("end_before_start", Span(tomorrow_at(11).start, tomorrow_at(10).start)),
        ("past", tomorrow_at(10, days=-1)),
        ("too_early", tomorrow_at(10, days=30)),
        ("off_grid", tomorrow_at(10, 10)),
        ("off_grid", tomorrow_at(10, 0, 0.75)),
        ("outside_hours", tomorrow_at(7)),
        ("outside_hours", tomorrow_at(21, 30)),
        ("too_short", tomorrow_at(10, 0, 0.25)),
        ("too_long", tomorrow_at(10, 0, 3)),
    ],
)
def test_a_span_that_breaks_a_rule_is_refused(code, span):
    refused(code, book, span=span)


def test_a_late_booking_is_refused_where_the_room_wants_notice():
    refused("too_late", book, room=RoomFactory(notice_minutes=60 * 72), span=tomorrow_at(10))


def test_a_walk_in_room_cannot_be_booked():
    refused("walk_in_only", book, room=RoomFactory(mode=Room.Mode.WALK_IN))


@pytest.mark.parametrize("party_size", [0, 5])
def test_a_party_must_fit_the_room(party_size):
    refused("over_capacity", book, room=RoomFactory(capacity=4), party_size=party_size)


def test_age_is_judged_on_the_day_of_the_booking():
    room = RoomFactory(minimum_age=16)
    day = today() + DAY
    refused("too_young", book, room=room, user=UserFactory(birth_date=day.replace(year=day.year - 16) + DAY))
    assert book(room=room, user=UserFactory(birth_date=date(1960, 5, 1)))


def test_a_childrens_room_wants_a_guardian():
    room = RoomFactory(guardian_below=14)
    refused("guardian_needed", book, room=room)
    assert book(room=room, with_guardian=True).with_guardian


def test_taken_names_the_nearest_free_times():
    booking = make_booking()
    error = refused("taken", book, room=booking.room, span=booking.span)
    assert [a.span.start for a in error.details["alternatives"]][:2] == [
        booking.starts_at - timedelta(hours=1),
        booking.starts_at + timedelta(hours=1),
    ]


def test_cleaning_time_is_held_after_a_booking():
    booking = make_booking(room=RoomFactory(buffer_minutes=30))
    refused("taken", book, room=booking.room, span=tomorrow_at(11))
    assert book(room=booking.room, span=tomorrow_at(11, 30))


def test_active_bookings_are_limited_for_each_kind_of_room():
    kind = RoomKindFactory(max_active_bookings=1)
    user = UserFactory()
    make_booking(room=RoomFactory(kind=kind), user=user)
    refused("quota_active", book, room=RoomFactory(kind=kind), span=tomorrow_at(15), user=user)
    assert book(span=tomorrow_at(15), user=user)


def test_hours_a_week_are_limited_for_each_kind_of_room():
    kind = RoomKindFactory(max_hours_per_week=1)
    user = UserFactory()
    booking = make_booking(room=RoomFactory(kind=kind), user=user)
    refused(
        "quota_hours",
        book,
        room=booking.room,
        span=Span(booking.ends_at, booking.ends_at + timedelta(hours=1)),
        user=user,
    )


def test_missed_bookings_suspend_until_staff_forgive_one():
    user = UserFactory()
    BookingPolicy(strikes=2, strike_days=30, suspension_days=7).save()
    strikes = [Strike.objects.create(user=user, booking=make_booking(user=user)) for _ in range(2)]
    refused("suspended", book, user=user)
    services.forgive_strike(strike=strikes[0], by=StaffFactory())
    assert book(user=user)


def test_a_suspension_ends_by_itself():
    user = UserFactory()
    BookingPolicy(strikes=1, strike_days=30, suspension_days=7).save()
    Strike.objects.create(user=user, booking=make_booking(user=user), at=timezone.now() - 8 * DAY)
    assert fairness(user, RoomKindFactory(), timezone.now()).suspended_until is None


def test_only_the_desk_books_for_others_and_for_people_without_a_login():
    refused(
        "not_yours", services.book_room, room=RoomFactory(), span=tomorrow_at(10), user=UserFactory(), by=UserFactory()
    )
    booking = services.book_room(
        room=RoomFactory(),
        span=tomorrow_at(10),
        by=StaffFactory(),
        contact_name="阿依古丽·买买提",
        contact_phone="13900000000",
    )
    assert (booking.user, booking.contact_name) == (None, "阿依古丽·买买提")


def test_approval_holds_the_slot_and_declining_frees_it():
    room = RoomFactory(needs_approval=True)
    booking = book(room=room)
    assert booking.state == Booking.State.REQUESTED
    refused("taken", book, room=room)
    services.decline_booking(booking=booking, by=StaffFactory(), reason="设备检修")
    assert book(room=room)
    assert Message.objects.filter(user=booking.user, kind="booking_declined", body__contains="设备检修").exists()


def test_a_change_keeps_the_old_time_until_the_new_one_is_won():
    room = RoomFactory()
    mine, other = book(room=room), book(room=room, span=tomorrow_at(14))
    refused("taken", services.change_time, booking=mine, span=other.span, by=mine.user)
    refused("taken", book, room=room, span=mine.span)
    services.change_time(booking=mine, span=tomorrow_at(10, 30), by=mine.user)
    mine.refresh_from_db()
    assert mine.span == tomorrow_at(10, 30)


def test_a_booking_is_cancelled_by_its_owner_before_the_deadline_only(come_to):
    booking, soon = make_booking(span=tomorrow_at(15)), make_booking()
    refused("not_yours", services.cancel_booking, booking=booking, by=UserFactory())
    come_to(soon.starts_at - timedelta(minutes=30))
    refused("not_cancellable", services.cancel_booking, booking=soon, by=soon.user)
    services.cancel_booking(booking=booking, by=booking.user)
    refused("bad_state", services.cancel_booking, booking=booking, by=booking.user)


def test_check_in_and_leaving_early_frees_the_rest(come_to):
    booking, staff = make_booking(), StaffFactory()
    come_to(booking.starts_at)
    services.check_in(booking=booking, by=staff)
    refused("bad_state", services.check_in, booking=booking, by=staff)
    services.complete_booking(booking=booking, by=staff)
    assert not Reservation.objects.held().exists()


def test_a_booking_cannot_be_checked_in_on_another_day():
    refused("not_today", services.check_in, booking=make_booking(), by=StaffFactory())


def test_time_marks_a_no_show_with_a_strike_and_offers_the_rest_on(come_to):
    booking = make_booking(span=tomorrow_at(10, hours=2))
    waiting = services.join_waiting(room=booking.room, span=booking.span, user=UserFactory())
    come_to(booking.starts_at + timedelta(minutes=20))
    services.tend_bookings()
    booking.refresh_from_db()
    waiting.refresh_from_db()
    assert (booking.state, waiting.state) == (Booking.State.NO_SHOW, Waiting.State.OFFERED)
    assert Strike.objects.get().user == booking.user
    assert waiting.span == tomorrow_at(10, 30, 1.5, days=0)


def test_time_leaves_a_booking_within_its_grace_alone(come_to):
    booking = make_booking()
    come_to(booking.starts_at + timedelta(minutes=10))
    services.tend_bookings()
    booking.refresh_from_db()
    assert booking.state == Booking.State.CONFIRMED
    refused("too_soon", services.mark_no_show, booking=booking)


def test_time_completes_what_is_over_and_declines_what_nobody_answered(come_to):
    over = make_booking()
    unanswered = make_booking(RoomFactory(needs_approval=True), span=tomorrow_at(12))
    come_to(over.starts_at)
    services.check_in(booking=over, by=StaffFactory())
    come_to(unanswered.starts_at + timedelta(minutes=1))
    services.tend_bookings()
    over.refresh_from_db()
    unanswered.refresh_from_db()
    assert (over.state, unanswered.state) == (Booking.State.COMPLETED, Booking.State.DECLINED)


def test_a_cancelled_slot_is_offered_first_come_first_and_passed_on(come_to):
    booking = make_booking()
    first, second = (services.join_waiting(room=booking.room, span=booking.span, user=UserFactory()) for _ in range(2))
    services.cancel_booking(booking=booking, by=booking.user)
    first.refresh_from_db()
    assert first.state == Waiting.State.OFFERED
    refused("taken", book, room=booking.room, span=booking.span)
    come_to(first.offer_ends_at)
    refused("offer_lapsed", services.accept_offer, waiting=first, by=first.user)
    services.tend_bookings()
    second.refresh_from_db()
    taken = services.accept_offer(waiting=second, by=second.user)
    assert taken.span == booking.span
    assert Message.objects.filter(user=first.user, kind="waiting_lapsed").exists()


def test_nobody_waits_for_what_is_free_or_twice():
    booking = make_booking()
    user = UserFactory()
    refused("is_free", services.join_waiting, room=booking.room, span=tomorrow_at(15), user=user)
    services.join_waiting(room=booking.room, span=booking.span, user=user)
    refused("already_waiting", services.join_waiting, room=booking.room, span=booking.span, user=user)


def test_someone_who_leaves_passes_the_offer_on():
    booking = make_booking()
    first, second = (services.join_waiting(room=booking.room, span=booking.span, user=UserFactory()) for _ in range(2))
    services.cancel_booking(booking=booking, by=booking.user)
    refused("not_yours", services.leave_waiting, waiting=first, by=second.user)
    services.leave_waiting(waiting=first, by=first.user)
    second.refresh_from_db()
    assert second.state == Waiting.State.OFFERED


def test_a_closure_names_the_bookings_in_its_way_then_tells_their_residents():
    booking = make_booking()
    staff = StaffFactory()
    closing = {"rooms": [booking.room], "span": booking.span, "reason": "管道维修", "by": staff}
    error = refused("displaces", services.close_rooms, **closing)
    assert error.details["bookings"] == [booking]
    [closure] = services.close_rooms(**closing, displace=True)
    booking.refresh_from_db()
    assert (booking.state, booking.reason) == (Booking.State.CANCELLED, "管道维修")
    assert Message.objects.filter(user=booking.user, kind="booking_displaced").exists()
    refused("closed", book, room=booking.room, span=booking.span)
    services.reopen(closure=closure, by=staff)
    assert book(room=booking.room, span=booking.span)


def test_people_are_counted_in_and_out_and_never_below_nobody():
    room, staff = RoomFactory(), StaffFactory()
    assert services.count_people(room=room, delta=2, by=staff) == 2
    assert services.count_people(room=room, delta=-2, by=staff) == 0
    refused("nobody_inside", services.count_people, room=room, delta=-1, by=staff)


def test_history_names_who_did_it():
    booking = make_booking(room=RoomFactory(needs_approval=True))
    staff = StaffFactory()
    services.approve_booking(booking=booking, by=staff)
    assert [(h.state, h.history_user) for h in booking.history.all()] == [
        ("confirmed", staff),
        ("requested", booking.user),
    ]
