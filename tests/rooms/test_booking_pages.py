"""Booking as a resident meets it: the form, its refusals, the booking's page, moving and cancelling."""

import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.ranges import Span, wall_clock
from rooms import services
from rooms.models import Booking, Reservation, Room, Strike
from tests.factories import RoomFactory, StaffFactory, UserFactory, make_booking, starting_now, tomorrow_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory()


@pytest.fixture
def resident(client, user):
    client.force_login(user)
    return client


@pytest.fixture
def room():
    return RoomFactory(slug="music", capacity=4)


def asked(span: Span, **changes) -> dict[str, object]:
    """The form as a browser sends it."""
    times = {"start": wall_clock(span.start), "end": wall_clock(span.end)}
    return times | {"party_size": 2, "purpose": "古筝练习", "form_key": str(uuid.uuid4())} | changes


def book(client: Client, room: Room, span: Span, **changes):
    return client.post(reverse("book_room", args=[room.slug]), asked(span, **changes))


# Booking


def test_anonymous_readers_log_in_first_and_come_back(client, room):
    path = f"{reverse('book_room', args=[room.slug])}?start=2026-11-27T14:00"
    response = client.get(path)
    assert response.status_code == 302
    assert response.url.startswith(reverse("log_in"))
    assert "next=/rooms/music/book/%3Fstart%3D" in response.url


def test_the_form_opens_on_the_slot_that_was_tapped(resident, room):
    span = tomorrow_at(14)
    response = resident.get(reverse("book_room", args=[room.slug]), {"start": wall_clock(span.start)})
    page = response.content.decode()
    assert response.status_code == 200
    assert f'<option value="{wall_clock(span.start)}" selected' in page
    assert re.search(rf'value="{wall_clock(span.end)}"[^>]* checked', page)


def test_only_ends_that_are_free_and_allowed_are_offered(resident, room):
    make_booking(room, span=tomorrow_at(15))
    response = resident.get(reverse("book_room", args=[room.slug]), {"start": wall_clock(tomorrow_at(14).start)})
    ends = [value for value, label in response.context["form"].fields["end"].widget.choices]
    assert ends == [wall_clock(tomorrow_at(14, 30).start), wall_clock(tomorrow_at(15).start)]
    assert wall_clock(tomorrow_at(15).start) not in dict(response.context["form"].fields["start"].widget.choices)


def test_a_post_books_and_leads_to_the_pass(resident, user, room):
    response = book(resident, room, tomorrow_at(14))
    booking = Booking.objects.get()
    assert response.url == reverse("booking", args=[booking.ref])
    assert (booking.user, booking.span, booking.party_size) == (user, tomorrow_at(14), 2)
    assert booking.purpose == "古筝练习"
    assert booking.state == Booking.State.CONFIRMED


def test_a_room_with_approval_is_asked_for(resident, room):
    Room.objects.update(needs_approval=True)
    book(resident, room, tomorrow_at(14))
    assert Booking.objects.get().state == Booking.State.REQUESTED


@pytest.mark.parametrize("mode", Room.Mode.values[:2])
def test_the_same_form_sent_twice_books_once(resident, room, mode):
    Room.objects.update(mode=mode)
    form = asked(tomorrow_at(14))
    answers = [resident.post(reverse("book_room", args=[room.slug]), form) for _ in range(2)]
    assert Booking.objects.count() == 1
    assert answers[0].url == answers[1].url


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_many_times_at_once_books_once(user):
    room = RoomFactory(slug="tables", capacity=10, mode=Room.Mode.PLACES)
    form = asked(tomorrow_at(14))

    def send(_: int) -> str:
        browser = Client()
        browser.force_login(user)
        try:
            return browser.post(reverse("book_room", args=[room.slug]), form).url
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        answers = set(pool.map(send, range(6)))
    assert answers == {reverse("booking", args=[Booking.objects.get().ref])}


def test_a_form_changed_after_going_back_is_another_booking(resident, room):
    form = asked(tomorrow_at(14))
    resident.post(reverse("book_room", args=[room.slug]), form)
    later = {name: value for name, value in asked(tomorrow_at(17)).items() if name in ("start", "end")}
    resident.post(reverse("book_room", args=[room.slug]), form | later)
    assert Booking.objects.count() == 2


def test_two_people_with_one_form_key_do_not_meet(resident, room):
    Room.objects.update(mode=Room.Mode.PLACES)
    form = asked(tomorrow_at(14))
    resident.post(reverse("book_room", args=[room.slug]), form)
    resident.force_login(UserFactory())
    resident.post(reverse("book_room", args=[room.slug]), form)
    assert Booking.objects.count() == 2


def test_without_javascript_a_button_lists_the_ends_and_keeps_what_was_typed(resident, room):
    response = book(resident, room, tomorrow_at(16, hours=0), show="1")
    page = response.content.decode()
    assert response.status_code == 200
    assert not Booking.objects.exists()
    assert "古筝练习" in page
    assert wall_clock(tomorrow_at(17).start) in page


def test_the_page_tells_the_limits_before_they_hurt(resident, user, room):
    make_booking(room, user, tomorrow_at(9, hours=2, days=2))
    response = resident.get(
        reverse("book_room", args=[room.slug]), {"start": wall_clock(tomorrow_at(14, days=2).start)}
    )
    share = response.context["share"]
    assert (share.active, share.max_active, share.hours_used, share.max_hours) == (1, 3, 2, 6)


def test_a_suspended_resident_sees_until_when(resident, user, room):
    for hour in (9, 11, 13):
        Strike.objects.create(user=user, booking=make_booking(room, user, tomorrow_at(hour)))
    response = resident.get(reverse("book_room", args=[room.slug]))
    assert response.context["share"].suspended_until
    assert "booking-form" not in response.content.decode()


@pytest.mark.parametrize("path", ["/rooms/none/book/", "/rooms/none/wait/"])
def test_an_unknown_room_is_not_found(resident, path):
    assert resident.get(path).status_code == 404


def test_the_booking_form_refuses_other_methods(resident, room):
    assert resident.put(reverse("book_room", args=[room.slug])).status_code == 405


@pytest.mark.parametrize(
    "query", ["start=yesterday", "start=9999-99-99T99:99", "date=2026-02-30", "date=x", "start=%00"]
)
def test_a_senseless_address_still_gives_a_form(resident, room, query):
    assert resident.get(f"{reverse('book_room', args=[room.slug])}?{query}").status_code in (200, 400)


# Refusals


def refusals():
    day = timedelta(days=1)
    yield "end before start", Span(tomorrow_at(14).end, tomorrow_at(14).start), {}
    yield "empty", tomorrow_at(14, hours=0), {}
    yield "off the grid", tomorrow_at(14, 7), {}
    yield "past", Span(tomorrow_at(14).start - 3 * day, tomorrow_at(14).end - 3 * day), {}
    yield "too far ahead", tomorrow_at(14, days=40), {}
    yield "outside hours", tomorrow_at(5), {}
    yield "past closing", tomorrow_at(21, 30), {}
    yield "too long", tomorrow_at(9, hours=8), {}
    yield "for days", tomorrow_at(9, hours=400), {}
    yield "too many people", tomorrow_at(14), {"party_size": 5}
    yield "far too many people", tomorrow_at(14), {"party_size": 10**30}
    yield "nobody", tomorrow_at(14), {"party_size": 0}
    yield "no number", tomorrow_at(14), {"party_size": "两个人"}
    yield "no time", tomorrow_at(14), {"start": "", "end": ""}
    yield "senseless time", tomorrow_at(14), {"start": "soon"}
    yield "the year one", tomorrow_at(14), {"start": "0001-01-01T00:00"}
    yield "the year 9999", tomorrow_at(14), {"end": "9999-12-31T23:59"}
    yield "a long purpose", tomorrow_at(14), {"purpose": "琴" * 201}
    yield "a changed form key", tomorrow_at(14), {"form_key": "mine"}


@pytest.mark.parametrize(("span", "changes"), [pytest.param(s, c, id=name) for name, s, c in refusals()])
def test_a_bad_request_is_told_on_the_form_and_changes_nothing(resident, room, span, changes):
    response = book(resident, room, span, **{"purpose": "古筝练习"} | changes)
    page = response.content.decode()
    assert response.status_code == 422
    assert 'id="refusal"' in page or "invalid-feedback" in page or "alert-danger" in page
    assert str(changes.get("purpose", "古筝练习")) in page
    assert not Booking.objects.exists()
    assert not Reservation.objects.exists()


@pytest.mark.parametrize("field", ["start", "end", "party_size", "purpose", "form_key"])
def test_null_bytes_are_refused(resident, room, field):
    assert book(resident, room, tomorrow_at(14), **{field: "a\x00b"}).status_code in (400, 422)
    assert not Booking.objects.exists()


def test_ten_megabytes_are_refused(resident, room):
    assert book(resident, room, tomorrow_at(14), purpose="琴" * 3_500_000).status_code == 400
    assert not Booking.objects.exists()


def test_a_closure_is_told_with_its_reason(resident, room):
    services.close_rooms(rooms=[room], span=tomorrow_at(12, hours=5), reason="粉刷墙面", by=StaffFactory())
    response = book(resident, room, tomorrow_at(14))
    assert response.status_code == 422
    assert "粉刷墙面" in response.content.decode()


def test_a_full_share_is_told(resident, user, room):
    for hour in (9, 11, 13):
        make_booking(room, user, tomorrow_at(hour))
    response = book(resident, room, tomorrow_at(16))
    assert response.status_code == 422
    assert Booking.objects.count() == 3


def test_a_walk_in_room_needs_no_booking(resident, room):
    Room.objects.update(mode=Room.Mode.WALK_IN)
    assert resident.get(reverse("book_room", args=[room.slug])).status_code == 200
    assert book(resident, room, tomorrow_at(14)).status_code == 422


def test_a_guardian_must_be_ticked_where_children_need_one(resident, room):
    Room.objects.update(guardian_below=12)
    assert book(resident, room, tomorrow_at(14)).status_code == 422
    assert book(resident, room, tomorrow_at(14), with_guardian="on").status_code == 302


def test_the_loser_of_a_race_gets_the_nearest_free_times(resident, room):
    make_booking(room, span=tomorrow_at(14))
    response = book(resident, room, tomorrow_at(14))
    page = response.content.decode()
    assert response.status_code == 409
    assert "古筝练习" in page
    assert f"start={wall_clock(tomorrow_at(13).start).replace(':', '%3A')}" in page
    assert reverse("join_waiting", args=[room.slug]) in page
    assert Booking.objects.count() == 1


def test_a_missing_csrf_token_is_refused(user, room):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    assert book(client, room, tomorrow_at(14)).status_code == 403
    stale = "a" * 64
    assert book(client, room, tomorrow_at(14), csrfmiddlewaretoken=stale).status_code == 403
    assert not Booking.objects.exists()


# My bookings


def open_my_bookings(client: Client) -> str:
    return client.get(reverse("my_bookings")).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_my_bookings_needs_the_same_queries_for_any_number_of_rows(
    resident, user, room, django_assert_num_queries, rows
):
    for hour in (9, 11, 13)[:rows]:
        services.cancel_booking(booking=make_booking(room, user, tomorrow_at(hour)), by=user)
        make_booking(room, user, tomorrow_at(hour))
    open_my_bookings(resident)
    with django_assert_num_queries(6):
        page = open_my_bookings(resident)
    assert page.count("booking-state") >= 2 * rows


def test_my_bookings_are_mine_alone(resident, user, room):
    mine, other = make_booking(room, user), make_booking(room, span=tomorrow_at(16))
    page = open_my_bookings(resident)
    assert mine.ref in page
    assert other.ref not in page


def test_earlier_bookings_come_in_pages(resident, user, room):
    for _ in range(11):
        services.cancel_booking(booking=make_booking(room, user), by=user)
    assert len(resident.get(reverse("my_bookings")).context["past"]) == 10
    assert len(resident.get(reverse("my_bookings"), {"page": 2}).context["past"]) == 1
    assert resident.get(reverse("my_bookings"), {"page": "x"}).status_code == 200


def test_my_bookings_shows_the_feed_address(resident, user):
    assert user.calendar_token in open_my_bookings(resident)


@pytest.mark.parametrize("name", ["my_bookings", "booking", "booking_qr", "booking_ics"])
def test_pages_to_read_refuse_posts_and_strangers(client, resident, user, room, name):
    args = [] if name == "my_bookings" else [make_booking(room, user).ref]
    assert resident.post(reverse(name, args=args)).status_code == 405
    client.logout()
    assert client.get(reverse(name, args=args)).status_code == 302


# One booking


BOOKING_PAGES = ["booking", "booking_qr", "booking_ics", "change_booking", "cancel_booking"]


@pytest.mark.parametrize("name", BOOKING_PAGES)
def test_a_booking_is_for_its_owner_and_the_desk(client, user, room, name):
    path = reverse(name, args=[make_booking(room, user).ref])
    for reader, status in ((user, 200), (StaffFactory(), 200), (UserFactory(), 404)):
        client.force_login(reader)
        assert client.get(path).status_code == status


@pytest.mark.parametrize("name", BOOKING_PAGES)
def test_a_tampered_reference_is_not_found(resident, user, room, name):
    ref = make_booking(room, user).ref
    for tampered in (ref[:-1], ref + "0", ref[:-1] + ("0" if ref[-1] != "0" else "1"), "' OR 1=1", "预约"):
        assert resident.get(reverse(name, args=[tampered])).status_code == 404


def test_the_pass_is_a_picture_of_the_check_in_address(resident, user, room):
    response = resident.get(reverse("booking_qr", args=[make_booking(room, user).ref]))
    assert response["Content-Type"] == "image/svg+xml"
    assert b"<svg" in response.content
    assert b"style=" not in response.content


@pytest.mark.parametrize("state", Booking.State.values)
def test_the_booking_page_reads_in_every_state(resident, user, room, state):
    booking = make_booking(room, user)
    Booking.objects.update(state=state)
    page = resident.get(reverse("booking", args=[booking.ref])).content.decode()
    may_change = state in ("requested", "confirmed")
    assert (reverse("cancel_booking", args=[booking.ref]) in page) == may_change
    assert (reverse("booking_qr", args=[booking.ref]) in page) == (state in ("confirmed", "checked_in"))


# Moving


def move(client: Client, booking: Booking, span: Span):
    times = {"start": wall_clock(span.start), "end": wall_clock(span.end)}
    return client.post(reverse("change_booking", args=[booking.ref]), times)


def test_a_booking_moves(resident, user, room):
    booking = make_booking(room, user)
    assert move(resident, booking, tomorrow_at(16)).url == reverse("booking", args=[booking.ref])
    booking.refresh_from_db()
    assert booking.span == tomorrow_at(16)


def test_a_booking_may_move_into_its_own_time(resident, user, room):
    booking = make_booking(room, user)
    response = resident.get(reverse("change_booking", args=[booking.ref]))
    assert wall_clock(booking.starts_at) in dict(response.context["form"].fields["start"].widget.choices)
    assert move(resident, booking, tomorrow_at(10, 30)).status_code == 302


def test_the_old_time_stays_where_the_new_one_is_taken(resident, user, room):
    booking = make_booking(room, user)
    make_booking(room, span=tomorrow_at(16))
    response = move(resident, booking, tomorrow_at(16))
    assert response.status_code == 409
    assert f"{reverse('change_booking', args=[booking.ref])}?start=" in response.content.decode()
    booking.refresh_from_db()
    assert booking.span == tomorrow_at(10)


def test_a_senseless_move_is_refused(resident, user, room):
    booking = make_booking(room, user)
    assert move(resident, booking, Span(tomorrow_at(16).end, tomorrow_at(16).start)).status_code == 422
    assert resident.post(reverse("change_booking", args=[booking.ref]), {"start": "x"}).status_code == 422


def test_the_change_page_leads_to_another_day(resident, user, room):
    booking = make_booking(room, user)
    day = timezone.localdate() + timedelta(days=3)
    response = resident.get(reverse("change_booking", args=[booking.ref]), {"date": day.isoformat()})
    assert response.context["day"] == day
    assert response.context["form"].chosen("start").date() == day


# Cancelling


def cancel(client: Client, booking: Booking):
    return client.post(reverse("cancel_booking", args=[booking.ref]))


def test_cancelling_asks_first_then_cancels(resident, user, room):
    booking = make_booking(room, user)
    assert resident.get(reverse("cancel_booking", args=[booking.ref])).status_code == 200
    booking.refresh_from_db()
    assert booking.state == Booking.State.CONFIRMED
    assert cancel(resident, booking).url == reverse("my_bookings")
    booking.refresh_from_db()
    assert booking.state == Booking.State.CANCELLED


def test_cancelling_twice_is_told(resident, user, room):
    booking = make_booking(room, user)
    cancel(resident, booking)
    assert cancel(resident, booking).status_code == 409


def test_after_the_deadline_only_the_desk_cancels(client, user, room):
    booking = starting_now(make_booking(room, user), ago=timedelta(minutes=-30))
    client.force_login(user)
    assert cancel(client, booking).status_code == 422
    client.force_login(StaffFactory())
    assert cancel(client, booking).url == reverse("booking", args=[booking.ref])
