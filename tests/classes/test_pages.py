"""The pages of classes, for residents and staff."""

from datetime import UTC, date, datetime, time

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation
from icalendar import Calendar

from classes import services
from classes.models import ClassSession, Enrolment, InterestClass
from community.models import CalendarDay
from community.ranges import DAY, at, day_span, today
from community.registers.happenings import happenings
from community.templatetags.dates import plain
from rooms.models import Room
from tests.factories import (
    RoomFactory,
    StaffFactory,
    UserFactory,
    make_booking,
    make_class,
    make_proposal,
    make_ward,
    tomorrow_at,
)
from tests.reading import words
from tests.steps import log_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_list_and_page_take_few_queries(client, come_to, django_assert_num_queries, count):
    """In a year whose holidays are known; in another the page asks for staff's own days too."""
    come_to(at(date(2026, 11, 24), time(9)))
    user = log_in(client, UserFactory())
    for number in range(count):
        made = make_class(name=f"书法班{number}")
        services.enrol(interest_class=made, user=UserFactory())
        services.enrol(interest_class=made, user=user) if number == 2 else None
    with django_assert_num_queries(7):
        assert client.get(reverse("class_list")).content.decode().count("书法班") >= count
    with django_assert_num_queries(6):
        assert client.get(made.get_absolute_url()).status_code == 200
    with django_assert_num_queries(10 if count == 3 else 7):
        assert client.get(reverse("my_classes")).status_code == 200


def names(client, **wanted) -> set[str]:
    return {line.interest_class.name for line in client.get(reverse("class_list"), wanted).context["lines"]}


def test_the_list_is_narrowed_by_what_suits(client):
    full = make_class(name="满员班", capacity=1)
    services.enrol(interest_class=full, user=UserFactory())
    make_class(name="少年班", minimum_age=8, maximum_age=14)
    weekday = (today() + DAY).weekday()
    assert names(client) == names(client, weekday=weekday, part="morning") == {"满员班", "少年班"}
    assert names(client, part="evening") == names(client, weekday=(weekday + 1) % 7) == set()
    assert names(client, age=10) == {"满员班", "少年班"}
    assert names(client, age=40) == {"满员班"}
    assert names(client, has_seats="on") == {"少年班"}


def test_the_list_comes_in_pages_that_keep_what_was_asked(client):
    room = RoomFactory(capacity=20, name="教室")
    for number in range(13):
        make_class(name=f"书法班{number}", room=room, starts=time(8 + number), ends=time(9 + number))
    response = client.get(reverse("class_list"), {"kind": "interest", "page": 2})
    assert len(response.context["lines"].object_list) == 1
    assert "?kind=interest&amp;page=1" in response.content.decode()
    assert names(client, page="x") | names(client, page=2) == {f"书法班{number}" for number in range(13)}


@pytest.mark.parametrize(
    "wanted", [{"age": "x"}, {"kind": "x"}, {"weekday": "9"}, {"part": "'; --"}, {"age": "9" * 1000}]
)
def test_a_filter_that_makes_no_sense_is_no_filter(client, wanted):
    make_class()
    assert names(client, **wanted) == {"书法班"}


def test_joining_and_leaving(client):
    user, made = log_in(client, UserFactory()), make_class()
    assert client.post(reverse("enrol", args=[made.pk])).url == made.get_absolute_url()
    assert Enrolment.objects.get().user == user
    assert client.post(reverse("enrol", args=[made.pk])).status_code == 409
    assert "书法班" in client.get(reverse("my_classes")).content.decode()
    seat = Enrolment.objects.get()
    assert client.post(reverse("withdraw", args=[seat.pk])).status_code == 302
    assert client.post(reverse("withdraw", args=[seat.pk])).status_code == 409


def test_another_class_at_the_same_time_is_a_warning(client):
    user, one, two = log_in(client, UserFactory()), make_class(name="象棋"), make_class()
    services.enrol(interest_class=one, user=user)
    assert client.get(two.get_absolute_url()).context["overlaps"] == [one]
    assert client.post(reverse("enrol", args=[two.pk])).status_code == 302


def test_a_refusal_says_why(client):
    log_in(client, UserFactory())
    made = make_class(minimum_age=8)
    response = client.post(reverse("enrol", args=[made.pk]))
    assert response.status_code == 422
    assert reverse("profile") in response.content.decode()


@pytest.mark.parametrize("is_full", [False, True])
def test_giving_up_a_seat_says_what_is_lost_and_asks_once_more(client, is_full):
    user, made = log_in(client, UserFactory()), make_class(capacity=1)
    if is_full:
        services.enrol(interest_class=made, user=UserFactory())
    [seat] = services.enrol(interest_class=made, user=user)
    asked = client.get(made.get_absolute_url()).content.decode().partition('class="fold"')[2].partition("</details>")[0]
    assert asked.index("<summary") < asked.index(f'action="{reverse("withdraw", args=[seat.pk])}"')
    assert ("名额马上让给下一位" in asked, "现在排的位置" in asked) == (not is_full, is_full)


@pytest.mark.parametrize("name", ["enrol", "withdraw"])
def test_changes_need_a_login_and_a_post(client, name):
    made = make_class()
    assert Client().post(reverse(name, args=[made.pk])).url.startswith(reverse("log_in"))
    log_in(client, UserFactory())
    assert client.get(reverse(name, args=[made.pk])).status_code == 405
    assert client.post(reverse(name, args=[made.pk + 1])).status_code == 404


def test_somebody_elses_seat_is_not_found(client):
    [seat] = services.enrol(interest_class=make_class(), user=UserFactory())
    log_in(client, UserFactory())
    assert client.post(reverse("withdraw", args=[seat.pk])).status_code == 404


def test_pages_to_read(client):
    made = make_class()
    assert client.get(reverse("my_classes")).status_code == 302
    for address in (reverse("class_list"), made.get_absolute_url()):
        assert client.post(address).status_code == 405
        client.cookies["django_language"] = "en"
        assert "Calligraphy" in client.get(address).content.decode()


@pytest.mark.parametrize("state", ["draft", "cancelled"])
def test_drafts_and_what_was_called_off_are_not_shown(client, state):
    made = make_class()
    InterestClass.objects.update(state=state)
    assert client.get(made.get_absolute_url()).status_code == 404
    assert names(client) == set()


def test_sessions_are_in_the_own_calendar_alone(client):
    user, made = UserFactory(), make_class(weeks=2)
    services.enrol(interest_class=made, user=user)
    make_class(name="别的班")
    services.cancel_session(session=made.sessions.last(), by=StaffFactory(), reason="下雪")
    feed = client.get(reverse("my_feed", args=[user.calendar_token])).content
    events = Calendar.from_ical(feed).walk("VEVENT")
    assert [(str(e["SUMMARY"]), str(e["STATUS"])) for e in events] == [("书法班", "CONFIRMED"), ("书法班", "CANCELLED")]


def test_the_calendar_has_childrens_sessions_and_single_ones(client):
    user, made, other = UserFactory(), make_class(weeks=1), make_class(name="象棋", weeks=1)
    services.enrol(interest_class=made, user=user, joins=False, children=[make_ward(user)])
    services.take_guest_seat(session=other.sessions.get(), user=user)
    feed = client.get(reverse("my_feed", args=[user.calendar_token])).content
    assert {str(e["SUMMARY"]) for e in Calendar.from_ical(feed).walk("VEVENT")} == {"书法班 · 周小雨", "象棋"}


def test_a_family_joins_in_the_browser(client):
    user, made = log_in(client, UserFactory()), make_class(takes_photos=True)
    child = make_ward(user)
    address = reverse("enrol", args=[made.pk])
    assert client.post(address, {"people": []}).status_code == 422
    assert client.post(address, {"people": ["me", child.pk], "allows_photos": "on"}).status_code == 302
    assert Enrolment.objects.filter(state="enrolled", allows_photos=True).count() == 2
    assert client.post(address, {"people": [make_ward(UserFactory()).pk]}).status_code == 422
    page = client.get(reverse("my_classes")).content.decode()
    assert "周小雨" in page


def test_the_board_knows_of_it():
    make_class()
    [happening] = happenings(day_span(today() + DAY))
    assert (happening.title, happening.span) == ("书法班", tomorrow_at(10))


def form(room, **changes):
    first = today() + DAY
    return {
        "kind": "interest", "name": "书法班", "teacher_name": "李建国", "level": "any", "minimum_age": 0,
        "maximum_age": 120, "price": 0, "capacity": 8, "room": room.pk, "weekday": first.weekday(),
        "starts": "10:00", "ends": "11:00", "first_day": first.isoformat(), "last_day": first.isoformat(),
    } | changes  # fmt: skip


def test_staff_see_the_plan_first_and_then_create(client):
    log_in(client, StaffFactory())
    room = RoomFactory(capacity=10)
    booking = make_booking(room, UserFactory(), tomorrow_at(10))
    address = reverse("admin:classes_interestclass_add")
    shown = client.post(address, form(room, plan="1"))
    assert shown.context["plan"][0].displaced == (booking,)
    assert not InterestClass.objects.exists()
    assert client.post(address, form(room, create="1")).status_code == 409
    assert client.post(address, form(room, create="1", displace="1")).status_code == 302
    assert InterestClass.objects.get().sessions.count() == 1


@pytest.mark.parametrize("changes", [{"ends": "09:00"}, {"capacity": 0}, {"last_day": "2020-01-01"}, {"capacity": 11}])
def test_a_bad_class_changes_nothing(client, changes):
    log_in(client, StaffFactory())
    room = RoomFactory(capacity=10)
    response = client.post(reverse("admin:classes_interestclass_add"), form(room, create="1", **changes))
    assert response.status_code in (409, 422)
    assert not InterestClass.objects.exists()


def test_staff_take_somebody_out_and_the_next_comes_in(client):
    made = make_class(capacity=1)
    one, two = UserFactory.create_batch(2)
    for user in (one, two):
        services.enrol(interest_class=made, user=user)
    log_in(client, StaffFactory())
    chosen = made.enrolments.get(user=one)
    client.post(reverse("admin:classes_enrolment_changelist"), {"action": "withdraw", "_selected_action": [chosen.pk]})
    assert made.enrolments.get(user=two).state == "enrolled"
    assert client.get(reverse("admin:classes_interestclass_change", args=[made.pk])).status_code == 200


def test_a_session_is_named_by_the_day_at_the_centre():
    start = datetime(2026, 11, 26, 22, 0, tzinfo=UTC)  # six in the morning of the 27th here
    early = ClassSession(interest_class=InterestClass(name="晨练"), starts_at=start)
    assert "11月27日" in plain(str(early))


def test_few_classes_need_no_choosing_and_many_are_found_by_kind_and_word(client):
    room = RoomFactory(capacity=20)
    make_class(name="太极拳", teacher_name="王师傅", kind=InterestClass.Kind.COMMUNITY, room=room)
    assert "find-class" not in client.get(reverse("class_list")).content.decode()
    for hour in range(11, 19):
        make_class(name=f"书法{hour}", room=room, starts=time(hour), ends=time(hour + 1))
    page = client.get(reverse("class_list")).content.decode()
    assert "find-class" in page
    assert "?weekday=4" in page
    assert names(client, q="tjq") == names(client, q="王师") == names(client, kind="community") == {"太极拳"}
    assert names(client, q="书法", kind="community") == set()


def test_a_holiday_week_is_said_and_not_left_out(client):
    CalendarDay.objects.create(date=today() + 8 * DAY, nature="holiday", name="社区日")
    made = make_class(weeks=3)
    assert "社区日停课" in client.get(made.get_absolute_url()).content.decode()
    CalendarDay.objects.all().delete()
    page = client.get(made.get_absolute_url()).content.decode()
    assert "停课" in page
    assert "社区日" not in page


@time_machine.travel(datetime(2026, 9, 20, 4, 0, tzinfo=UTC), tick=False)
def test_national_day_is_named_in_the_list_of_dates(client):
    made = make_class(
        weekday=4,
        first_day=date(2026, 9, 25),
        last_day=date(2026, 10, 16),
        room=RoomFactory(capacity=20, holiday_rule=Room.HolidayRule.CLOSED),
    )
    assert "周五 10月2日 国庆节停课" in words(client.get(made.get_absolute_url()))
    user = log_in(client, UserFactory())
    [seat] = services.enrol(interest_class=made, user=user)
    assert "周五 10月2日 国庆节停课" in words(client.get(reverse("my_seat", args=[seat.pk])))


def test_who_may_join_is_ticked_already(client):
    user = log_in(client, UserFactory(birth_date=date(1986, 4, 12)))
    child = make_ward(user)
    for fields, ticked in (({}, ["me"]), ({"minimum_age": 6, "maximum_age": 16}, [str(child.pk)])):
        form = client.get(make_class(**fields).get_absolute_url()).context["form"]
        assert form["people"].value() == ticked


@pytest.mark.parametrize("look", ["zh-hans", "en"])
def test_a_page_has_one_red_action_and_the_english_one_no_wide_quotes(client, look):
    user = log_in(client, UserFactory())
    client.cookies["django_language"] = look
    made, wish = make_class(), make_proposal()
    services.enrol(interest_class=made, user=user)
    pages = [made, wish, *map(reverse, ("class_list", "my_classes", "propose_class", "timetable"))]
    for address in pages:
        with translation.override(look):
            page = client.get(address if isinstance(address, str) else address.get_absolute_url()).content.decode()
        assert page.count("btn-primary") <= 1
        assert look == "zh-hans" or not set("“”‘’") & set(page)
