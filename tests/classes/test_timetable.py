"""The week of all classes, for the noticeboard."""

from datetime import time

import pytest
from django.urls import reverse

from classes import services
from classes.models import InterestClass
from classes.selectors import sessions
from community.models import CalendarDay
from community.prepared import Prepared
from community.ranges import DAY, day_span, monday_of, today
from tests.factories import RoomFactory, StaffFactory, make_booking, make_class, tomorrow_at
from tests.reading import markup

pytestmark = pytest.mark.django_db

TOMORROW = (today() + DAY).isoformat()


def titles(client, date=TOMORROW) -> list[str]:
    days = client.get(reverse("timetable"), {"date": date}).context["days"]
    return [entry.name for each in days for entry in each.entries]


def test_a_week_from_monday_with_room_and_teacher(client):
    make_class(room=RoomFactory(capacity=20, name="书画室"))
    response = client.get(reverse("timetable"), {"date": TOMORROW})
    days = response.context["days"]
    assert days[0].date == monday_of(today() + DAY)
    assert [len(each.entries) for each in days].index(1) == (today() + DAY).weekday()
    page = markup(response)
    assert all(word in page for word in ("书法班", "书画室", "李建国", "10:00–11:00"))
    assert reverse("timetable") in client.get(reverse("class_list")).content.decode()


def test_what_is_cancelled_called_off_or_a_draft_is_not_on_it(client):
    cancelled, called_off, draft = make_class(), make_class(), make_class()
    services.cancel_session(session=cancelled.sessions.first(), by=StaffFactory(), reason="下雪")
    services.call_off(interest_class=called_off, by=StaffFactory(), reason="报名太少")
    InterestClass.objects.filter(pk=draft.pk).update(state="draft")
    assert titles(client) == []
    assert titles(client, (today() + 8 * DAY).isoformat()) == ["书法班"]


def test_an_added_session_and_a_holidays_name_are_on_it(client):
    made = make_class()
    services.add_session(interest_class=made, span=tomorrow_at(18), by=StaffFactory())
    CalendarDay.objects.create(date=today() + DAY, nature="holiday", name="社区日")
    assert titles(client) == ["书法班", "书法班"]
    assert "社区日" in client.get(reverse("timetable"), {"date": TOMORROW}).content.decode()


def test_a_crowded_week_is_printed_smaller(client):
    for _number in range(5):
        make_class()
    assert client.get(reverse("timetable"), {"date": TOMORROW}).context["is_dense"]


def test_what_happens_is_read_in_batches_without_a_gap(monkeypatch, django_assert_num_queries):
    for hour in (10, 10, 10, 15):
        make_class(starts=time(hour), ends=time(hour + 1), name=f"{hour}点班")
    monkeypatch.setattr(sessions, "BATCH", 2)
    monkeypatch.setattr(sessions, "NEXT", Prepared(sessions._next, **sessions.NEXT._given))
    with django_assert_num_queries(3):
        found = list(sessions.sessions_in_order(day_span(today() + DAY)))
    assert [each.name for each in found] == ["10点班", "10点班", "10点班", "15点班"]
    assert len({each.pk for each in found}) == 4


@pytest.mark.parametrize("date", ["x", "2026-02-30", "0001-01-01", "9999-12-31", "2020-01-01"])
def test_a_day_that_is_none_or_too_far(client, date):
    assert client.get(reverse("timetable"), {"date": date}).status_code == 404


def test_it_is_only_read(client):
    assert client.get(reverse("timetable")).status_code == 200
    assert client.post(reverse("timetable")).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_few_queries(client, django_assert_num_queries, count):
    for _number in range(count):
        make_class()
    with django_assert_num_queries(5):
        client.get(reverse("timetable"), {"date": TOMORROW})


@pytest.mark.usefixtures("at_nine")
def test_after_a_booking_only_the_rooms_are_read_again(client, django_assert_num_queries):
    session, elsewhere = make_class().sessions.first(), RoomFactory(capacity=20, name="舞蹈室")
    tomorrow = {"date": (today() + DAY).isoformat()}
    client.get(reverse("timetable"), tomorrow)
    make_booking(room=elsewhere, span=tomorrow_at(20), party_size=1)
    with django_assert_num_queries(2):
        assert "舞蹈室" not in markup(client.get(reverse("timetable"), tomorrow))
    services.move_session(session=session, span=session.span, room=elsewhere, by=StaffFactory())
    assert "舞蹈室" in markup(client.get(reverse("timetable"), tomorrow))
