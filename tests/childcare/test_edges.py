"""The rules of the children's room at their very edge: the last that is allowed, and the first that is not."""

from datetime import date, time, timedelta
from types import SimpleNamespace

import pytest

from childcare.enums import Purpose
from childcare.models import CarePattern, CareRules, RatioBand
from childcare.rules import people, plans, ratio, sheets
from childcare.rules.ratio import Standing
from community.models import CalendarDay
from community.ranges import DAY, Span, at
from rooms.models import Reservation
from rooms.rules.diary import Diary
from rooms.services import ledger
from tests.childcare.factories import CareRoomFactory
from tests.factories import StaffFactory, UserFactory, span_on
from tests.steps import refused

pytestmark = pytest.mark.usefixtures("at_nine")

TUESDAY = date(2026, 11, 24)
MINUTE = timedelta(minutes=1)


# Points


@pytest.mark.parametrize(("age", "points"), [(3, 30), (5, 30), (6, 21), (12, 21)])
def test_a_child_under_six_costs_more(age, points):
    assert ratio.points_of(age, TUESDAY, bands=[]) == points
    assert ratio.points_of(age, TUESDAY, bands=[], extra=10) == points + 10


@pytest.mark.parametrize(("age", "points"), [(5, 30), (6, 35), (8, 35), (9, 21)])
def test_a_band_holds_its_first_and_its_last_age(age, points):
    bands = [RatioBand(first_age=6, last_age=8, points=35), RatioBand(first_age=6, last_age=8, points=50)]
    assert ratio.points_of(age, TUESDAY, bands=bands) == points
    assert ratio.points_of(4, TUESDAY, bands=[RatioBand(first_age=3, last_age=5, points=25)]) == 30


@pytest.mark.django_db
def test_bands_hold_from_their_day_and_the_newest_counts():
    old, new, ahead = (
        RatioBand.objects.create(first_age=6, last_age=8, points=points, since=TUESDAY + days * DAY)
        for points, days in ((25, -30), (30, 0), (40, 1))
    )
    ours = [each for each in ratio.bands_on(TUESDAY) if each in (old, new, ahead)]
    assert ours == [new, old]


def standing(**fields: object) -> Standing:
    return Standing(**({"places": 10, "present": 4, "points": 120, "carers": 2, "homes": 2} | fields))


@pytest.mark.parametrize(
    ("fields", "children", "points", "takes"),
    [
        ({}, 6, 300, True),
        ({}, 7, 300, False),
        ({}, 6, 301, False),
        ({"held": 1}, 6, 100, False),
        ({"held_points": 1}, 6, 300, False),
        ({"homes": 1}, 1, 21, False),
        ({"is_in_breach": True}, 1, 21, False),
    ],
)
def test_the_last_place_and_the_last_point_are_given(fields, children, points, takes):
    now = standing(**fields)
    assert now.takes(children, points) is takes
    assert (ratio.refusal(now, children, points) is None) is takes


@pytest.mark.parametrize(
    ("fields", "whole"),
    [
        ({}, True),
        ({"points": 420}, True),
        ({"points": 421}, False),
        ({"present": 10}, True),
        ({"present": 11}, False),
        ({"homes": 1}, False),
        ({"present": 0, "homes": 0, "carers": 0}, True),
        ({"present": 1, "homes": 1}, False),
    ],
)
def test_the_rule_holds_to_the_last_point(fields, whole):
    now = standing(**fields)
    assert now.is_whole is whole
    assert (ratio.refusal_to_go(now) is None) is whole


def test_what_is_left_is_the_lesser_of_places_and_points():
    assert standing().children_left() == 6
    assert standing(points=360).children_left() == 2
    assert standing(points=360).children_left(21) == 2
    assert standing(points=391).children_left() == 0
    assert standing(homes=1).children_left() == standing(is_in_breach=True).children_left() == 0
    assert (standing(present=12).places_left, standing(points=500).points_left) == (0, 0)
    assert ratio.refusal_to_go(standing(points=500, is_in_breach=True)) is None


def test_a_refusal_says_what_is_missing():
    assert ratio.refusal(standing(carers=1, homes=1), 1, 30).details["carers"] == 1
    assert ratio.refusal(standing(carers=0, homes=0), 1, 30).details["carers"] == 2
    assert ratio.refusal(standing(carers=2, homes=1), 1, 30).code == "one_household"
    assert ratio.refusal(standing(present=9), 2, 60).details["left"] == 1
    assert ratio.refusal(standing(points=400), 1, 30).code == "no_carers"
    assert "1" in ratio.what_helps(standing(points=421), 30)
    assert "2" in ratio.what_helps(standing(points=451), 30)


# Sheets


def sheet(age: int | None) -> SimpleNamespace:
    return SimpleNamespace(age_on=lambda _day: age, confirmed_at=at(TUESDAY, time(9)))


@pytest.mark.parametrize(
    ("age", "code"), [(3, None), (2, "too_young"), (12, None), (13, "too_old"), (None, "age_unknown")]
)
def test_children_are_left_from_the_youngest_to_the_oldest_age(age, code):
    rules = CareRules(youngest=3, oldest=12)
    found = sheets.why_not(sheet(age), {Purpose.DATA}, TUESDAY, rules)
    assert (found and found.code) == code
    assert sheets.why_not(sheet(age), {Purpose.HEALTH}, TUESDAY, rules).code == "no_consent"


def test_a_sheet_is_asked_for_anew_after_its_days():
    rules = CareRules(confirm_days=30)
    assert not sheets.must_be_confirmed(sheet(7), at(TUESDAY, time(9)) + 30 * DAY, rules)
    assert sheets.must_be_confirmed(sheet(7), at(TUESDAY, time(9)) + 30 * DAY + MINUTE, rules)


# Openings


def test_a_session_lasts_at_most_fourteen_hours_and_is_not_over():
    plans.check_span(span_on(TUESDAY, 8, 14))
    refused("too_long", plans.check_span, span_on(TUESDAY, 8, 14.25))
    refused("end_before_start", plans.check_span, Span(*[at(TUESDAY, time(10))] * 2))
    refused("past", plans.check_span, span_on(TUESDAY, 8))
    plans.check_span(Span(at(TUESDAY, time(8)), at(TUESDAY, time(9, 1))))
    assert plans.held_span(span_on(TUESDAY, 8)).end == at(TUESDAY, time(9, 30))


def test_days_are_planned_to_the_sunday_in_four_weeks():
    days = plans.horizon(TUESDAY)
    assert (days[0], days[-1]) == (TUESDAY, date(2026, 12, 27))
    assert plans.horizon(date(2026, 11, 29))[-1] == date(2026, 12, 27)


@pytest.mark.django_db
def test_an_opening_has_its_days_and_says_what_is_in_the_way():
    room = CareRoomFactory(capacity=10)
    pattern = CarePattern(
        room=room, weekdays=[1, 2], starts=time(9), ends=time(12), first_day=TUESDAY, last_day=TUESDAY + 8 * DAY,
        places=6,
    )  # fmt: skip
    for days, places, label in ((1, 4, ("四人", "Four")), (7, 5, ("五人", "Five"))):
        span = span_on(TUESDAY + days * DAY, 12, 0.5)
        ledger.hold(room=room, span=span, places=places, kind=Reservation.Kind.EVENT, label=label)
    CalendarDay.objects.create(date=TUESDAY + 8 * DAY, nature="holiday", name="社区日")
    planned = plans.plan(pattern, [TUESDAY + number * DAY for number in range(-7, 15)])
    assert [each.day for each in planned] == [TUESDAY + number * DAY for number in (0, 1, 7, 8)]
    assert [each.skipped == "" for each in planned] == [True, True, False, False]
    assert "五人" in planned[2].skipped
    assert planned[3].skipped == "社区日"
    diary = Diary([room], [TUESDAY + DAY])
    assert plans.free_places(diary, room, span_on(TUESDAY + DAY, 11)) == 6
    assert plans.free_places(diary, room, span_on(TUESDAY + DAY, 10)) == 10
    plans.check_open(diary, room, span_on(TUESDAY + DAY, 21))
    refused("room_closed", plans.check_open, diary, room, span_on(TUESDAY + DAY, 21, 2))
    for places in (0, 11):
        refused("room_too_small", plans.check_places, room, places)
    plans.check_places(room, 1), plans.check_places(room, 10)


@pytest.mark.django_db
def test_two_of_the_centre_are_two():
    first, second = StaffFactory(), StaffFactory()
    people.require_two(first, second)
    refused("not_two", people.require_two, first, first)
    refused("not_allowed", people.require_two, first, UserFactory())
    refused("not_allowed", people.require_two, UserFactory(), first)
    people.require_staff(None)
