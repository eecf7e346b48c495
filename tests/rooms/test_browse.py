"""Rooms now, the day of all rooms, the week of one."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.models import CalendarDay
from community.ranges import DAY, Span, today
from rooms import selectors, services
from rooms.models import HeadCount, Room
from rooms.services import ledger
from tests.factories import RoomFactory, StaffFactory, UserFactory, make_booking, tomorrow_at
from tests.steps import free_starts, log_in

pytestmark = pytest.mark.django_db


def tomorrow() -> dict[str, str]:
    """The query for tomorrow, asked for anew each time: a long run may pass midnight."""
    return {"date": (today() + DAY).isoformat()}


def states(room: Room, user=None, day=None) -> dict[str, str]:
    """The state of each cell of a room tomorrow, by its hours."""
    shown = selectors.day_grid(day or today() + DAY)
    grid = selectors.as_read_by(user, shown.grid, shown.held)
    column = next(column for column in grid.columns if column.room == room)
    local = timezone.localtime
    return {f"{local(c.span.start):%H:%M}-{local(c.span.end):%H:%M}": c.state for c in column.cells}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", ["rooms_now", "day_grid", "room_week"])
def test_pages_take_few_queries_however_much_they_show(client, django_assert_num_queries, name, count):
    """Session and user, versions, favourites: the rest was asked by whoever looked before."""
    user = log_in(client, UserFactory())
    rooms = [RoomFactory() for _room in range(count)]
    for hour in range(9, 9 + count):
        make_booking(rooms[0], UserFactory(), tomorrow_at(hour))
        make_booking(rooms[0], user, tomorrow_at(hour + 5)) if hour < 11 else None
    address = reverse(name, args=[rooms[0].slug] if name == "room_week" else [])
    with time_machine.travel(timezone.now().replace(second=5), tick=False):
        Client().get(address, tomorrow())
        with django_assert_num_queries(3):
            assert client.get(address, tomorrow()).status_code == 200


def test_the_grid_tells_free_mine_and_taken():
    room, me = RoomFactory(slot_minutes=60), UserFactory()
    make_booking(room, me, tomorrow_at(9))
    make_booking(room, UserFactory(), tomorrow_at(10, hours=2))
    seen = states(room, me)
    assert (seen["09:00-10:00"], seen["10:00-12:00"], seen["12:00-13:00"]) == ("mine", "taken", "free")
    assert states(room)["09:00-12:00"] == "taken"


def test_a_closure_says_why_and_others_names_stay_away(client):
    room = RoomFactory()
    make_booking(room, UserFactory(name="赵䶮"), tomorrow_at(9), purpose="秘密排练")
    services.close_rooms(rooms=[room], span=tomorrow_at(12, hours=2), reason="刷墙", by=StaffFactory())
    shown = client.get(reverse("day_grid"), tomorrow()).content.decode()
    assert "刷墙" in shown
    assert "赵䶮" not in shown
    assert "秘密排练" not in shown


@pytest.mark.parametrize(
    "rules", [{}, {"buffer_minutes": 30}, {"min_minutes": 90}, {"slot_minutes": 45, "min_minutes": 45}]
)
def test_the_grid_offers_what_the_booking_form_offers(rules):
    room = RoomFactory(**rules)
    make_booking(room, UserFactory(), Span(tomorrow_at(8).start, tomorrow_at(8).start + timedelta(minutes=90)))
    day = today() + DAY
    column = selectors.day_grid(day).grid.columns[0]
    offered = [cell.span.start for cell in column.cells if cell.state == "free"]
    assert offered == [start.start for start in free_starts(room, day)]


def test_places_are_counted_down():
    room = RoomFactory(mode=Room.Mode.PLACES, capacity=3, slot_minutes=60)
    make_booking(room, UserFactory(), tomorrow_at(9), party_size=2)
    cells = selectors.day_grid(today() + DAY).grid.columns[0].cells
    assert [cell.places for cell in cells][:3] == [3, 1, 3]


def test_a_narrow_page_reads_the_day_in_few_words():
    room = RoomFactory(min_minutes=60)
    make_booking(room, UserFactory(), tomorrow_at(12, hours=2))
    stretches = selectors.day_grid(today() + DAY).grid.columns[0].stretches
    assert [(stretch.state, stretch.span) for stretch in stretches] == [
        ("free", tomorrow_at(8, hours=4)),
        ("taken", tomorrow_at(12, hours=2)),
        ("free", tomorrow_at(14, hours=8)),
    ]
    assert stretches[0].url.endswith("T08:00")


def test_each_row_of_the_table_is_full(client):
    """The cells that begin in a row and those that reach into it make up every column."""
    rooms = [RoomFactory(slot_minutes=60), RoomFactory(slot_minutes=30), RoomFactory(mode=Room.Mode.WALK_IN)]
    make_booking(rooms[0], UserFactory(), tomorrow_at(9, hours=2))
    grid = selectors.day_grid(today() + DAY).grid
    for column in grid.columns:
        assert sum(grid.rows_of(cell) for cell in column.cells) == grid.count


def test_a_closed_day_says_so(client):
    RoomFactory(holiday_rule=Room.HolidayRule.CLOSED)
    CalendarDay.objects.create(date=today() + DAY, nature="closed", name="年度盘点")
    shown = client.get(reverse("day_grid"), tomorrow()).content.decode()
    assert "年度盘点" in shown
    assert 'class="empty"' in shown


def test_what_is_over_or_too_far_ahead_is_not_offered():
    room = RoomFactory(advance_days=3)
    assert "free" not in states(room, day=today() - DAY).values()
    assert "free" not in states(room, day=today() + 4 * DAY).values()
    assert "free" in states(room, day=today() + 3 * DAY).values()


def test_an_unpublished_year_is_provisional(client):
    RoomFactory()
    day = today().replace(year=today().year + 1, month=3, day=3)
    if (day - today()).days > 366:
        pytest.skip("too far ahead")
    assert client.get(reverse("day_grid"), {"date": day.isoformat()}).context["shown"].day.provisional


@pytest.mark.parametrize(
    "asked", ["2026-02-30", "x", "0000-00-00", "1999-01-01", "9999-12-31", "2026-11-24T00:00", "１"]
)
@pytest.mark.parametrize("name", ["day_grid", "room_week"])
def test_days_that_make_no_sense_are_not_found(client, name, asked):
    address = reverse(name, args=[RoomFactory().slug] if name == "room_week" else [])
    assert client.get(address, {"date": asked}).status_code == 404


def test_the_week_starts_on_monday_and_shows_the_rules(client):
    room = RoomFactory(house_rules="请关好门窗", equipment="古筝\n谱架", cancel_minutes=90)
    response = client.get(reverse("room_week", args=[room.slug]), {"date": (today() + DAY).isoformat()})
    shown = response.content.decode()
    assert [day.date.weekday() for day in response.context["shown"].days] == list(range(7))
    assert all(word in shown for word in ("请关好门窗", "古筝", "谱架"))


def test_no_room_takes_the_address_of_the_day():
    room = RoomFactory()
    room.slug = "day"
    with pytest.raises(ValidationError, match="day"):
        room.full_clean()


def test_pages_end_where_the_days_do(client):
    RoomFactory()
    response = client.get(reverse("day_grid"), {"date": (today() + 366 * DAY).isoformat()})
    assert 'rel="next"' not in response.content.decode()
    assert 'rel="prev"' in response.content.decode()


def test_a_room_out_of_use_is_not_found(client):
    room = RoomFactory(is_active=False)
    assert client.get(reverse("room_week", args=[room.slug])).status_code == 404
    assert room.name not in client.get(reverse("day_grid")).content.decode()


def open_now(**kwargs) -> Room:
    """A room that is open around the clock."""
    room = RoomFactory(hours=False, **kwargs)
    for weekday in range(7):
        room.opening_spans.create(weekday=weekday, opens="00:00", closes="23:59")
    return room


def test_rooms_now_tells_who_is_in_and_until_when(come_to):
    room = open_now(mode=Room.Mode.PLACES, capacity=9)
    booking = make_booking(room, span=tomorrow_at(10), party_size=4)
    come_to(booking.starts_at)
    services.check_in(booking=booking, by=StaffFactory())
    HeadCount.objects.create(room=room, people=2, day=today())
    [seen] = selectors.rooms_now()
    assert (seen.state, seen.people, seen.free_places) == ("free", 6, 5)


def test_rooms_now_tells_when_a_taken_room_is_free_again(come_to):
    booking = make_booking(open_now())
    come_to(booking.starts_at)
    [seen] = selectors.rooms_now()
    assert seen.state == "taken"
    assert seen.until == booking.ends_at


def test_yesterdays_visitors_are_gone():
    HeadCount.objects.create(room=open_now(), people=2, day=today() - DAY)
    assert selectors.rooms_now()[0].people == 0


@pytest.mark.parametrize("name", ["rooms_now", "day_grid", "room_week"])
def test_pages_are_only_read_in_both_languages(client, name):
    address = reverse(
        name, args=[RoomFactory(name="一号琴房", name_en="Music room 1").slug] if name == "room_week" else []
    )
    assert client.post(address).status_code == 405
    client.cookies["django_language"] = "en"
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("kind", ["event", "childcare", "class"])
def test_the_grid_names_whatever_lets_everybody_read_of_it(client, kind):
    room = RoomFactory()
    ledger.hold(room=room, span=tomorrow_at(10), places=None, kind=kind, label=("社区茶话会", "Tea"), path="/x/")
    page = client.get(room.get_absolute_url(), {"date": f"{tomorrow_at(10).start:%Y-%m-%d}"}).content.decode()
    assert '<a href="/x/">社区茶话会</a>' in page


def test_a_room_in_use_says_by_what(client, come_to):
    room, span = RoomFactory(), tomorrow_at(10)
    ledger.hold(room=room, span=span, places=None, kind="event", label=("社区茶话会", "Tea"))
    come_to(span.start)
    [seen] = selectors.rooms_now()
    assert (seen.state, seen.note) == ("use", "社区茶话会")
    assert "社区茶话会" in client.get(reverse("rooms_now")).content.decode()
