"""The front desk: the day, check-in, walk-ins, decisions, and booking for others."""

import re
from datetime import time, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from community.ranges import DAY, at, today, wall_clock
from community.registers.ranks import Rank
from community.registers.workdesk import Row
from rooms.forms.desk import choice_value
from rooms.models import Booking, HeadCount
from rooms.views.desk import ref_of
from tests.factories import RoomFactory, UserFactory, make_booking, span_on, tomorrow_at
from tests.steps import log_in

pytestmark = pytest.mark.django_db

QUERIES = 11


@pytest.fixture(autouse=True)
def five_to_ten(come_to):
    """The desk is open, and the day's first bookings are soon to come."""
    come_to(at(today() + DAY, time(9, 55)))


@pytest.fixture
def clerk():
    user = UserFactory(name="王芳")
    codenames = ["run_desk", "approve_booking"]
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


@pytest.fixture
def at_desk(client, clerk):
    log_in(client, clerk)
    return client


def at_ten(**kwargs) -> Booking:
    """A booking of today that begins at ten."""
    return make_booking(span=span_on(today(), 10), **kwargs)


@pytest.fixture
def due(come_to) -> Booking:
    """A booking that began five minutes ago."""
    booking = at_ten()
    come_to(booking.starts_at + timedelta(minutes=5))
    return booking


def test_the_desk_is_for_staff(client):
    log_in(client, UserFactory())
    for name in ("desk", "desk_search", "scan", "desk_displaced", "desk_book", "desk_series"):
        assert client.get(reverse(name)).status_code == 403
    assert client.post(reverse("head_count", args=[RoomFactory().slug]), {"delta": "1"}).status_code == 403
    client.logout()
    assert client.get(reverse("desk")).status_code == 302


def test_changes_need_post(at_desk):
    booking = make_booking()
    assert at_desk.get(reverse("desk_change", args=[booking.ref, "approve"])).status_code == 405
    assert at_desk.get(reverse("head_count", args=[booking.room.slug])).status_code == 405
    assert at_desk.post(reverse("desk")).status_code == 405


def rows(client) -> list[Row]:
    """The lines of today on the first page, in their order."""
    return client.get(reverse("desk")).context["desk"].today


@pytest.mark.parametrize("count", [1, 3])
def test_the_day_takes_few_queries(at_desk, come_to, django_assert_num_queries, count):
    for _each in range(count):
        booking = at_ten()
    come_to(booking.starts_at + timedelta(minutes=5))
    with django_assert_num_queries(QUERIES):
        page = at_desk.get(reverse("desk"))
    assert len(page.context["desk"].today) == count
    assert booking.contact_phone not in page.content.decode()


def test_who_is_late_stands_first_and_who_came_is_no_longer_pressing(at_desk, come_to):
    early, late = at_ten(), make_booking(span=span_on(today(), 11))
    come_to(late.starts_at + timedelta(minutes=5))
    at_desk.post(reverse("check_in", args=[early.ref]))
    assert [row.key for row in rows(at_desk)] == [f"booking-{late.ref}", f"booking-{early.ref}"]
    assert rows(at_desk)[0].rank == Rank.LATE
    assert [act.label for act in rows(at_desk)[1].acts] == ["已离开", "撤销"]


def test_only_after_the_grace_time_somebody_has_not_come(at_desk, due, come_to):
    assert len(rows(at_desk)[0].acts) == 1
    come_to(due.check_in_by + timedelta(minutes=1))
    assert rows(at_desk)[0].warning == "还没来"
    assert rows(at_desk)[0].acts[1].url == reverse("desk_change", args=[due.ref, "no-show"])


def test_an_empty_day_says_so(at_desk):
    assert "今天没有预约，也没有课。" in at_desk.get(reverse("desk")).content.decode()


@pytest.mark.parametrize("verb", ["check-in", "undo", "count"])
def test_after_an_act_one_stands_where_one_was(at_desk, due, verb):
    url = {
        "check-in": reverse("check_in", args=[due.ref]),
        "undo": reverse("desk_change", args=[due.ref, "undo"]),
        "count": reverse("head_count", args=[due.room.slug]),
    }[verb]
    answer = at_desk.post(f"{url}?next=/desk/%23booking-{due.ref}", {"delta": "1"})
    assert (answer.status_code, answer.url) == (302, f"/desk/#booking-{due.ref}")
    assert at_desk.post(f"{url}?next=https://elsewhere.example/", {"delta": "1"}).url.startswith("/")


def test_one_tap_checks_in_and_one_takes_it_back(at_desk, due):
    at_desk.post(reverse("check_in", args=[due.ref]))
    due.refresh_from_db()
    assert due.state == Booking.State.CHECKED_IN
    at_desk.post(reverse("desk_change", args=[due.ref, "undo"]))
    due.refresh_from_db()
    assert due.state == Booking.State.CONFIRMED


def test_history_names_the_clerk(at_desk, clerk, due):
    at_desk.post(reverse("check_in", args=[due.ref]))
    assert due.history.first().history_user == clerk


def test_a_resident_who_scans_is_sent_to_the_desk(client, due):
    log_in(client, due.user)
    path = reverse("check_in", args=[due.ref])
    assert client.get(path).status_code == 200
    assert client.post(path).status_code == 403
    due.refresh_from_db()
    assert due.state == Booking.State.CONFIRMED


def test_a_booking_of_another_day_is_not_checked_in(at_desk):
    booking = make_booking(span=tomorrow_at(10, days=2))
    response = at_desk.post(reverse("check_in", args=[booking.ref]))
    assert response.status_code == 422


@pytest.mark.parametrize("typed", ["http://127.0.0.1:8000/desk/check-in/{}/", "{}", " {} "])
def test_a_scanner_may_type_the_address_or_the_reference(at_desk, typed, due):
    assert at_desk.post(reverse("scan"), {"code": typed.format(due.ref)}).status_code == 302
    due.refresh_from_db()
    assert due.state == Booking.State.CHECKED_IN


@pytest.mark.parametrize("code", ["", "nonsense", "x" * 10_000])
def test_an_unknown_pass_is_said(at_desk, code):
    assert at_desk.post(reverse("scan"), {"code": code}).status_code == 422


def test_a_reference_is_read_in_lower_case_too():
    assert ref_of("/desk/check-in/abcdef123456/") == "ABCDEF123456"


def test_no_show_and_completion(at_desk, come_to):
    gone, late = at_ten(), at_ten()
    at_desk.post(reverse("check_in", args=[gone.ref]))
    come_to(late.starts_at + timedelta(minutes=40))
    at_desk.post(reverse("desk_change", args=[gone.ref, "complete"]))
    at_desk.post(reverse("desk_change", args=[late.ref, "no-show"]))
    assert set(Booking.objects.values_list("state", flat=True)) == {"completed", "no_show"}
    assert at_desk.post(reverse("desk_change", args=[late.ref, "burn"])).status_code == 404


def test_requests_are_declined_with_a_reason(at_desk):
    booking = make_booking(RoomFactory(needs_approval=True))
    path = reverse("desk_change", args=[booking.ref, "decline"])
    at_desk.post(path)
    booking.refresh_from_db()
    assert booking.state == Booking.State.REQUESTED
    at_desk.post(path, {"reason": "琴弦断了"})
    booking.refresh_from_db()
    assert (booking.state, booking.reason) == ("declined", "琴弦断了")


def test_approving_needs_its_own_permission(at_desk, clerk):
    booking = make_booking(RoomFactory(needs_approval=True))
    clerk.user_permissions.remove(Permission.objects.get(codename="approve_booking"))
    assert at_desk.post(reverse("desk_change", args=[booking.ref, "approve"])).status_code == 403


def test_walk_ins_are_counted_on_the_first_page(at_desk):
    room = RoomFactory(capacity=20)
    path = reverse("head_count", args=[room.slug])
    assert at_desk.post(path, {"delta": "-1"}).status_code == 302  # nobody is in, and it says so
    for _each in range(2):
        assert at_desk.post(path, {"delta": "1"}).status_code == 302
    assert at_desk.get(reverse("desk")).context["desk"].visitors[0].value == "2 / 20"
    assert HeadCount.objects.get(room=room).people == 2
    assert at_desk.post(path, {"delta": "500"}).status_code == 404


@pytest.mark.parametrize("query", ["周", "zhouping", "zp", "ZP"])
def test_people_and_bookings_are_found(at_desk, query):
    booking = make_booking(user=UserFactory(name="周平"))
    found = at_desk.get(reverse("desk_search"), {"q": query}).context["found"]
    urls = [hit.url for each in found for hit in each.hits]
    assert set(urls) == {booking.get_absolute_url(), f"{reverse('desk_book')}?user={booking.user_id}"}


def asked(room, span, /, **changes) -> dict[str, object]:
    return {
        "room": room.slug,
        "start": wall_clock(span.start),
        "end": wall_clock(span.end),
        "contact_name": "阿依古丽·买买提",
        "contact_phone": "13900000001",
        "party_size": 1,
        "purpose": "练字",
    } | changes


def test_a_form_in_which_no_time_was_chosen_says_so_once(at_desk):
    RoomFactory()
    page = at_desk.post(reverse("desk_book"), {"contact_name": "王奶奶", "party_size": 1})
    assert page.status_code == 422
    assert list(page.context["form"].errors) == (["stay"] if page.context["form"].stays else ["room", "start", "end"])


def test_a_number_is_understood_as_it_is_written_down(at_desk):
    room = RoomFactory()
    page = at_desk.get(reverse("desk_book")).content.decode()
    assert re.search(r'name="contact_phone"[^>]* maxlength="40"', page)  # a browser would cut off 139 1234 56
    at_desk.post(reverse("desk_book"), asked(room, tomorrow_at(9), contact_phone="１３９ 1234-5678"))
    assert Booking.objects.get().contact_phone == "13912345678"


def test_booking_for_somebody_without_a_login(at_desk, clerk):
    room = RoomFactory()
    assert at_desk.post(reverse("desk_book"), asked(room, tomorrow_at(9))).status_code == 302
    booking = Booking.objects.get()
    assert (booking.user, booking.contact_name, booking.created_by) == (None, "阿依古丽·买买提", clerk)


def test_booking_for_a_login(at_desk):
    user = UserFactory()
    at_desk.post(reverse("desk_book"), asked(RoomFactory(), tomorrow_at(9), user=user.pk, contact_name=""))
    assert Booking.objects.get().user == user


def test_what_is_free_next_is_booked_with_one_choice(at_desk):
    room = RoomFactory()
    free = at_desk.get(reverse("desk_book")).context["form"].stays[0]
    assert (free.room, free.span) == (room, span_on(today(), 10))
    data = {"stay": choice_value(room, free.span), "contact_name": "吴晓燕", "party_size": 1}
    answer = at_desk.post(f"{reverse('desk_book')}?next=/desk/", data)
    assert (answer.status_code, answer.url, Booking.objects.get().span) == (302, "/desk/", free.span)


@pytest.mark.parametrize("stay", ["", "x", "no-such-room|2026-11-30T10:00|2026-11-30T11:00"])
def test_a_choice_that_cannot_be_is_said(at_desk, stay):
    RoomFactory()
    answer = at_desk.post(reverse("desk_book"), {"stay": stay, "contact_name": "吴晓燕", "party_size": 1})
    assert answer.status_code == 422


def test_booking_a_taken_time_says_what_is_free(at_desk):
    booking = make_booking()
    response = at_desk.post(reverse("desk_book"), asked(booking.room, booking.span))
    assert response.status_code == 409
    _choice, url = response.context["choices"][0]
    assert at_desk.get(url).context["form"]["room"].value() == booking.room.slug


@pytest.mark.parametrize("changes", [{"start": "x"}, {"room": "no-such"}, {"contact_name": ""}, {"party_size": "-1"}])
def test_bad_input_changes_nothing(at_desk, changes):
    response = at_desk.post(reverse("desk_book"), asked(RoomFactory(), tomorrow_at(9), **changes))
    assert response.status_code == 422
    assert not Booking.objects.exists()


def test_a_series_shows_clashes_first_and_books_what_is_ticked(at_desk):
    room = RoomFactory()
    first = tomorrow_at(9)
    make_booking(room, span=tomorrow_at(9, days=8))
    data = asked(room, first, until=f"{tomorrow_at(9, days=15).start:%Y-%m-%d}")
    plan = at_desk.post(reverse("desk_series"), data).context["plan"]
    assert [bool(week["session"].problem) for week in plan] == [False, True, False]
    assert plan[1]["alternative_value"]
    assert Booking.objects.count() == 1
    ticked = [choice_value(room, first), plan[1]["alternative_value"]]
    assert at_desk.post(reverse("desk_series"), data | {"book": "1", "choice": ticked}).status_code == 302
    assert Booking.objects.exclude(series=None).count() == 2


@pytest.mark.parametrize("choice", ["", "x|y|z", "x", "|||"])
def test_a_tampered_choice_is_refused(at_desk, choice):
    data = asked(RoomFactory(), tomorrow_at(9), until=f"{tomorrow_at(9, days=8).start:%Y-%m-%d}")
    assert at_desk.post(reverse("desk_series"), data | {"book": "1", "choice": choice}).status_code == 422
