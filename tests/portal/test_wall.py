"""The foyer's screen."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from community.ranges import DAY, Span, at
from community.registers import foyer, happenings
from community.registers.foyer import OnDuty, Thanks
from community.registers.happenings import Happening
from community.shared_pages import forget_pages
from portal.wall import wall
from rooms.models import HeadCount, Reservation, Room
from tests.factories import RoomFactory, RoomKindFactory
from tests.reading import markup

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 25)
TEN = at(TODAY, time(10))


@pytest.fixture(autouse=True)
def ten_in_the_morning():
    with time_machine.travel(TEN, tick=False):
        yield


def page(client) -> str:
    return markup(client.get("/board/?display=wall"))


def lesson(title: str, start: float, hours: float = 1) -> Happening:
    begins = at(TODAY, time.min) + timedelta(hours=start)
    return Happening(Span(begins, begins + timedelta(hours=hours)), title, "书画室", "/classes/7/")


def give(monkeypatch, *lessons: Happening) -> None:
    monkeypatch.setattr(happenings, "_sources", [lambda span: [each for each in lessons if each.span.overlaps(span)]])


@pytest.mark.parametrize(
    ("mode", "people", "words"),
    [
        ("places", 3, "3位邻居在练字"),
        ("places", 0, "安静，等您来坐坐"),
        ("whole", 0, "空着，现在就能约"),
        ("walk_in", 0, "开着，随到随用"),
    ],
)
def test_a_room_says_in_a_sentence_who_is_here(client, mode, people, words):
    room = RoomFactory(kind=RoomKindFactory(doing="练字"), mode=mode, capacity=12)
    HeadCount.objects.create(room=room, people=people, day=TODAY)
    assert words in page(client)


def test_a_kind_without_a_verb_counts_its_people(client):
    HeadCount.objects.create(room=RoomFactory(mode=Room.Mode.WALK_IN), people=2, day=TODAY)
    assert "2位邻居在这里" in page(client)


@pytest.mark.parametrize(("kind", "words"), [("booking", "有邻居约好了"), ("class", "“国画”正在上课")])
def test_a_taken_room_says_until_when(client, kind, words):
    during = Span(TEN, TEN + timedelta(minutes=30)).range
    Reservation.objects.create(room=RoomFactory(), during=during, places=1, kind=kind, label="国画" * (kind == "class"))
    shown = page(client)
    assert words in shown
    assert "10:30空出来" in shown


def test_past_hours_are_gone_and_the_days_to_come_are_named(client, monkeypatch):
    give(
        monkeypatch,
        lesson("早课", 8),
        lesson("书法班", 9.5),
        lesson("合唱", 14),
        lesson("科普学堂", 34),
        lesson("周五课", 58),
        lesson("书法大课", 24 * 9),
    )
    shown = page(client)
    assert "早课" not in shown
    assert "书法大课" not in shown
    assert shown.index("书法班") < shown.index("合唱") < shown.index("明天") < shown.index("科普学堂")
    assert shown.index("周五</dt>") < shown.index("周五课")


def test_a_full_day_leaves_room_for_tomorrow_and_duty(monkeypatch):
    give(monkeypatch, *[lesson(f"今{n}", 11 + n) for n in range(8)], *[lesson(f"明{n}", 33 + n) for n in range(3)])
    monkeypatch.setattr(foyer, "_duty", [lambda now: [OnDuty(("李师傅",), "工作站", now + timedelta(hours=2))]])
    shown = wall(timezone.now())
    assert [each.title for each in shown.today] == ["今0", "今1", "今2"]
    assert [each.title for each in shown.later] == ["明0", "明1"]


def test_duty_and_thanks_stand_there_as_soon_as_an_app_gives_them(client, monkeypatch):
    assert "值班" not in page(client)
    monkeypatch.setattr(foyer, "_duty", [lambda now: [OnDuty(("李师傅", "小何"), "工作站", now + timedelta(hours=2))]])
    monkeypatch.setattr(foyer, "_thanks", [lambda: [Thanks("欧阳先生", "捐来362册图书")]])
    forget_pages()  # the database knows nothing of this
    shown = page(client)
    for words in ("李师傅、小何", "工作站", "12:00", "谢谢欧阳先生捐来362册图书"):
        assert words in shown


def test_more_rooms_than_find_place_are_counted(client):
    for _each in range(32):
        RoomFactory()
    assert len(wall(timezone.now()).rooms) == 30
    assert "还有2间" in page(client)


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_rooms_and_classes_takes_as_few_queries(client, django_assert_num_queries, count):
    for number in range(count):
        during = Span(TEN + DAY, TEN + DAY + timedelta(hours=1)).range
        Reservation.objects.create(room=RoomFactory(), during=during, places=1, kind="class", label=f"课{number}")
    with django_assert_num_queries(17):
        page(client)


def test_two_are_thanked_at_most(client, monkeypatch):
    thanked = [Thanks(f"第{number}位", "") for number in range(4)]
    monkeypatch.setattr(foyer, "_thanks", [lambda: thanked])
    assert wall(timezone.now()).thanks == thanked[:2]
