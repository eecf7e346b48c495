"""What each verb owes besides its change: locks in the one order, a second look, a signature, and a word to who it is.

A booking is taken through every state here; what the verbs refuse otherwise stands in the tests of each.
"""

from datetime import timedelta

import pytest

from community.models import Message, OutgoingText
from community.ranges import DAY, today
from rooms import services
from rooms.models import Booking, BookingPolicy, Closure, Reservation, Room, Strike, Waiting
from rooms.rules.nearest import Alternative
from rooms.services.reminders import remind
from tests.factories import RoomFactory, StaffFactory, UserFactory, make_booking, tomorrow_at
from tests.locking import locked
from tests.steps import refused

pytestmark = pytest.mark.django_db

USER, ROOM, BOOKING, WAITING = "community_user", "rooms_room", "rooms_booking", "rooms_waiting"


@pytest.fixture
def staff():
    return StaffFactory(name="王芳")


def asked_booking(come_to, **kwargs) -> Booking:
    """A booking whose resident was asked an hour before whether they come."""
    booking = make_booking(**kwargs)
    come_to(booking.starts_at - timedelta(minutes=50))
    remind(booking=booking, kind="booking_soon")
    return booking


def requested() -> Booking:
    return make_booking(RoomFactory(needs_approval=True))


def due(come_to, minutes: int = 0) -> Booking:
    """A booking that began so many minutes ago."""
    booking = make_booking()
    come_to(booking.starts_at + timedelta(minutes=minutes))
    return booking


def inside(come_to) -> Booking:
    booking = due(come_to)
    return services.check_in(booking=booking, by=StaffFactory())


def move(booking, by):
    return services.change_time(booking=booking, span=tomorrow_at(15), by=by)


def resize(booking, by):
    return services.change_details(booking=booking, party_size=1, purpose="练字", with_guardian=True, by=by)


# How a booking comes to where a verb takes it, the verb, the kind of message that its resident gets, and the state.
VERBS = {
    "change_time": (lambda come_to: make_booking(), move, "booking_moved", "confirmed"),
    "change_details": (lambda come_to: make_booking(), resize, "booking_changed", "confirmed"),
    "cancel": (lambda come_to: make_booking(), services.cancel_booking, "booking_cancelled", "cancelled"),
    "approve": (lambda come_to: requested(), services.approve_booking, "booking_confirmed", "confirmed"),
    "decline": (
        lambda come_to: requested(),
        lambda booking, by: services.decline_booking(booking=booking, by=by, reason="检修"),
        "booking_declined",
        "declined",
    ),
    "check_in": (due, services.check_in, "", "checked_in"),
    "undo_check_in": (inside, services.undo_check_in, "", "confirmed"),
    "complete": (inside, services.complete_booking, "", "completed"),
    "no_show": (lambda come_to: due(come_to, 15), services.mark_no_show, "booking_no_show", "no_show"),
}


@pytest.mark.parametrize("name", VERBS)
def test_the_desks_verbs_lock_sign_and_tell(come_to, staff, name):
    made, verb, kind, state = VERBS[name]
    booking = made(come_to)
    Message.objects.all().delete()
    assert locked(lambda: verb(booking=booking, by=staff)) == [USER, ROOM, BOOKING]
    fresh = Booking.objects.get(pk=booking.pk)
    assert (fresh.state, fresh.history.first().history_user) == (state, staff)
    assert list(Message.objects.values_list("user", "kind")) == ([(booking.user_id, kind)] if kind else [])


def test_whoever_is_declined_reads_why(staff):
    services.decline_booking(booking=requested(), by=staff, reason="检修")
    assert "原因：检修" in Message.objects.get(kind="booking_declined").body


@pytest.mark.parametrize("name", VERBS)
def test_what_was_read_before_the_lock_is_looked_at_again(come_to, staff, name):
    made, verb, *_rest = VERBS[name]
    booking = made(come_to)
    meanwhile = {"confirmed": "declined", "requested": "cancelled", "checked_in": "no_show"}[booking.state]
    Booking.objects.filter(pk=booking.pk).update(state=meanwhile)
    refused("bad_state", verb, booking=booking, by=staff)
    assert Booking.objects.get(pk=booking.pk).state == meanwhile


@pytest.mark.parametrize("name", ["cancel", "decline", "no_show", "complete"])
def test_what_ends_releases_the_room_and_offers_it_on(come_to, staff, name):
    made, verb, *_rest = VERBS[name]
    booking = made(come_to)
    wish = Waiting.objects.create(room=booking.room, during=booking.span.range, user=UserFactory())
    verb(booking=booking, by=staff)
    wish.refresh_from_db()
    assert Reservation.objects.get(pk=booking.reservation_id).released_at
    assert wish.state == Waiting.State.OFFERED


@pytest.mark.parametrize(("name", "kept"), [("check_in", True), ("undo_check_in", False)])
def test_when_somebody_came_is_kept_until_it_is_undone(come_to, staff, name, kept):
    made, verb, *_rest = VERBS[name]
    booking = made(come_to)
    verb(booking=booking, by=staff)
    came = Booking.objects.get(pk=booking.pk).checked_in_at
    assert came == (booking.starts_at if kept else None)


@pytest.mark.parametrize(
    ("verb", "coming", "state"), [("say_coming", True, "confirmed"), ("say_not_coming", False, "cancelled")]
)
def test_an_answer_locks_and_is_signed_by_who_gave_it(come_to, verb, coming, state):
    booking = asked_booking(come_to)
    answer = getattr(services, verb)
    assert locked(lambda: answer(booking=booking, by=booking.user)) == [USER, ROOM, BOOKING]
    fresh = Booking.objects.get(pk=booking.pk)
    assert (fresh.state, bool(fresh.coming_at), fresh.history.first().history_user) == (state, coming, booking.user)
    assert Message.objects.filter(user=booking.user, kind="booking_cancelled").exists() is not coming
    Booking.objects.filter(pk=booking.pk).update(state="declined")
    refused("bad_state", answer, booking=booking, by=booking.user)


def test_a_reminder_locks_and_is_sent_once_by_two_workers(come_to):
    booking = make_booking()
    come_to(booking.starts_at - timedelta(minutes=50))
    assert locked(lambda: remind(booking=booking, kind="booking_soon")) == [USER, ROOM, BOOKING]
    remind(booking=booking, kind="booking_soon")
    assert Message.objects.filter(kind="booking_soon").count() == 1
    assert Booking.objects.get(pk=booking.pk).asked_at is not None


def test_a_booking_locks_its_resident_before_its_room():
    user, room = UserFactory(), RoomFactory()
    assert locked(lambda: make_booking(room, user)) == [USER, ROOM]
    assert Booking.objects.get().history.get().history_user == user
    assert Message.objects.get(user=user).kind == "booking_confirmed"


def test_a_wish_its_offer_and_its_end_lock_in_the_same_order(come_to):
    booking = make_booking()
    user = UserFactory()
    assert locked(lambda: services.join_waiting(room=booking.room, span=booking.span, user=user)) == [USER, ROOM]
    services.cancel_booking(booking=booking, by=booking.user)
    wish = Waiting.objects.get()
    assert Message.objects.get(user=user).kind == "waiting_offer"
    assert locked(lambda: services.accept_offer(waiting=wish, by=user)) == [USER, ROOM, WAITING]
    refused("offer_lapsed", services.accept_offer, waiting=wish, by=user)
    refused("bad_state", services.leave_waiting, waiting=wish, by=user)
    taken = Booking.objects.get(user=user)
    assert taken.history.get().history_user == user
    assert Message.objects.filter(user=user, kind="booking_confirmed").exists()
    assert Waiting.objects.get().offer is None


def test_leaving_the_line_and_lapsing_lock_too(come_to):
    booking = make_booking()
    first, second = (services.join_waiting(room=booking.room, span=booking.span, user=UserFactory()) for _ in range(2))
    assert locked(lambda: services.leave_waiting(waiting=first, by=first.user)) == [USER, ROOM, WAITING]
    come_to(booking.ends_at)
    assert locked(services.tend_bookings)[:3] == [USER, ROOM, BOOKING]
    second.refresh_from_db()
    assert second.state == Waiting.State.LAPSED


def test_a_closure_locks_whoever_is_in_its_way_and_is_signed(staff):
    booking = make_booking()
    closing = {"rooms": [booking.room], "span": booking.span, "reason": "刷墙", "by": staff, "displace": True}
    assert locked(lambda: services.close_rooms(**closing)) == [USER, ROOM]
    closure = Closure.objects.get()
    assert (closure.created_by, closure.history.get().history_user) == (staff, staff)
    assert Booking.objects.get().history.first().history_user == staff
    other = StaffFactory()
    assert locked(lambda: services.reopen(closure=closure, by=other)) == [ROOM]
    assert closure.history.first().history_user == other


def test_giving_up_a_series_locks_its_residents_its_rooms_and_its_dates(staff):
    room = RoomFactory()
    series = services.book_series(
        choices=[Alternative(room, tomorrow_at(10))], until=today() + 9 * DAY, by=staff, user=UserFactory()
    )
    giving_up = {"series": series, "first_day": today(), "by": staff}
    assert locked(lambda: services.cancel_series(**giving_up)) == [USER, ROOM, BOOKING]


def test_heads_stars_and_strikes_lock_their_row(staff):
    room, user = RoomFactory(mode=Room.Mode.WALK_IN), UserFactory()
    assert locked(lambda: services.count_people(room=room, delta=1, by=staff))[0] == ROOM
    assert locked(lambda: services.keep_favourite(room=room, user=user)) == [USER]
    strike = Strike.objects.create(user=user, booking=make_booking(user=user))
    assert locked(lambda: services.forgive_strike(strike=strike, by=staff)) == ["rooms_strike"]
    assert strike.history.first().history_user == staff


def test_a_strike_is_forgiven_once(come_to, staff):
    booking = make_booking()
    strike = Strike.objects.create(user=booking.user, booking=booking)
    first = services.forgive_strike(strike=strike, by=staff).forgiven_at
    come_to(booking.starts_at)
    assert services.forgive_strike(strike=strike, by=staff).forgiven_at == first


def test_a_room_is_changed_under_the_name_of_who_does_it(staff):
    room = RoomFactory()
    token = room.feed_token
    room.name = "三号琴房"
    services.save_room(room=room, by=staff)
    services.reset_room_feed(room=room, by=staff)
    assert [each.history_user for each in room.history.all()[:2]] == [staff, staff]
    assert Room.objects.get().feed_token != token


@pytest.mark.parametrize(("phone", "texts"), [("13900000000", 1), ("", 0)])
def test_who_has_no_login_is_texted_where_there_is_a_number(staff, phone, texts):
    booking = services.book_room(
        room=RoomFactory(), span=tomorrow_at(10), by=staff, contact_name=" 阿依古丽 ", contact_phone=phone
    )
    assert (booking.contact_name, booking.created_by) == ("阿依古丽", staff)
    assert OutgoingText.objects.filter(phone=phone or "x").count() == texts
    services.cancel_booking(booking=booking, by=staff)
    assert OutgoingText.objects.filter(phone=phone or "x").count() == 2 * texts


def test_who_missed_without_a_login_has_no_strike(come_to, staff):
    booking = services.book_room(room=RoomFactory(), span=tomorrow_at(10), by=staff, contact_name="阿依古丽")
    come_to(booking.check_in_by)
    services.mark_no_show(booking=booking)
    assert not Strike.objects.exists()


def test_a_suspension_is_told_until_when(come_to):
    user = UserFactory()
    BookingPolicy(strikes=1, strike_days=30, suspension_days=7).save()
    missed = make_booking(user=user)
    come_to(missed.check_in_by)
    services.mark_no_show(booking=missed)
    error = refused("suspended", make_booking, user=user, span=tomorrow_at(10))
    assert f"{missed.check_in_by.astimezone() + 7 * DAY:%Y-%m-%d}" in str(error.message)


def test_a_smaller_room_names_those_that_are_too_many_or_all_together(staff):
    room = RoomFactory(capacity=8, mode=Room.Mode.PLACES)
    large, small = (make_booking(room, span=tomorrow_at(hour), party_size=size) for hour, size in ((10, 5), (12, 2)))
    make_booking(RoomFactory(capacity=8), span=tomorrow_at(10), party_size=8)
    room.capacity = 4
    assert refused("capacity_promised", services.save_room, room=room, by=staff).details["bookings"] == [large]
    services.cancel_booking(booking=large, by=staff)
    also = make_booking(room, span=tomorrow_at(12), party_size=3)
    assert refused("capacity_promised", services.save_room, room=room, by=staff).details["bookings"] == [small, also]
    room.capacity = 5
    services.save_room(room=room, by=staff)
