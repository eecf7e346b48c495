"""Who may do what, and to whom it does not apply: each refusal of the services, and what it leaves as it was."""

import uuid
from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError
from django.utils import translation
from django.utils.translation import gettext_lazy

from community.models import Message, OutgoingText
from community.ranges import DAY, Span, at
from rooms import services
from rooms.models import Booking, BookingPolicy, Closure, HeadCount, Reservation, Room, Strike, Waiting
from rooms.rules.availability import free_places, why_taken
from rooms.rules.diary import Diary, PlannedSession
from rooms.rules.nearest import Alternative
from rooms.rules.series import plan_series
from rooms.services import ledger, tending
from rooms.services.reminders import remind
from tests.factories import RoomFactory, RoomKindFactory, StaffFactory, UserFactory, make_booking, span_on
from tests.steps import free_starts, refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_nine")]

TODAY = date(2026, 11, 24)  # a Tuesday
TOMORROW = TODAY + DAY
MINUTE = timedelta(minutes=1)


@pytest.fixture
def staff():
    return StaffFactory()


def wait(booking: Booking, **changes) -> Waiting:
    wish = {"room": booking.room, "span": booking.span, "user": UserFactory()} | changes
    return services.join_waiting(**wish)


def state_of(wish: Waiting) -> str:
    return Waiting.objects.get(pk=wish.pk).state


# Booking and moving


def test_the_desk_books_and_moves_for_others_past_their_share_and_its_own_within_it(staff):
    room = RoomFactory(kind=RoomKindFactory(max_active_bookings=1), needs_approval=True)
    user = UserFactory()
    for hour in (10, 12):
        booking = services.book_room(room=room, span=span_on(TOMORROW, hour), user=user, by=staff)
    assert booking.state == Booking.State.CONFIRMED
    assert services.change_time(booking=booking, span=span_on(TOMORROW, 14), by=staff).state == "confirmed"
    assert services.book_room(room=room, span=span_on(TOMORROW, 16), user=staff, by=staff).state == "requested"
    refused("quota_active", services.book_room, room=room, span=span_on(TOMORROW, 18), user=staff, by=staff)


def test_without_a_login_a_name_is_needed(staff):
    asked = {"room": RoomFactory(), "span": span_on(TOMORROW, 10), "by": staff}
    refused("contact_needed", services.book_room, **asked, contact_name="  ")
    refused("not_yours", services.book_room, **(asked | {"by": UserFactory()}), contact_name="周平")
    assert services.book_room(**asked, contact_name="周平", purpose="练琴", party_size=1).purpose == "练琴"


def test_a_refusal_by_the_room_tells_the_share_too():
    booking = make_booking(span=span_on(TOMORROW, 10))
    other = UserFactory()
    make_booking(RoomFactory(kind=booking.room.kind), other, span_on(TOMORROW, 12))
    error = refused("taken", make_booking, booking.room, other, booking.span)
    assert error.details["share"].active == 1
    assert error.details["alternatives"]


def test_a_form_that_is_sent_again_finds_its_own_booking_alone():
    user, key = UserFactory(), uuid.uuid4()
    room = RoomFactory(capacity=3, mode=Room.Mode.PLACES)
    form = {"room": room, "span": span_on(TOMORROW, 10), "idempotency_key": key}
    first = make_booking(user=user, **form)
    assert make_booking(user=user, **form) == first
    assert make_booking(user=UserFactory(), **form) != first
    assert make_booking(user=user, **(form | {"idempotency_key": uuid.uuid4()})) != first
    assert Booking.objects.count() == 3


def test_what_the_database_refuses_otherwise_is_no_second_sending(monkeypatch):
    def broken(*_args, **_kwargs):
        raise IntegrityError("something else")

    user, key = UserFactory(), uuid.uuid4()
    booking = make_booking(user=user, span=span_on(TOMORROW, 10), idempotency_key=key)
    monkeypatch.setattr("rooms.services.bookings.save_new", broken)
    with pytest.raises(IntegrityError):
        make_booking(booking.room, user, span_on(TOMORROW, 14), idempotency_key=key)


def test_a_move_keeps_the_rules_and_the_cleaning_and_is_its_owners(staff):
    room = RoomFactory(buffer_minutes=30)
    booking = make_booking(room, span=span_on(TOMORROW, 10))
    refused("not_yours", services.change_time, booking=booking, span=span_on(TOMORROW, 14), by=UserFactory())
    refused("outside_hours", services.change_time, booking=booking, span=span_on(TOMORROW, 7), by=booking.user)
    moved = services.change_time(booking=booking, span=span_on(TOMORROW, 14), by=booking.user)
    assert moved.reservation.span == Span(at(TOMORROW, time(14)), at(TOMORROW, time(15, 30)))
    assert (moved.reservation.revision, moved.reservation.places) == (1, 1)
    refused("taken", make_booking, room, span=span_on(TOMORROW, 15))
    error = refused("taken", services.change_time, booking=make_booking(room), span=span_on(TOMORROW, 14), by=staff)
    assert error.details["alternatives"]


def test_what_a_move_leaves_is_offered_on():
    booking = make_booking(span=span_on(TOMORROW, 10))
    wish = wait(booking)
    services.change_time(booking=booking, span=span_on(TOMORROW, 14), by=booking.user)
    assert state_of(wish) == Waiting.State.OFFERED


def test_the_deadline_is_kept_to_the_minute_and_does_not_bind_the_desk(come_to, staff):
    first, second, third = (make_booking(span=span_on(TOMORROW, 10)) for _ in range(3))
    come_to(first.cancel_by)
    services.change_time(booking=second, span=span_on(TOMORROW, 14), by=second.user)
    services.cancel_booking(booking=first, by=first.user, reason="生病")
    assert Booking.objects.get(pk=first.pk).reason == "生病"
    come_to(third.cancel_by + MINUTE)
    refused("not_cancellable", services.cancel_booking, booking=third, by=third.user)
    refused("not_cancellable", services.change_time, booking=third, span=span_on(TOMORROW, 14), by=third.user)
    assert services.change_time(booking=third, span=span_on(TOMORROW, 14), by=staff)
    services.cancel_booking(booking=third, by=staff)
    assert Booking.objects.get(pk=third.pk).state == Booking.State.CANCELLED


# People and purpose


def change(booking: Booking, people: int, by=None) -> Booking:
    return services.change_details(
        booking=booking, party_size=people, purpose="合奏", with_guardian=True, by=by or booking.user
    )


def test_places_are_taken_and_given_back_and_a_whole_room_stays_whole():
    room = RoomFactory(capacity=4, mode=Room.Mode.PLACES)
    booking = make_booking(room, span=span_on(TOMORROW, 10), party_size=2)
    assert change(booking, 4).reservation.places == 4
    assert change(booking, 1).reservation.places == 1
    assert free_places(room, booking.span) == 3
    whole = make_booking(RoomFactory(capacity=4), span=span_on(TOMORROW, 10), party_size=2)
    changed = change(whole, 3)
    assert (changed.reservation.places, changed.reservation.revision) == (4, 0)
    assert (changed.purpose, changed.with_guardian, changed.party_size) == ("合奏", True, 3)
    refused("over_capacity", change, whole, 5)


def test_more_places_than_are_free_are_refused_and_the_last_one_is_given():
    booking = make_booking(RoomFactory(capacity=4, mode=Room.Mode.PLACES), span=span_on(TOMORROW, 10))
    make_booking(booking.room, span=booking.span)
    refused("no_places", change, booking, 4)
    assert change(booking, 3).reservation.places == 3


def test_only_a_residents_larger_party_is_asked_for_anew(staff):
    room = RoomFactory(capacity=9, needs_approval=True)
    booking = services.approve_booking(booking=make_booking(room, party_size=4), by=staff)
    Message.objects.all().delete()
    assert change(booking, 4).state == "confirmed"
    assert change(booking, 6, by=staff).state == "confirmed"
    assert change(booking, 7).state == "requested"
    assert list(Message.objects.order_by("pk").values_list("kind", flat=True)) == [
        "booking_changed",
        "booking_requested",
    ]


def test_details_bind_at_the_very_start(come_to, staff):
    booking = make_booking(RoomFactory(capacity=4), span=span_on(TOMORROW, 10))
    come_to(booking.starts_at - MINUTE)
    assert change(booking, 2)
    come_to(booking.starts_at)
    refused("begun", change, booking, 3)
    assert change(booking, 3, by=staff).party_size == 3


# The desk


def test_a_reason_is_needed_to_decline(staff):
    booking = make_booking(RoomFactory(needs_approval=True))
    refused("reason_needed", services.decline_booking, booking=booking, by=staff, reason="  ")
    refused("bad_state", services.decline_booking, booking=make_booking(), by=staff, reason="检修")
    refused("bad_state", services.approve_booking, booking=make_booking(), by=staff)


def test_what_ends_on_time_releases_nothing_more(come_to, staff):
    booking = make_booking(span=span_on(TODAY, 9))
    services.check_in(booking=booking, by=staff)
    wish = wait(booking, span=span_on(TODAY, 9, 0.5))
    come_to(booking.ends_at)
    services.complete_booking(booking=booking, by=staff)
    assert Reservation.objects.get(pk=booking.reservation_id).released_at is None
    assert state_of(wish) == Waiting.State.WAITING


def test_who_comes_in_the_last_minute_of_grace_is_no_strike(come_to, staff):
    booking = make_booking(span=span_on(TOMORROW, 10))
    come_to(booking.check_in_by - MINUTE)
    refused("too_soon", services.mark_no_show, booking=booking, by=staff)
    come_to(booking.check_in_by)
    services.mark_no_show(booking=booking, by=staff)
    strike = Strike.objects.get()
    assert (strike.user, strike.booking, strike.at) == (booking.user, booking, booking.check_in_by)


def test_heads_are_counted_for_each_room():
    room, other, staff = RoomFactory(), RoomFactory(), StaffFactory()
    services.count_people(room=room, delta=3, by=staff)
    services.count_people(room=other, delta=1, by=staff)
    assert services.count_people(room=room, delta=-3, by=staff) == 0
    assert dict(HeadCount.objects.values_list("room", "people")) == {room.pk: 0, other.pk: 1}
    assert set(HeadCount.objects.values_list("day", flat=True)) == {TODAY}


# Closing


def test_a_closure_keeps_its_words_in_both_languages_and_its_cleaning_in_no_room(staff):
    room = RoomFactory(buffer_minutes=30, capacity=5)
    [closure] = services.close_rooms(
        rooms=[room], span=span_on(TOMORROW, 10), reason="刷墙", reason_en="Painting", by=staff
    )
    assert (closure.reason, closure.reason_en) == ("刷墙", "Painting")
    held = closure.reservation
    assert (held.span, held.places, held.whole_room, held.kind) == (span_on(TOMORROW, 10), 5, True, "closure")


def test_several_rooms_are_closed_or_none(staff):
    free, taken = RoomFactory(), RoomFactory()
    booking = make_booking(taken, span=span_on(TOMORROW, 10))
    make_booking(taken, span=span_on(TOMORROW, 12))
    closing = {"rooms": [free, taken], "span": span_on(TOMORROW, 10), "reason": "刷墙", "by": staff}
    assert refused("displaces", services.close_rooms, **closing).details["bookings"] == [booking]
    assert not Closure.objects.exists()
    services.close_rooms(**closing, displace=True)
    assert Closure.objects.count() == 2
    assert Booking.objects.active().count() == 1


def test_the_reason_of_making_way_is_read_in_ones_own_language(staff):
    booking = make_booking(user=UserFactory(language="en"), span=span_on(TOMORROW, 10))
    other = make_booking(booking.room, span=span_on(TOMORROW, 12))
    uses = [ledger.Use(booking.room, span_on(TOMORROW, 10, 3))]
    with translation.override("zh-hans"):
        rooms = services.make_way(uses=uses, by=staff, reason=gettext_lazy("Holiday"), displace=True)
    assert rooms == [booking.room]
    reasons = dict(Booking.objects.values_list("pk", "reason"))
    assert reasons == {booking.pk: "Holiday", other.pk: "节假日"}
    assert services.make_way(uses=[], by=staff, reason="", displace=False) == []


def test_who_was_offered_a_time_that_closes_is_offered_nothing_until_it_opens(staff):
    booking = make_booking(span=span_on(TOMORROW, 10))
    wish = wait(booking)
    services.cancel_booking(booking=booking, by=booking.user)
    offer = Waiting.objects.get().offer
    services.close_rooms(rooms=[booking.room], span=booking.span, reason="刷墙", by=staff)
    wish.refresh_from_db()
    assert (wish.state, wish.offer, wish.offer_ends_at) == ("waiting", None, None)
    assert Reservation.objects.get(pk=offer.pk).released_at is not None


# Waiting


def test_only_what_was_freed_is_offered_and_only_to_who_waits_for_it(staff):
    room = RoomFactory(max_minutes=240)
    booking, later = make_booking(room, span=span_on(TOMORROW, 10)), make_booking(room, span=span_on(TOMORROW, 14))
    elsewhere = make_booking(RoomFactory(), span=span_on(TOMORROW, 10))
    mine, long, others, then = (
        wait(booking),
        wait(booking, span=span_on(TOMORROW, 10, 1.5)),
        wait(elsewhere),
        wait(later),
    )
    services.cancel_booking(booking=booking, by=staff)
    assert [state_of(each) for each in (mine, long, others, then)] == ["offered", "waiting", "waiting", "waiting"]
    mine.refresh_from_db()
    assert (mine.offer.span, mine.offer.kind, mine.offer.places, mine.offer.whole_room) == (
        mine.span,
        "booking",
        1,
        True,
    )
    services.offer_freed(room=room, spans=[])
    assert state_of(then) == "waiting"


def test_a_wish_keeps_the_rules_of_a_booking():
    booking = make_booking(RoomFactory(capacity=3), span=span_on(TOMORROW, 10), party_size=3)
    for places, code in ((0, "over_capacity"), (4, "over_capacity")):
        refused(code, wait, booking, places=places)
    refused("too_early", wait, booking, span=span_on(TODAY + 15 * DAY, 10))
    refused("outside_hours", wait, booking, span=span_on(TOMORROW, 7))
    assert wait(booking, places=3).places == 3


def test_as_many_places_as_were_wished_for_are_held_and_booked(staff):
    room = RoomFactory(capacity=3, mode=Room.Mode.PLACES, buffer_minutes=30, guardian_below=14)
    booking = make_booking(room, span=span_on(TOMORROW, 10), party_size=3, with_guardian=True)
    wish = wait(booking, places=2)
    services.cancel_booking(booking=booking, by=staff)
    wish.refresh_from_db()
    assert (wish.offer.places, wish.offer.span.end) == (2, at(TOMORROW, time(11, 30)))
    refused("guardian_needed", services.accept_offer, waiting=wish, by=wish.user)
    taken = services.accept_offer(waiting=wish, by=wish.user, purpose="合奏", with_guardian=True)
    assert (taken.party_size, taken.purpose, taken.with_guardian, taken.reservation) == (2, "合奏", True, wish.offer)
    assert (taken.created_by, taken.room) == (wish.user, room)


def test_an_offer_is_its_own_and_the_desk_may_let_it_go(staff):
    booking = make_booking(span=span_on(TOMORROW, 10))
    first, second = wait(booking), wait(booking)
    services.cancel_booking(booking=booking, by=booking.user)
    first.refresh_from_db()
    refused("not_yours", services.accept_offer, waiting=first, by=staff)
    refused("offer_lapsed", services.accept_offer, waiting=second, by=second.user)
    services.leave_waiting(waiting=first, by=staff)
    assert (state_of(first), state_of(second)) == ("left", "offered")
    assert Waiting.objects.get(pk=first.pk).offer is None


@pytest.mark.parametrize(("late", "minutes"), [(0, 60), (1, 30), (30, 30), (31, None)])
def test_of_a_wish_that_has_begun_the_rest_on_the_grid_is_offered(come_to, staff, late, minutes):
    booking = make_booking(RoomFactory(grace_minutes=59), span=span_on(TOMORROW, 10))
    wish = wait(booking)
    come_to(booking.starts_at + late * MINUTE)
    services.cancel_booking(booking=booking, by=staff)
    wish.refresh_from_db()
    assert wish.state == ("offered" if minutes else "waiting")
    assert minutes is None or wish.span == Span(booking.ends_at - minutes * MINUTE, booking.ends_at)


def test_an_offer_that_has_begun_starts_in_the_minute_in_which_it_is_accepted(come_to, staff):
    booking = make_booking(RoomFactory(max_minutes=120), span=span_on(TOMORROW, 10, 2))
    wish = wait(booking)
    come_to(booking.starts_at + timedelta(minutes=-1))
    services.cancel_booking(booking=booking, by=staff)
    come_to(booking.starts_at + timedelta(minutes=7, seconds=30, microseconds=5))
    wish.refresh_from_db()
    taken = services.accept_offer(waiting=wish, by=wish.user)
    assert taken.span == Span(booking.starts_at + 7 * MINUTE, booking.ends_at)


def test_an_offer_lapses_at_its_end_and_is_told_and_an_open_one_stays(come_to, staff):
    BookingPolicy(offer_minutes=45).save()
    booking = make_booking(span=span_on(TOMORROW, 10))
    wish = wait(booking)
    services.cancel_booking(booking=booking, by=staff)
    wish.refresh_from_db()
    come_to(wish.offer_ends_at - MINUTE)
    services.tend_bookings()
    tending.lapse(wish)
    assert state_of(wish) == "offered"
    come_to(wish.offer_ends_at)
    services.tend_bookings()
    assert state_of(wish) == "lapsed"
    assert Message.objects.filter(user=wish.user, kind="waiting_lapsed").count() == 1
    assert not Reservation.objects.held().exists()


def test_a_wish_whose_time_is_over_ends_without_a_word(come_to):
    booking = make_booking(span=span_on(TOMORROW, 10))
    wish = wait(booking)
    come_to(booking.ends_at - MINUTE)
    tending.lapse(wish)
    assert state_of(wish) == "waiting"
    come_to(booking.ends_at)
    services.tend_bookings()
    assert state_of(wish) == "lapsed"
    assert not Message.objects.filter(user=wish.user).exists()


# Time


def test_time_leaves_who_came_until_the_end_and_a_request_until_the_start(come_to, staff):
    inside = make_booking(span=span_on(TOMORROW, 10))
    asked = make_booking(RoomFactory(needs_approval=True), UserFactory(language="en"), span_on(TOMORROW, 10))
    come_to(inside.starts_at - MINUTE)
    services.check_in(booking=inside, by=staff)
    services.tend_bookings()
    assert set(Booking.objects.values_list("state", flat=True)) == {"checked_in", "requested"}
    come_to(inside.ends_at - MINUTE)
    services.tend_bookings()
    assert dict(Booking.objects.values_list("pk", "state")) == {inside.pk: "checked_in", asked.pk: "declined"}
    assert "Nobody could approve it" in Booking.objects.get(pk=asked.pk).reason
    come_to(inside.ends_at)
    services.tend_bookings()
    assert Booking.objects.get(pk=inside.pk).state == "completed"


def test_one_that_fails_leaves_the_others_done(come_to, monkeypatch):
    first, second = make_booking(span=span_on(TOMORROW, 10)), make_booking(span=span_on(TOMORROW, 10))
    come_to(first.check_in_by)
    real = tending.mark_no_show

    def breaking(*, booking):
        if booking == first:
            raise RuntimeError("disk full")
        real(booking=booking)

    monkeypatch.setattr(tending, "mark_no_show", breaking)
    services.tend_bookings()
    assert dict(Booking.objects.values_list("pk", "state")) == {first.pk: "confirmed", second.pk: "no_show"}


def test_only_who_is_due_is_reminded(come_to):
    due, later = make_booking(span=span_on(TOMORROW, 10)), make_booking(span=span_on(TOMORROW, 14))
    come_to(due.starts_at - timedelta(minutes=50))
    remind(booking=later, kind="booking_soon")
    assert not Message.objects.filter(kind="booking_soon").exists()
    services.tend_bookings()
    assert Message.objects.get(kind="booking_soon").user == due.user


def test_what_was_given_up_is_free_and_has_no_name():
    room = RoomFactory()
    held = ledger.hold(room=room, span=span_on(TOMORROW, 10), places=None, kind="event", label=("年会", "Gala"))
    ledger.release(reservation=held, now=at(TODAY, time(9)))
    assert "年会" not in why_taken(room, held.span)
    assert free_places(room, held.span) == 1
    assert Diary([room], [TOMORROW]).takes(room, held.span, 1)
    assert at(TOMORROW, time(10)) in [each.start for each in free_starts(room, TOMORROW)]


# Series


def weekly(room: Room, count: int = 2) -> list[Alternative]:
    return [Alternative(room, span_on(TOMORROW + 7 * number * DAY, 10)) for number in range(count)]


def book(choices: list[Alternative], by, **changes):
    asked = {"until": TODAY + 30 * DAY, "contact_name": " 合唱团 ", "purpose": "排练"} | changes
    return services.book_series(choices=choices, by=by, **asked)


def test_a_series_is_within_a_year_and_one_day(staff):
    room = RoomFactory()
    refused("too_many", book, weekly(room, 54), staff)
    assert book(weekly(room, 53), staff).bookings.count() == 53
    night = Span(at(TOMORROW, time(21)), at(TOMORROW + DAY, time(9)))
    refused("end_before_start", plan_series, room=room, first=night, until=TOMORROW)


def test_a_series_keeps_the_rules_and_holds_what_each_date_needs(staff):
    room = RoomFactory(capacity=5, mode=Room.Mode.PLACES, buffer_minutes=30, guardian_below=14, needs_approval=True)
    series = book(weekly(room), staff, party_size=3, contact_phone="13900000000")
    assert (series.purpose, series.until, series.created_by) == ("排练", TODAY + 30 * DAY, staff)
    for booking in series.bookings.all():
        assert (booking.state, booking.party_size, booking.contact_name) == ("confirmed", 3, "合唱团")
        assert (booking.purpose, booking.contact_phone, booking.created_by) == ("排练", "13900000000", staff)
        assert (booking.reservation.places, booking.reservation.kind) == (3, "booking")
        assert booking.reservation.span.end == booking.ends_at + 30 * MINUTE
    assert OutgoingText.objects.count() == 1
    refused("over_capacity", book, weekly(room), staff, party_size=6)
    refused("outside_hours", book, [Alternative(room, span_on(TOMORROW, 7))], staff)
    assert refused("taken", book, weekly(room), staff, party_size=3, contact_name="书法社").details["alternatives"]


def test_whoever_has_the_name_of_a_group_with_a_login_is_another(staff):
    room, user = RoomFactory(capacity=9, mode=Room.Mode.PLACES), UserFactory(name="合唱团")
    book(weekly(room), staff)
    assert book(weekly(room), staff, user=user).bookings.first().user == user
    refused("twice", book, weekly(room), staff)


def test_giving_up_a_series_leaves_what_is_not_ahead_or_not_its_own(staff):
    series, user = book(weekly(RoomFactory(), 3), staff, user=UserFactory()), UserFactory()
    gone, inside, ahead = series.bookings.order_by("starts_at")
    Booking.objects.filter(pk=inside.pk).update(state="checked_in")
    Booking.objects.filter(pk=gone.pk).update(state="declined")
    other = make_booking(ahead.room, user, span=span_on(TOMORROW, 16))
    wish = wait(other)
    assert services.cancel_series(series=series, first_day=TODAY, by=staff, reason=f" {'放假' * 150} ") == 1
    assert dict(Booking.objects.values_list("pk", "state")) == {
        gone.pk: "declined", inside.pk: "checked_in", ahead.pk: "cancelled", other.pk: "confirmed",
    }  # fmt: skip
    assert Booking.objects.get(pk=ahead.pk).reason == ("放假" * 150)[:200]
    assert state_of(wish) == "waiting"


# What a plan says, the ledger and the rest


def test_a_group_that_finds_places_beside_others_meets_and_the_year_stays_provisional():
    room = RoomFactory(capacity=5, mode=Room.Mode.PLACES, advance_days=5000)
    span = span_on(date(2031, 1, 7), 10)
    ledger.hold(room=room, span=span, places=1, kind="event", label=("年会", "Gala"))
    make_booking(room, span=span, party_size=2)
    [week] = plan_series(room=room, first=span, until=span.start.date(), people=2)
    assert (week.session.is_clear, week.session.is_provisional) == (True, True)
    [week] = plan_series(room=room, first=span, until=span.start.date(), people=3)
    assert "年会" in week.session.problem
    assert week.alternative is not None


def test_a_week_that_is_skipped_is_not_clear():
    span = span_on(TOMORROW, 10)
    assert PlannedSession(span).is_clear
    assert not PlannedSession(span, day_off="国庆节").is_clear
    assert not PlannedSession(span, problem="年会").is_clear
    assert PlannedSession(span, day_off="国庆节", problem="年会").skipped == "国庆节"
    assert not PlannedSession(span, displaced=(make_booking(span=span),)).is_clear


def test_a_hold_carries_its_label_and_is_renamed():
    room = RoomFactory()
    held = ledger.hold(
        room=room, span=span_on(TOMORROW, 10), places=None, kind="class", label=("书法班", "Calligraphy"), path="/c/1/"
    )
    other = ledger.hold(room=room, span=span_on(TOMORROW, 12), places=None, kind="event", label=("年会", "Gala"))
    ledger.rename(Reservation.objects.filter(pk=held.pk), label=("国画班", "Painting"))
    assert list(Reservation.objects.order_by("pk").values_list("label", "label_en", "path")) == [
        ("国画班", "Painting", "/c/1/"),
        ("年会", "Gala", ""),
    ]
    ledger.release_many(reservations=[held], now=at(TODAY, time(9)))
    assert list(Reservation.objects.held()) == [other]
    refused("taken", ledger.hold_many, uses=[ledger.Use(room, other.span)], kind="event")
    [many] = ledger.hold_many(uses=[ledger.Use(room, held.span)], kind="event")
    assert (many.places, many.whole_room, many.kind) == (1, True, "event")


def test_a_login_that_goes_leaves_only_strikes_that_count(come_to):
    BookingPolicy(strike_days=30).save()
    user, other = UserFactory(), UserFactory()
    for days, owner in ((30, user), (29, user), (1, other)):
        booking = make_booking(user=owner, span=span_on(TOMORROW, 10))
        Strike.objects.create(user=owner, booking=booking, at=at(TODAY, time(9)) - days * DAY)
    services.leave_strikes(user=user)
    assert Strike.objects.filter(user=None).count() == 1
    assert other.strikes.count() == 1
    services.take_up_strikes(user=other)
    assert (other.strikes.count(), user.strikes.count()) == (1, 1)  # the one that counts no more goes with the login
    services.take_up_strikes(user=user)
    assert user.strikes.filter(phone_hash="").count() == 2
    services.leave_strikes(user=user)
    assert services.forget_strikes() == 0
    come_to(at(TODAY + DAY, time(9)))
    assert services.forget_strikes() == 1
    assert Strike.objects.count() == 2
