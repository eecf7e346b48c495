"""The admin of rooms: who sees what, and that every change goes through the services."""

import io

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from openpyxl import load_workbook

from community.models import CalendarDay
from community.registers.dashboard import lines_for
from community.registers.ranks import Rank
from rooms import services
from rooms.models import Booking, Closure, OpeningSpan, Room, Strike
from tests.crawl import links_of
from tests.factories import RoomFactory, RoomKindFactory, StaffFactory, UserFactory, make_booking, tomorrow_at
from tests.steps import log_in

pytestmark = pytest.mark.django_db

QUERIES = 6

MODELS = ["room", "roomkind", "calendarday", "closure", "booking", "waiting", "strike"]


@pytest.fixture
def chief(client):
    user = StaffFactory()
    log_in(client, user)
    return user


def reader(*codenames: str):
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


def url(model: str, page: str = "changelist", *args: object) -> str:
    app = "community" if model == "calendarday" else "rooms"
    return reverse(f"admin:{app}_{model}_{page}", args=args)


@pytest.mark.parametrize("model", MODELS)
def test_every_list_opens(client, chief, model):
    booking = make_booking()
    Strike.objects.create(user=booking.user, booking=booking)
    services.close_rooms(rooms=[booking.room], span=tomorrow_at(18), reason="检修", by=chief)
    assert client.get(url(model)).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_who_may_only_look_changes_nothing(client, model):
    log_in(client, reader(*(f"view_{each}" for each in MODELS)))
    assert client.get(url(model)).status_code == 200
    assert client.get(url(model, "add")).status_code == 403


@pytest.mark.parametrize("model", MODELS)
def test_who_has_no_permission_sees_nothing(client, model):
    log_in(client, reader())
    assert client.get(url(model)).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_bookings_takes_few_queries(client, chief, django_assert_num_queries, count):
    for _each in range(count):
        make_booking()
    with django_assert_num_queries(QUERIES):
        client.get(url("booking"))


def act(client, model: str, action: str, *records: object, **more: str):
    data = {"action": action, "_selected_action": [record.pk for record in records]} | more
    return client.post(url(model), data, follow=False)


def test_bookings_are_approved_through_the_service(client, chief):
    booking = make_booking(RoomFactory(needs_approval=True))
    act(client, "booking", "approve", booking)
    booking.refresh_from_db()
    assert booking.state == Booking.State.CONFIRMED
    assert booking.history.first().history_user == chief


def test_declining_asks_for_the_reason(client, chief):
    booking = make_booking(RoomFactory(needs_approval=True))
    assert act(client, "booking", "decline", booking).status_code == 200
    assert act(client, "booking", "decline", booking, reason=" ").status_code == 422
    act(client, "booking", "decline", booking, reason="当天有活动")
    booking.refresh_from_db()
    assert (booking.state, booking.reason) == ("declined", "当天有活动")


def test_cancelling_frees_the_room(client, chief):
    booking = make_booking()
    act(client, "booking", "cancel", booking, reason="停水")
    booking.reservation.refresh_from_db()
    assert booking.reservation.released_at


def test_a_booking_cannot_be_edited_or_deleted(client, chief):
    booking = make_booking()
    assert client.post(url("booking", "change", booking.pk), {"state": "completed"}).status_code == 403
    assert client.post(url("booking", "delete", booking.pk), {"post": "yes"}).status_code == 403
    assert client.get(url("booking", "add")).url == reverse("desk_book")


@pytest.mark.parametrize("query", ["zp", "zhouping", "周平"])
def test_bookings_are_found_by_pinyin(client, chief, query):
    booking, _other = make_booking(), make_booking(user=UserFactory(name="王芳"))
    response = client.get(url("booking"), {"q": query})
    assert list(response.context["cl"].queryset) == [booking]


def exported(client) -> list[tuple[object, ...]]:
    response = client.get(url("booking", "export"))
    sheet = load_workbook(io.BytesIO(response.content)).active
    return list(sheet.iter_rows(values_only=True))


def test_a_spreadsheet_never_runs_what_a_resident_wrote(client, chief):
    booking = make_booking(purpose='=HYPERLINK("http://x")')
    _head, row = exported(client)
    assert '\'=HYPERLINK("http://x")' in row
    assert booking.contact_phone in row


@pytest.mark.parametrize("permissions", [["view_booking"], ["view_booking", "run_desk"]])
def test_a_spreadsheet_has_no_whole_numbers_for_readers_and_the_desk(client, permissions):
    booking = make_booking()
    log_in(client, reader(*permissions))
    _head, row = exported(client)
    assert booking.contact_phone not in row
    assert f"{booking.contact_phone[:3]}****{booking.contact_phone[-4:]}" in row


def closing(room: Room, span, **more: str) -> dict[str, object]:
    return {
        "rooms": [room.pk],
        "start_0": f"{span.start:%Y-%m-%d}",
        "start_1": f"{span.start:%H:%M}",
        "end_0": f"{span.end:%Y-%m-%d}",
        "end_1": f"{span.end:%H:%M}",
        "reason": "消防检查",
    } | more


def test_closing_shows_who_is_in_the_way_and_asks(client, chief):
    booking = make_booking()
    asked = client.post(url("closure", "add"), closing(booking.room, booking.span))
    assert asked.status_code == 409
    assert booking.contact_name in asked.content.decode()
    assert not Closure.objects.exists()
    client.post(url("closure", "add"), closing(booking.room, booking.span, displace="1"))
    booking.refresh_from_db()
    assert booking.state == Booking.State.CANCELLED
    act(client, "closure", "reopen", Closure.objects.get())
    assert Closure.objects.get().reservation.released_at


def test_a_closure_that_ends_before_it_starts_is_refused(client, chief):
    span = tomorrow_at(9)
    data = closing(RoomFactory(), span) | {"end_1": "07:00"}
    assert client.post(url("closure", "add"), data).status_code == 422


def test_strikes_are_forgiven(client, chief):
    booking = make_booking()
    strike = Strike.objects.create(user=booking.user, booking=booking)
    act(client, "strike", "forgive", strike)
    strike.refresh_from_db()
    assert strike.forgiven_at


def test_the_feed_gets_a_new_address(client, chief):
    room = RoomFactory()
    act(client, "room", "reset_feed", room)
    assert Room.objects.get().feed_token != room.feed_token


def test_capacity_below_what_is_promised_is_refused(client, chief):
    room = RoomFactory(mode=Room.Mode.PLACES, capacity=5)
    booking = make_booking(room, party_size=4)
    form = client.get(url("room", "change", room.pk)).context["adminform"].form
    data = {name: value for name, value in form.initial.items() if value is not None and name != "photo"}
    for formset in ("opening_spans", "special_hours"):
        data |= {f"{formset}-TOTAL_FORMS": 0, f"{formset}-INITIAL_FORMS": 0}
    response = client.post(url("room", "change", room.pk), data | {"capacity": 3}, follow=True)
    assert url("booking", "change", booking.pk) in response.content.decode()
    room.refresh_from_db()
    assert room.capacity == 5


def test_a_new_holiday_names_the_bookings_it_displaces(client, chief):
    booking = make_booking(RoomFactory(holiday_rule=Room.HolidayRule.CLOSED), span=tomorrow_at(10))
    day = f"{booking.starts_at:%Y-%m-%d}"
    response = client.post(url("calendarday", "add"), {"date": day, "nature": "holiday", "name": "过节"}, follow=True)
    assert url("booking", "change", booking.pk) in response.content.decode()


def test_the_dashboard_says_what_needs_a_hand(chief):
    booking = make_booking(RoomFactory(holiday_rule=Room.HolidayRule.CLOSED))
    CalendarDay.objects.create(date=booking.starts_at.date(), nature="holiday", name="过节")
    [line] = [line for line in lines_for(chief) if line.url == reverse("desk_displaced")]
    assert (line.count, line.rank) == (1, Rank.DUE)
    assert lines_for(UserFactory()) == []


def test_a_new_room_is_given_its_hours_by_the_week_and_days_left_empty_stay_closed(client, chief):
    page = client.get(reverse("admin:rooms_room_add"))
    hours = page.context["inline_admin_formsets"][0].formset
    assert [form["weekday"].value() for form in hours] == list(range(7))
    form = next(each for each in links_of(page.content.decode()).forms if "_save" in each.fields)
    filled = {name: values[0] for name, values in form.fields.items() if values[0] and not name.startswith("_")}
    days = {f"opening_spans-{day}-weekday": str(day) for day in range(7)}
    monday = {"opening_spans-0-opens": "08:30", "opening_spans-0-closes": "21:00"}
    typed = {"name": "琴房", "slug": "piano", "kind": str(RoomKindFactory().pk), "capacity": "4", "mode": "whole"}
    typed |= {"holiday_rule": "usual", "_save": "1"}
    assert client.post(reverse("admin:rooms_room_add"), filled | typed | days | monday).status_code == 302
    assert [str(span) for span in OpeningSpan.objects.all()] == ["星期一 08:30–21:00"]
