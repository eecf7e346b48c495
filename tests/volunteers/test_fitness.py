"""Each rule about who may take a shift at its very edge: the last that is allowed, and the first that is not."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from community.days import DayStatus
from community.ranges import DAY, Span, at
from tests.factories import StaffFactory, UserFactory
from tests.steps import refused
from tests.volunteers.factories import PostFactory, TeamFactory, VolunteerFactory, make_promise, make_shift
from volunteers.models import Post, RosterPattern, Shift, Volunteer
from volunteers.rules import fitness, hours, people, plans, presence
from volunteers.rules.fitness import Facts, Held

pytestmark = pytest.mark.usefixtures("at_nine")

TUESDAY = date(2026, 11, 24)
MINUTE = timedelta(minutes=1)


def shift(hour: float = 14, length: float = 2, day: date = TUESDAY, **post: object) -> Shift:
    begins = at(day, time(0)) + timedelta(hours=hour)
    kind = {"kind": Post.Kind.GATE, "name": "东门", "minimum": 1, "places": 2} | post
    return Shift(pk=1, post=Post(**kind), starts_at=begins, ends_at=begins + timedelta(hours=length))


def somebody(born: date | None = date(1985, 3, 8), **fields: object) -> Volunteer:
    return Volunteer(user=UserFactory.build(birth_date=born), **fields)


def against(turn: Shift, volunteer: Volunteer | None = None, *, beside=(), needed=(), **known: object) -> list[str]:
    """The codes of all reasons why somebody may not take a shift."""
    facts = Facts(volunteer or somebody(), **known)
    return [each.code for each in fitness.reasons_against(facts, turn, turn.post, needed, beside)]


def held(hour: float, length: float = 2, day: date = TUESDAY, pk: int = 2) -> Held:
    turn = shift(hour, length, day)
    return Held(pk, Span(turn.starts_at, turn.ends_at), "西门", day)


@pytest.mark.parametrize(
    ("born", "found"),
    [
        (date(2008, 11, 24), []),
        (date(2008, 11, 25), ["needs_consent"]),
        (date(2012, 11, 24), ["needs_consent"]),
        (date(2012, 11, 25), ["needs_guardian"]),
        (None, ["age_unknown"]),
    ],
)
def test_eighteen_and_fourteen_are_reached_on_the_birthday(born, found):
    assert against(shift(), somebody(born)) == found
    assert against(shift(), somebody(born, is_worker=True)) == []


def test_consent_and_a_guardian_on_the_shift_let_the_young_take_it():
    assert against(shift(), somebody(date(2010, 1, 1), consented_on=TUESDAY)) == []
    child = somebody(date(2014, 1, 1), consented_on=TUESDAY)
    assert against(shift(), child, guardians={7}, beside={8}) == ["needs_guardian"]
    assert against(shift(), child, guardians={7}, beside={7, 8}) == []


@pytest.mark.parametrize(("length", "found"), [(2, []), (2.25, ["too_young"])])
def test_the_duty_of_the_young_ends_at_eight(length, found):
    young = somebody(date(2010, 1, 1), consented_on=TUESDAY)
    assert against(shift(18, length), young) == found
    assert against(shift(18, length), somebody()) == []


def test_rounds_are_for_adults():
    young = somebody(date(2010, 1, 1), consented_on=TUESDAY)
    assert against(shift(kind=Post.Kind.ROUND), young) == ["too_young"]
    assert against(shift(kind=Post.Kind.ROUND)) == []


@pytest.mark.parametrize(("until", "found"), [(TUESDAY, []), (TUESDAY - DAY, ["uninsured"]), (None, ["uninsured"])])
def test_an_insurance_runs_through_its_last_day(until, found):
    assert against(shift(is_risky=True), somebody(insured_until=until)) == found
    assert against(shift(), somebody(insured_until=until)) == []
    assert against(shift(22, 4, is_risky=True), somebody(insured_until=TUESDAY)) == ["uninsured"]


def test_every_needed_skill_is_on_record():
    assert against(shift(), needed={1, 2}, skills={1}) == ["unskilled"]
    assert against(shift(), needed={1, 2}, skills={1, 2, 3}) == []


def test_who_left_or_stands_on_it_already_takes_nothing():
    assert against(shift(), somebody(left_at=datetime.now().astimezone())) == ["left"]
    assert against(shift(), held=[held(14, pk=1)]) == ["twice"]


@pytest.mark.parametrize(("hour", "found"), [(12, []), (12.5, ["overlaps"]), (15.5, ["overlaps"]), (16, [])])
def test_shifts_may_touch_and_not_overlap(hour, found):
    assert against(shift(14), held=[held(hour)]) == found


@pytest.mark.parametrize(
    ("begins", "length", "then", "found"),
    [
        (22, 3, 11, []), (22, 3, 10.75, ["no_rest"]), (22, 2, 8, []), (22, 2.25, 8, ["no_rest"]),
        (4.75, 2, 10, ["no_rest"]), (5, 2, 10, []),
    ],
)  # fmt: skip
def test_after_a_night_come_ten_hours_of_rest(begins, length, then, found):
    day = TUESDAY - DAY if begins > 12 else TUESDAY
    assert against(shift(then, 1), held=[held(begins, length, day)]) == found
    assert against(shift(begins, length, day), held=[held(then, 1)]) == found


@pytest.mark.parametrize(("length", "found"), [(4, []), (4.25, ["long_day"])])
def test_a_day_has_eight_hours_of_duty(length, found):
    assert against(shift(14, 4), held=[held(8, length), held(8, 8, TUESDAY + DAY, pk=3)]) == found


@pytest.mark.parametrize(("most", "found"), [(6, []), (5, ["over_own_most"]), (None, [])])
def test_a_week_has_the_hours_that_were_agreed(most, found):
    others = [held(8, 4, TUESDAY - DAY), held(8, 4, TUESDAY - 2 * DAY, pk=3), held(8, 4, TUESDAY + 6 * DAY, pk=4)]
    assert against(shift(14, 2), somebody(most_hours=most), held=others) == found


@pytest.mark.parametrize(("first", "end", "found"), [(0, 1, ["away"]), (-1, 0, []), (1, 2, []), (-1, 1, ["away"])])
def test_the_last_day_away_is_the_one_before_the_end(first, end, found):
    assert against(shift(), away=[(TUESDAY + first * DAY, TUESDAY + end * DAY)]) == found


def test_what_somebody_cannot_do_counts_where_the_post_asks_for_it():
    limits = ["stairs", "outdoors", "evenings"]
    assert against(shift(16, 2), somebody(cannot=limits)) == []
    assert against(shift(16, 2.25), somebody(cannot=limits)) == ["evening"]
    assert against(shift(has_stairs=True), somebody(cannot=limits)) == ["stairs"]
    assert against(shift(is_outdoors=True), somebody(cannot=limits)) == ["outdoors"]
    assert against(shift(16, 3, has_stairs=True, is_outdoors=True), somebody()) == []


def test_hard_reasons_come_first_and_soft_ones_yield_to_an_exception():
    reasons = fitness.reasons_against(Facts(somebody(None), away=[(TUESDAY, TUESDAY + DAY)]), shift(), shift().post, ())
    assert [(each.code, each.soft) for each in reasons] == [("age_unknown", False), ("away", True)]


def test_staff_may_allow_long_days_and_short_nights_and_more_than_was_agreed_but_not_two_posts_at_once():
    turn = shift(14, 4)
    known = {"held": [held(8, 5), held(22, 8, TUESDAY - DAY, pk=3), held(15, pk=4)]}
    facts = Facts(somebody(most_hours=6), **known)
    reasons = fitness.reasons_against(facts, turn, turn.post, (), ())
    assert {each.code: each.soft for each in reasons} == {
        "overlaps": False, "no_rest": True, "long_day": True, "over_own_most": True,
    }  # fmt: skip


@pytest.mark.django_db
def test_an_exception_lets_soft_reasons_through_alone():
    now, turn = at(TUESDAY, time(9)), make_shift(hour=18)
    soft = VolunteerFactory(cannot=["evenings"])
    refused("evening", fitness.judge, soft, turn, now=now)
    fitness.judge(soft, turn, now=now, exception="只有他")
    hard = VolunteerFactory(cannot=["evenings"], user=UserFactory(birth_date=None))
    refused("age_unknown", fitness.judge, hard, turn, now=now, exception="只有他")
    refused("past", fitness.judge, soft, turn, now=turn.ends_at)
    fitness.judge(soft, turn, now=turn.ends_at - MINUTE, exception="只有他")


@pytest.mark.django_db
def test_facts_reach_a_week_around_and_name_what_is_held():
    volunteer = VolunteerFactory()
    near, far = make_shift(days=8), make_shift(days=30)
    for turn in (near, far):
        make_promise(turn, volunteer)
    facts = fitness.facts_of([volunteer], make_shift(days=1).span)[volunteer.pk]
    assert [(each.shift_id, each.post, each.day) for each in facts.held] == [(near.pk, "东门", TUESDAY + 8 * DAY)]


@pytest.mark.parametrize(("hour", "part"), [(0, 3), (11, 3), (12, 4), (17, 4), (18, 5), (23, 5)])
def test_noon_and_six_part_the_day(hour, part):
    assert fitness.part_of_week(at(TUESDAY, time(hour))) == part
    assert fitness.suits(somebody(suits=[part]), shift(hour, 1))
    assert not fitness.suits(somebody(suits=[part + 1]), shift(hour, 1))
    assert fitness.suits(somebody(), shift(hour, 1))


# Service


@pytest.mark.parametrize(("late", "minutes"), [(None, 120), (0, 120), (15, 120), (16, 104), (130, 0)])
def test_who_comes_more_than_a_quarter_late_counts_from_then(late, minutes):
    turn = shift(14, 2)
    arrived = None if late is None else turn.starts_at + late * MINUTE
    assert hours.countable(turn, somebody(), DayStatus(TUESDAY, "workday"), arrived) == minutes


@pytest.mark.parametrize(
    ("hour", "length", "nature", "minutes"),
    [
        (8, 1, "workday", 30),
        (16.5, 2, "workday", 60),
        (8, 10, "workday", 60),
        (9, 2, "workday", 0),
        (9, 2, "weekend", 120),
    ],
)
def test_paid_time_of_a_worker_is_no_service(hour, length, nature, minutes):
    turn = shift(hour, length)
    assert hours.countable(turn, somebody(is_worker=True), DayStatus(TUESDAY, nature)) == minutes
    assert hours.countable(turn, somebody(), DayStatus(TUESDAY, nature)) == length * 60


# Plans


def pattern(**fields: object) -> RosterPattern:
    given = {"weekdays": [1], "starts": time(8), "ends": time(10), "first_day": TUESDAY, "minimum": 1, "places": 2}
    return RosterPattern(**(given | {"every": 1, "weight": Decimal(1), "festival_weight": Decimal(2)} | fields))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"weekdays": []}, "no_weekdays"), ({"last_day": TUESDAY - DAY}, "end_before_start"),
        ({"last_day": TUESDAY}, None), ({"minimum": 3}, "minimum"), ({"minimum": 2}, None),
        ({"last_day": TUESDAY + 499 * 7 * DAY}, None), ({"last_day": TUESDAY + 500 * 7 * DAY}, "too_many"),
        ({"last_day": TUESDAY + 500 * 7 * DAY, "every": 2}, None),
        ({"last_day": TUESDAY + 300 * 7 * DAY, "weekdays": [1, 2]}, "too_many"),
    ],
)  # fmt: skip
def test_a_pattern_is_refused_from_its_first_fault_on(fields, code):
    if code:
        refused(code, plans.check_pattern, pattern(**fields))
    else:
        plans.check_pattern(pattern(**fields))


def test_a_shift_past_midnight_ends_on_the_next_day():
    assert plans.span_of(TUESDAY, time(8), time(10)) == Span(at(TUESDAY, time(8)), at(TUESDAY, time(10)))
    assert plans.span_of(TUESDAY, time(22), time(2)).end == at(TUESDAY + DAY, time(2))
    assert plans.span_of(TUESDAY, time(8), time(8)).duration == DAY
    assert plans.horizon(TUESDAY) == date(2027, 1, 24)
    assert plans.horizon(date(2026, 11, 23), 1) == date(2026, 12, 6)
    assert plans.horizon(date(2026, 11, 29), 1) == date(2026, 12, 6)


@pytest.mark.django_db
def test_a_pattern_has_its_days_between_its_own_first_and_last():
    days = [each.day for each in plans.plan(pattern(), TUESDAY - 30 * DAY, TUESDAY + 14 * DAY, [])]
    assert days == [TUESDAY, TUESDAY + 7 * DAY, TUESDAY + 14 * DAY]
    ended = pattern(last_day=TUESDAY + 7 * DAY, every=2)
    assert [each.day for each in plans.plan(ended, TUESDAY, TUESDAY + 30 * DAY, [])] == [TUESDAY]
    assert plans.plan(ended, TUESDAY + 8 * DAY, TUESDAY + 30 * DAY, []) == []


# At the post


def test_one_says_i_am_here_from_a_quarter_before_until_the_end():
    turn = shift()
    turn.state = "open"
    moments = [turn.starts_at - 16 * MINUTE, turn.starts_at - 15 * MINUTE, turn.ends_at - MINUTE, turn.ends_at]
    assert [presence.takes_check_in(turn, each) for each in moments] == [False, True, True, False]
    turn.state = "called_off"
    assert not presence.takes_check_in(turn, turn.starts_at)


def test_numbers_are_seen_a_day_before_and_after():
    turn = shift()
    seen = [turn.starts_at - DAY, turn.ends_at + DAY]
    assert all(presence.is_near(turn, each) for each in seen)
    assert not any(presence.is_near(turn, each) for each in (seen[0] - MINUTE, seen[1] + MINUTE))


def test_a_code_holds_for_its_minute_and_the_next():
    post, now = Post(pk=3, secret="geheim"), at(TUESDAY, time(14))
    code = presence.code_at(post, now)
    assert [presence.is_right(post, code, now + each * MINUTE) for each in (-1, 0, 1, 2)] == [False, True, True, False]
    assert presence.code_at(Post(pk=4, secret="geheim"), now) != code
    assert not presence.is_right(post, "", now)
    assert presence.screen_key(post) != presence.screen_key(Post(pk=3, secret="anders"))


# Who acts for whom


@pytest.mark.django_db
def test_who_leads_a_team_answers_for_its_shifts_and_posts_while_it_is_active():
    team, post = TeamFactory(), PostFactory()
    post.teams.add(team)
    leader, staff, other = team.leader.user, StaffFactory(), UserFactory()
    turn = make_shift(post, team=team)
    assert [people.leads(each, turn) for each in (leader, staff, None, other)] == [True, True, True, False]
    assert [people.leads_post(each, post) for each in (leader, staff, other)] == [True, True, False]
    refused("not_allowed", people.require_leader, leader, make_shift(post))
    team.is_active = False
    team.save()
    assert not people.leads_post(leader, post)
    refused("not_yours", people.require_own_or_staff, other, team.leader)
    people.require_own_or_staff(leader, team.leader)
    people.require_own_or_staff(staff, team.leader)
    assert not people.is_own(None, VolunteerFactory.build(user=None))
