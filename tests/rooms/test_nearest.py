"""The nearest alternatives, found in one pass over the holds: the same as asking the ledger about each."""

import random

import pytest
from django.utils import timezone

from community.ranges import DAY, today
from rooms.models import Room
from rooms.rules.availability import starts_within
from rooms.rules.diary import Diary
from rooms.rules.nearest import Span, alternatives
from rooms.services import ledger
from tests.factories import RoomFactory, tomorrow_at

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("mode", [Room.Mode.PLACES, Room.Mode.WHOLE])
def test_the_nearest_are_those_that_the_ledger_has_room_for(mode, seed):
    chance = random.Random(seed)
    wanted = RoomFactory(mode=mode, capacity=4, buffer_minutes=30 * (seed % 2), notice_minutes=0)
    rooms = [wanted, *(RoomFactory(kind=wanted.kind, mode=mode, capacity=4) for _other in range(2))]
    for room in rooms:
        for hour in range(8, 21):
            if mode == Room.Mode.WHOLE and chance.random() < 0.6:
                ledger.hold(room=room, span=tomorrow_at(hour), places=None, kind="event")
            for minute in (0, 30) if mode == Room.Mode.PLACES else ():
                span = tomorrow_at(hour, minute, hours=1 - minute / 60)
                ledger.hold(room=room, span=span, places=chance.randint(1, 2), kind="event")
    asked, people = tomorrow_at(chance.randint(9, 18)), chance.randint(1, 4)
    diary = Diary(rooms, [today() + number * DAY for number in range(9)])
    fitting = [
        (room, Span(start, start + asked.duration))
        for room in Room.objects.bookable().filter(kind=wanted.kind)
        for day in diary.days
        for open_ in diary.opened(room, day)
        for start in starts_within(room, open_, asked.duration)
        if start > timezone.now() and diary.takes(room, Span(start, start + asked.duration), people)
    ]
    fitting.sort(key=lambda each: (abs(each[1].start - asked.start), each[0] != wanted))
    found = [(each.room, each.span) for each in alternatives(wanted, asked, people, limit=30)]
    assert found
    assert found == fitting[:30]


def test_all_who_lose_one_slot_are_offered_the_same_until_something_changes(django_assert_num_queries):
    room, span = RoomFactory(notice_minutes=0), tomorrow_at(10)
    ledger.hold(room=room, span=span, places=None, kind="event")
    offered = alternatives(room, span, people=1)
    with django_assert_num_queries(1):
        assert alternatives(room, span, people=1) == offered
    ledger.hold(room=room, span=offered[0].span, places=None, kind="event")
    assert offered[0] not in alternatives(room, span, people=1)
