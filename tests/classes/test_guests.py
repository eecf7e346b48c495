"""Single sessions: excuses, guests, and reminders."""

import threading
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from classes import services
from classes.models import Attendance
from classes.tasks import remind
from community.errors import DomainError
from community.models import Message
from community.ranges import Span
from tests.factories import (
    RoomFactory,
    StaffFactory,
    UserFactory,
    make_class,
    make_ward,
    span_on,
    tomorrow_at,
)
from tests.steps import log_in, refused

pytestmark = pytest.mark.django_db


def full_class(capacity=1, **fields):
    made = make_class(capacity=capacity, **fields)
    seats = [services.enrol(interest_class=made, user=user)[0] for user in UserFactory.create_batch(capacity)]
    return made, made.sessions.first(), seats


def test_a_member_who_cannot_come_makes_room_for_a_guest():
    _made, session, [seat] = full_class()
    guest = UserFactory()
    refused("full", services.take_guest_seat, session=session, user=guest)
    services.excuse(enrolment=seat, session=session, by=seat.user)
    services.take_guest_seat(session=session, user=guest)
    refused("full", services.take_guest_seat, session=session, user=UserFactory())
    refused("full", services.take_back_excuse, enrolment=seat, session=session, by=seat.user)
    services.give_back_guest_seat(guest=Attendance.objects.get(user=guest), by=guest)
    services.take_back_excuse(enrolment=seat, session=session, by=seat.user)


def test_a_guest_is_no_member_and_comes_once():
    made = make_class()
    session, user = made.sessions.first(), UserFactory()
    services.take_guest_seat(session=session, user=user)
    refused("twice", services.take_guest_seat, session=session, user=user)
    member = services.enrol(interest_class=made, user=UserFactory())[0].user
    refused("is_member", services.take_guest_seat, session=session, user=member)


def test_guests_hear_when_their_session_moves_or_is_off():
    made = make_class()
    session, gone, guest = made.sessions.first(), UserFactory(), UserFactory()
    services.take_guest_seat(session=session, user=guest)
    services.give_back_guest_seat(guest=services.take_guest_seat(session=session, user=gone), by=gone)
    services.move_session(session=session, span=tomorrow_at(15), by=StaffFactory())
    services.cancel_session(session=session, by=StaffFactory(), reason="下雪")
    for kind in ("class_session_moved", "class_session_cancelled"):
        assert list(Message.objects.filter(kind=kind).values_list("user", flat=True)) == [guest.pk]


def test_a_child_comes_with_its_guardian_alone():
    session, user = make_class().sessions.first(), UserFactory()
    child = make_ward(user)
    refused("not_guardian", services.take_guest_seat, session=session, user=UserFactory(), child=child)
    assert services.take_guest_seat(session=session, user=user, child=child).person == "周小雨"
    refused("twice", services.take_guest_seat, session=session, user=user, child=child)


def test_guests_have_their_seats_for_a_week_ahead_and_until_the_start(come_to):
    made = make_class()
    refused("too_early", services.take_guest_seat, session=made.sessions.last(), user=UserFactory())
    session = made.sessions.first()
    come_to(session.starts_at)
    refused("started", services.take_guest_seat, session=session, user=UserFactory())


def test_a_cancelled_session_takes_nobody():
    session = make_class().sessions.first()
    services.cancel_session(session=session, by=StaffFactory(), reason="下雪")
    refused("bad_state", services.take_guest_seat, session=session, user=UserFactory())


def test_age_counts_for_a_guest_too():
    session = make_class(minimum_age=6).sessions.first()
    refused("age_unknown", services.take_guest_seat, session=session, user=UserFactory())


def test_a_newcomer_begins_after_the_session_that_guests_filled():
    made = make_class(capacity=1)
    session = made.sessions.first()
    services.take_guest_seat(session=session, user=UserFactory())
    [seat] = services.enrol(interest_class=made, user=UserFactory())
    assert seat.state == "enrolled"
    assert seat.attendances.get().mark == "excused"


def test_who_moves_up_begins_after_the_session_that_guests_filled():
    made, session, [seat] = full_class()
    [waiting] = services.enrol(interest_class=made, user=UserFactory())
    services.excuse(enrolment=seat, session=session, by=seat.user)
    services.take_guest_seat(session=session, user=UserFactory())
    services.withdraw(enrolment=seat, by=seat.user)
    waiting.refresh_from_db()
    assert waiting.state == "enrolled"
    assert waiting.attendances.get(session=session).mark == "excused"


def test_those_who_wait_hear_of_a_seat_at_short_notice(come_to):
    made, session, [seat] = full_class()
    waiting = UserFactory()
    services.enrol(interest_class=made, user=waiting)
    come_to(session.starts_at - timedelta(hours=3))
    services.excuse(enrolment=seat, session=session, by=seat.user)
    assert Message.objects.get(kind="class_last_minute").user == waiting


@pytest.mark.parametrize(("moment", "hears"), [("2026-11-24T01:59:00Z", False), ("2026-11-24T02:01:00Z", True)])
def test_a_seat_is_at_short_notice_within_a_day(moment, hears):
    with time_machine.travel("2026-11-23T08:00:00Z", tick=False):
        made, _first, [seat] = full_class(first_day=date(2026, 11, 25), weekday=2)
        services.enrol(interest_class=made, user=UserFactory())
    with time_machine.travel(moment, tick=False):
        services.excuse(enrolment=seat, session=made.sessions.first(), by=seat.user)
        assert Message.objects.filter(kind="class_last_minute").exists() == hears


def test_a_session_that_moves_is_reminded_of_anew():
    with time_machine.travel("2026-11-23T08:00:00Z", tick=False):
        _made, session, _seats = full_class(first_day=date(2026, 11, 24), weekday=1)
        assert services.remind_of_sessions() == 1
        services.move_session(session=session, span=span_on(date(2026, 11, 26), 10), by=StaffFactory())
        assert services.remind_of_sessions() == 0
    with time_machine.travel("2026-11-25T08:00:00Z", tick=False):
        assert services.remind_of_sessions() == 1
    assert Message.objects.filter(kind="class_soon").count() == 2


def test_guests_hear_of_changes_too_and_those_who_wait_of_the_end():
    made, session, [seat] = full_class()
    services.excuse(enrolment=seat, session=session, by=seat.user)
    guest = services.take_guest_seat(session=session, user=UserFactory()).user
    waiting = UserFactory()
    services.enrol(interest_class=made, user=waiting)
    later = Span(session.starts_at + timedelta(hours=2), session.ends_at + timedelta(hours=2))
    services.move_session(session=session, span=later, by=StaffFactory())
    services.call_off(interest_class=made, by=StaffFactory(), reason="老师病了")
    assert set(told("class_session_moved")) == {seat.user, guest}
    assert set(told("class_session_cancelled")) == {seat.user, guest, waiting}


def told(kind):
    return [message.user for message in Message.objects.filter(kind=kind)]


@pytest.fixture
def half_an_hour_before(come_to):
    """Comes to half an hour before the first session of a class."""

    def come_early(made):
        session = made.sessions.first()
        come_to(session.starts_at - timedelta(minutes=30))
        return session

    return come_early


def test_the_teachers_mark_wins_no_seat_back(half_an_hour_before):
    made, _session, [seat] = full_class(room=RoomFactory(capacity=2))
    session, staff = half_an_hour_before(made), StaffFactory()
    services.excuse(enrolment=seat, session=session, by=seat.user)
    services.take_guest_seat(session=session, user=UserFactory())
    for _tap in range(2):
        services.mark_member(session=session, enrolment=seat, mark="present", by=staff)
    assert seat.attendances.get().mark == "excused"
    services.add_walk_in(session=session, name="王秀兰", by=staff)
    refused("room_full", services.mark_member, session=session, enrolment=seat, mark="late", by=staff)


def test_a_guest_who_gave_the_seat_back_is_not_marked(half_an_hour_before):
    made = make_class()
    session, user = half_an_hour_before(made), UserFactory()
    guest = services.take_guest_seat(session=session, user=user)
    services.give_back_guest_seat(guest=guest, by=user)
    refused("bad_state", services.mark_guest, guest=guest, mark="present", by=StaffFactory())


def test_a_member_does_not_wipe_the_teachers_mark(half_an_hour_before):
    made, _session, [seat] = full_class()
    session = half_an_hour_before(made)
    services.mark_member(session=session, enrolment=seat, mark="present", by=StaffFactory())
    for verb in (services.excuse, services.take_back_excuse):
        refused("bad_state", verb, enrolment=seat, session=session, by=seat.user)
    assert seat.attendances.get().mark == "present"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_four_workers_remind_once(come_to):
    made = make_class(capacity=3)
    come_to(made.sessions.first().starts_at - timedelta(hours=2))
    for user in UserFactory.create_batch(3):
        services.enrol(interest_class=made, user=user)
    together = threading.Barrier(4)

    def work() -> None:
        together.wait()
        remind.call()
        connection.close()

    threads = [threading.Thread(target=work) for _worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Message.objects.filter(kind="class_soon").count() == 3


def test_nobody_elses_seat():
    _made, session, [seat] = full_class()
    refused("not_yours", services.excuse, enrolment=seat, session=session, by=UserFactory())


def test_everyone_who_comes_is_reminded_once(come_to):
    made = make_class(capacity=3)
    session = made.sessions.first()
    come_to(session.starts_at - timedelta(hours=2))
    seats = [services.enrol(interest_class=made, user=user)[0] for user in UserFactory.create_batch(2)]
    services.excuse(enrolment=seats[0], session=session, by=seats[0].user)
    guest = services.take_guest_seat(session=session, user=UserFactory())
    remind.call()
    remind.call()
    told = Message.objects.filter(kind="class_soon").values_list("user", flat=True)
    assert sorted(told) == sorted([seats[1].user_id, guest.user_id])


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_sixteen_guests_for_two_seats():
    session, users = make_class(capacity=2).sessions.first(), UserFactory.create_batch(16)
    together, codes = threading.Barrier(len(users)), []

    def come(user) -> None:
        together.wait()
        try:
            services.take_guest_seat(session=session, user=user)
        except DomainError as error:
            codes.append(error.code)
        connection.close()

    threads = [threading.Thread(target=come, args=[user]) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes == ["full"] * 14
    assert Attendance.objects.count() == 2


def test_the_pages_of_a_seat(client):
    made, session, [seat] = full_class()
    log_in(client, seat.user)
    assert client.post(reverse("excuse", args=[seat.pk, session.pk])).url == reverse("my_seat", args=[seat.pk])
    assert "不来" in client.get(reverse("my_seat", args=[seat.pk])).content.decode()
    log_in(client, UserFactory())
    assert reverse("guest_seat", args=[session.pk]) in client.get(made.get_absolute_url()).content.decode()
    address = reverse("guest_seat", args=[session.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"person": "me"}).status_code == 302
    assert client.post(address, {"person": "me"}).status_code == 409
    guest = Attendance.objects.get(enrolment=None)
    assert "书法班" in client.get(reverse("my_classes")).content.decode()
    assert client.post(reverse("give_back_guest_seat", args=[guest.pk])).status_code == 302


@pytest.mark.parametrize("weeks", [1, 3])
def test_the_page_of_a_seat_takes_few_queries(client, django_assert_num_queries, weeks):
    [seat] = services.enrol(interest_class=make_class(weeks=weeks), user=UserFactory())
    log_in(client, seat.user)
    with django_assert_num_queries(5):
        assert client.get(reverse("my_seat", args=[seat.pk])).status_code == 200


def test_pages_of_others_are_not_found(client):
    _made, session, [seat] = full_class()
    guest = services.take_guest_seat(session=make_class().sessions.first(), user=UserFactory())
    for method, name, args in (
        ("get", "my_seat", [seat.pk]),
        ("post", "excuse", [seat.pk, session.pk]),
        ("post", "give_back_guest_seat", [guest.pk]),
    ):
        assert getattr(client, method)(reverse(name, args=args)).url.startswith(reverse("log_in"))
    log_in(client, UserFactory())
    assert client.get(reverse("my_seat", args=[seat.pk])).status_code == 404
    assert client.post(reverse("excuse", args=[seat.pk, session.pk])).status_code == 404
    assert client.post(reverse("give_back_guest_seat", args=[guest.pk])).status_code == 404
    assert client.get(reverse("excuse", args=[seat.pk, session.pk])).status_code == 405
    assert client.get(reverse("give_back_guest_seat", args=[guest.pk])).status_code == 405
