"""Booking as a resident: the form, its refusals, the booking's page, moving and cancelling."""

import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import escape, unescape
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.models import User
from community.ranges import DAY, Span, today, wall_clock
from rooms import services
from rooms.models import Booking, Reservation, Room, Strike
from rooms.views import booking as booking_views
from tests.factories import RoomFactory, StaffFactory, UserFactory, make_booking, tomorrow_at
from tests.reading import markup, squeezed
from tests.steps import log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory()


@pytest.fixture
def resident(client, user):
    log_in(client, user)
    return client


@pytest.fixture
def room():
    return RoomFactory(slug="music", capacity=4)


def stay(span: Span) -> dict[str, object]:
    """A start and a length, as the form has them."""
    return {"start": wall_clock(span.start), "length": span.duration // timedelta(minutes=1)}


def asked(span: Span, **changes) -> dict[str, object]:
    """The form as a browser sends it."""
    return stay(span) | {"party_size": 2, "purpose": "古筝练习", "form_key": str(uuid.uuid4())} | changes


def book(client: Client, room: Room, span: Span, **changes):
    return client.post(reverse("book_room", args=[room.slug]), asked(span, **changes))


def chosen(page: str) -> tuple[str | None, str | None]:
    """The start and the length that a page opens with."""
    found = dict(re.findall(r'name="(start|length)" value="([^"]+)"[^>]*? checked', squeezed(page)))
    return found.get("start"), found.get("length")


# Booking


def test_a_wrong_number_of_people_keeps_the_chosen_time(resident, room):
    Room.objects.filter(pk=room.pk).update(mode=Room.Mode.PLACES)
    make_booking(Room.objects.get(), span=tomorrow_at(14))  # leaves no place for a full room
    page = book(resident, room, tomorrow_at(14), party_size=99)
    assert page.status_code == 422
    assert chosen(page.content.decode()) == (wall_clock(tomorrow_at(14).start), "60")


def test_a_time_that_one_has_booked_oneself_leads_to_the_booking(resident, user, room):
    booking = make_booking(room, user, tomorrow_at(14))
    page = resident.get(reverse("book_room", args=["music"]), stay(booking.span)).content.decode()
    refusal = page.partition('id="refusal"')[2].partition("</ul>")[0]
    assert "您自己已经约好了" in refusal
    assert f'href="{booking.get_absolute_url()}"' in refusal
    assert reverse("join_waiting", args=["music"]) not in refusal


@pytest.mark.parametrize("days", [1, 2])
def test_a_form_without_a_start_comes_back_with_its_days(resident, room, days):
    asked_for = {"date": (today() + 2 * DAY).isoformat(), "days": days}
    sent_to = re.search(
        r'action="([^"]*)"\s+id="booking-form"',
        resident.get(reverse("book_room", args=["music"]), asked_for).content.decode(),
    )
    page = resident.post(unescape(sent_to[1]), {"length": 60, "party_size": 2})
    assert page.status_code == 422
    assert page.context["day"] == today() + 2 * DAY
    assert page.context["times"].is_named == (days == 2)


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
    assert chosen(page) == (wall_clock(span.start), "60")


def test_each_start_knows_how_long_it_is_free_and_a_taken_one_is_a_door(resident, room):
    make_booking(room, span=tomorrow_at(15))
    response = resident.get(reverse("book_room", args=[room.slug]), {"start": wall_clock(tomorrow_at(14).start)})
    offered = {each.start: each for _day, _part, starts in response.context["times"].groups for each in starts}
    assert offered[tomorrow_at(14).start].longest == timedelta(hours=1)
    assert not offered[tomorrow_at(15).start].longest
    assert f'href="{escape(offered[tomorrow_at(15).start].url)}"' in response.content.decode()


@pytest.mark.parametrize(
    ("query", "length", "words"),
    [({"length": 60}, None, "最多30分钟"), ({}, "30", "最多30分钟"), ({"length": 30}, "30", "")],
)
def test_a_length_that_was_asked_for_is_never_cut(resident, room, query, length, words):
    make_booking(room, span=tomorrow_at(15))
    asked_for = {"start": wall_clock(tomorrow_at(14, 30).start)} | query
    page = markup(resident.get(reverse("book_room", args=[room.slug]), asked_for))
    assert chosen(page) == (asked_for["start"], length)
    note = re.search(r'<p class="note warning fit"[^>]*?( hidden)?>(.*?)</p>', page)
    assert note
    assert words in note[2]
    assert bool(note[1]) == (not words)


def test_a_taken_slot_says_so_and_offers_the_line_and_what_is_near(resident, room):
    make_booking(room, span=tomorrow_at(14))
    query = {"start": wall_clock(tomorrow_at(14).start)}
    response = resident.get(reverse("book_room", args=[room.slug]), query)
    page = response.content.decode()
    assert response.status_code == 200
    assert "有空告诉我" in page
    assert response.context["wait_url"].startswith(reverse("join_waiting", args=["music"]))
    assert next(choice.span for choice, _url in response.context["choices"]) in (tomorrow_at(13), tomorrow_at(15))


@pytest.mark.parametrize(("days", "words"), [(-1, "已过"), (300, "还没开放预约"), (15, "还没开放预约（提前14天）")])
def test_a_day_that_cannot_be_booked_offers_nothing_and_says_why(resident, room, days, words):
    day = today() + days * DAY
    response = resident.get(reverse("book_room", args=[room.slug]), {"date": day.isoformat()})
    assert words in response.content.decode()
    assert "booking-form" not in response.content.decode()


def test_a_weekend_is_looked_at_at_once(resident, room):
    response = resident.get(reverse("book_room", args=[room.slug]), {"date": (today() + DAY).isoformat(), "days": 2})
    assert {day for day, _part, _starts in response.context["times"].groups} == {today() + DAY, today() + 2 * DAY}


def test_a_login_that_ended_keeps_the_slot_and_the_purpose(client, user, room):
    response = book(client, room, tomorrow_at(14))
    assert not Booking.objects.exists()
    back = parse_qs(urlsplit(response.url).query)["next"][0]
    assert "古筝" not in response.url
    assert "%E5" not in response.url
    log_in(client, user)
    page = client.get(back).content.decode()
    assert chosen(page) == (wall_clock(tomorrow_at(14).start), "60")


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
        log_in(browser, user)
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
    resident.post(reverse("book_room", args=[room.slug]), form | stay(tomorrow_at(17)))
    assert Booking.objects.count() == 2


def test_two_people_with_one_form_key_do_not_meet(resident, room):
    Room.objects.update(mode=Room.Mode.PLACES)
    form = asked(tomorrow_at(14))
    resident.post(reverse("book_room", args=[room.slug]), form)
    log_in(resident, UserFactory())
    resident.post(reverse("book_room", args=[room.slug]), form)
    assert Booking.objects.count() == 2


def test_without_javascript_a_button_looks_for_more_places_and_keeps_what_was_typed(resident, room):
    Room.objects.update(mode=Room.Mode.PLACES)
    make_booking(room, span=tomorrow_at(16), party_size=3)
    response = book(resident, room, tomorrow_at(16), show="1")
    page = response.content.decode()
    assert response.status_code == 200
    assert Booking.objects.count() == 1
    assert "古筝练习" in page
    assert response.context["error"].code == "taken"


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


def test_good_to_know_tells_of_approval_and_missed_bookings_where_there_are_any(resident, user, room):
    said = ("预约由工作人员审核", "未到记录")
    page = resident.get(reverse("book_room", args=[room.slug])).content.decode()
    assert not [each for each in said if each in page]
    Room.objects.update(needs_approval=True)
    Strike.objects.create(user=user, booking=make_booking(room, user))
    page = resident.get(reverse("book_room", args=[room.slug])).content.decode()
    assert all(each in page for each in said)


def test_what_can_no_longer_be_cancelled_has_no_button_for_it(resident, user, room, come_to):
    Room.objects.update(cancel_minutes=60)
    booking = make_booking(room, user)
    path = reverse("cancel_booking", args=[booking.ref])
    assert "确认取消" in resident.get(path).content.decode()
    come_to(booking.starts_at - timedelta(minutes=59))
    assert "确认取消" not in resident.get(path).content.decode()


def test_the_feed_of_a_room_is_offered_to_the_desk_alone(resident, user, room):
    page, feed = room.get_absolute_url(), reverse("show_room_feed", args=[room.slug])
    assert feed not in resident.get(page).content.decode()
    User.objects.filter(pk=user.pk).update(is_staff=True, is_superuser=True)
    assert feed in resident.get(page).content.decode()


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
    yield "no time", tomorrow_at(14), {"start": "", "length": ""}
    yield "senseless time", tomorrow_at(14), {"start": "soon"}
    yield "the year one", tomorrow_at(14), {"start": "0001-01-01T00:00"}
    yield "the year 9999", tomorrow_at(14), {"start": "9999-12-31T23:59"}
    yield "a length that the room does not have", tomorrow_at(14), {"length": "45"}
    yield "a long purpose", tomorrow_at(14), {"purpose": "琴" * 201}
    yield "a changed form key", tomorrow_at(14), {"form_key": "mine"}


@pytest.mark.parametrize(("span", "changes"), [pytest.param(s, c, id=name) for name, s, c in refusals()])
def test_a_bad_request_is_told_on_the_form_and_changes_nothing(resident, room, span, changes):
    response = book(resident, room, span, **{"purpose": "古筝练习"} | changes)
    page = response.content.decode()
    assert response.status_code == 422
    assert 'id="refusal"' in page or "invalid-feedback" in page or "note error" in page
    assert str(changes.get("purpose", "古筝练习")) in page
    assert not Booking.objects.exists()
    assert not Reservation.objects.exists()


def test_too_many_people_are_told_at_their_field_and_the_time_stays(resident, room):
    shown = markup(book(resident, room, tomorrow_at(10), party_size=99))
    assert re.search(r'name="party_size"[^>]*is-invalid', shown)
    assert 'id="refusal"' not in shown
    assert chosen(shown) == (wall_clock(tomorrow_at(10).start), "60")


@pytest.mark.parametrize("field", ["start", "length", "party_size", "purpose", "form_key"])
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
    log_in(client, user)
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
    assert page.count("badge-state") >= 2 * rows


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


def test_many_upcoming_bookings_come_in_pages_of_their_own(resident, user, room, monkeypatch):
    monkeypatch.setattr(booking_views, "AHEAD_PER_PAGE", 2)
    for hour in (9, 11, 13):
        services.cancel_booking(booking=make_booking(room, user, tomorrow_at(hour)), by=user)
        make_booking(room, user, tomorrow_at(hour))
    first = resident.get(reverse("my_bookings"), {"page": 1})
    assert [each.span for each in first.context["upcoming"]] == [tomorrow_at(9), tomorrow_at(11)]
    assert 'href="?page=1&amp;ahead=2"' in first.content.decode()
    second = resident.get(reverse("my_bookings"), {"ahead": 2}).context
    assert [each.span for each in second["upcoming"]] == [tomorrow_at(13)]
    assert len(second["past"]) == 3


def test_an_earlier_booking_is_made_again_a_week_later(resident, user, room):
    booking = make_booking(room, user, tomorrow_at(10, hours=2), purpose="练琴", party_size=3)
    services.cancel_booking(booking=booking, by=user)
    link = f"{reverse('book_room', args=[room.slug])}?again={booking.ref}"
    assert link in open_my_bookings(resident)
    with time_machine.travel(booking.ends_at, tick=False):
        page = resident.get(link).content.decode()
    assert chosen(page) == (wall_clock(tomorrow_at(10, days=8).start), "120")
    assert "练琴" in page
    log_in(resident, UserFactory())
    assert "练琴" not in resident.get(link).content.decode()


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
        log_in(client, reader)
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
    return client.post(reverse("change_booking", args=[booking.ref]), stay(span))


def test_a_booking_moves(resident, user, room):
    booking = make_booking(room, user)
    assert move(resident, booking, tomorrow_at(16)).url == reverse("booking", args=[booking.ref])
    booking.refresh_from_db()
    assert booking.span == tomorrow_at(16)


def test_a_booking_may_move_into_its_own_time(resident, user, room):
    booking = make_booking(room, user)
    response = resident.get(reverse("change_booking", args=[booking.ref]))
    assert chosen(response.content.decode()) == (wall_clock(booking.starts_at), "60")
    assert move(resident, booking, tomorrow_at(10, 30)).status_code == 302


def test_moving_the_start_keeps_the_length(resident, user, room):
    booking = make_booking(room, user, tomorrow_at(15, hours=2))
    path = reverse("change_booking", args=[booking.ref])
    asked_for = {"start": wall_clock(tomorrow_at(16).start)}
    assert chosen(resident.get(path, asked_for).content.decode()) == (asked_for["start"], "120")
    another_day = {"date": tomorrow_at(15, days=3).start.date().isoformat()}
    page = resident.get(path, another_day).content.decode()
    assert chosen(page) == (wall_clock(tomorrow_at(15, days=3).start), "120")


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


def test_after_the_deadline_only_the_desk_cancels(client, user, room, come_to):
    booking = make_booking(room, user)
    come_to(booking.starts_at - timedelta(minutes=30))
    log_in(client, user)
    assert cancel(client, booking).status_code == 422
    log_in(client, StaffFactory())
    assert cancel(client, booking).url == reverse("booking", args=[booking.ref])


def statements(captured) -> list[str]:
    """The queries, without the savepoints that stand for transactions here."""
    return [each["sql"] for each in captured if not re.match(r"(RELEASE )?SAVEPOINT|ROLLBACK TO", each["sql"])]


def test_a_booking_takes_twelve_queries_and_so_does_a_lost_one(client, room, django_capture_on_commit_callbacks):
    """Session and user; room; two locks; versions, holds, share; hold, booking, history, message; the task."""
    log_in(client, UserFactory())
    assert book(client, RoomFactory(capacity=4), tomorrow_at(9)).status_code == 302  # now all hours are known
    later = tomorrow_at(11)
    later = Span(later.start + DAY, later.end + DAY)
    log_in(client, UserFactory())
    with CaptureQueriesContext(connection) as won, django_capture_on_commit_callbacks(execute=True):
        assert book(client, room, later).status_code == 302
    assert len(statements(won)) == 12
    for _loser in range(2):
        log_in(client, UserFactory())
        with CaptureQueriesContext(connection) as lost:
            assert book(client, room, later).status_code == 409
    assert len(statements(lost)) == 12
