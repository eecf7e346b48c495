"""The front desk: the day, check-in, walk-ins, decisions, and booking for others."""

from datetime import time, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from community.ranges import DAY, at, today, wall_clock
from rooms.forms.desk import choice_value
from rooms.models import Booking, HeadCount
from rooms.views.desk import ref_of
from tests.factories import RoomFactory, UserFactory, make_booking, span_on, tomorrow_at
from tests.steps import log_in

pytestmark = pytest.mark.django_db

QUERIES = 9


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


@pytest.mark.parametrize("count", [1, 3])
def test_the_day_takes_few_queries(at_desk, come_to, django_assert_num_queries, count):
    for _each in range(count):
        booking = at_ten()
    come_to(booking.starts_at + timedelta(minutes=5))
    with django_assert_num_queries(QUERIES):
        response = at_desk.get(reverse("desk"))
    assert len(response.context["groups"][0].bookings) == count


def test_late_ones_are_flagged_and_phones_masked(at_desk, due):
    page = at_desk.get(reverse("desk")).content.decode()
    assert "badge-state warn" in page
    assert due.contact_phone not in page


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


def test_walk_ins_are_counted_with_and_without_javascript(at_desk):
    room = RoomFactory()
    path = reverse("head_count", args=[room.slug])
    assert at_desk.post(path, {"delta": "1"}).status_code == 302
    partial = at_desk.post(path, {"delta": "1"}, headers={"HX-Request": "true"})
    assert "<strong>2</strong>" in partial.content.decode()
    assert HeadCount.objects.get(room=room).people == 2
    assert at_desk.post(path, {"delta": "500"}).status_code == 404


@pytest.mark.parametrize("query", ["周", "zhouping", "zp", "ZP"])
def test_people_and_bookings_are_found(at_desk, query):
    booking = make_booking(user=UserFactory(name="周平"))
    response = at_desk.get(reverse("desk_search"), {"q": query})
    assert list(response.context["bookings"]) == [booking]
    assert list(response.context["people"]) == [booking.user]


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


def test_booking_for_somebody_without_a_login(at_desk, clerk):
    room = RoomFactory()
    assert at_desk.post(reverse("desk_book"), asked(room, tomorrow_at(9))).status_code == 302
    booking = Booking.objects.get()
    assert (booking.user, booking.contact_name, booking.created_by) == (None, "阿依古丽·买买提", clerk)


def test_booking_for_a_login(at_desk):
    user = UserFactory()
    at_desk.post(reverse("desk_book"), asked(RoomFactory(), tomorrow_at(9), user=user.pk, contact_name=""))
    assert Booking.objects.get().user == user


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
