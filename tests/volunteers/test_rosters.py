"""Patterns, the shifts generated from them, and changes from a date on."""

from datetime import date, time, timedelta

import pytest

from community.errors import DomainError
from community.models import CalendarDay, Message
from community.ranges import DAY, at, monday_of, today
from tests.factories import StaffFactory, UserFactory, register_person
from tests.steps import refused
from tests.volunteers.factories import (
    PostFactory,
    TeamFactory,
    VolunteerFactory,
    make_pattern,
    make_promise,
    make_shift,
    span_in,
)
from volunteers import selectors, services
from volunteers.enums import PromiseState, ShiftState
from volunteers.models import Assignment, Post, RosterPattern, Shift
from volunteers.rules.plans import plan

pytestmark = pytest.mark.django_db
NATIONAL_DAY = date(2026, 10, 1)


def another(pattern, **fields):
    """The same pattern with other fields, not saved."""
    names = ("post", "weekdays", "starts", "ends", "every", "first_day", "minimum", "places", "on_holiday")
    return RosterPattern(**{name: getattr(pattern, name) for name in names} | fields)


def test_a_pattern_makes_one_shift_for_each_day_of_eight_weeks():
    pattern = make_pattern(first_day=today() + DAY)
    days = list(pattern.shifts.values_list("date", flat=True))
    assert (days[0], days[-1]) == (today() + DAY, monday_of(today()) + timedelta(weeks=9) - DAY)
    assert len(days) == len(set(days)) == (days[-1] - days[0]).days + 1
    assert services.make_shifts() == 0


def test_holidays_are_left_out_with_their_reason_and_a_swapped_workday_is_a_monday(time_machine):
    time_machine.move_to(at(date(2026, 9, 1), time(12)))
    CalendarDay.objects.create(date=NATIONAL_DAY, nature="holiday", name="国庆节")
    CalendarDay.objects.create(date=date(2026, 9, 20), nature="workday", name="调休")
    mondays = make_pattern(weekdays=[0], on_holiday=RosterPattern.OnHoliday.NOTHING, last_day=date(2026, 10, 10))
    days = set(mondays.shifts.values_list("date", flat=True))
    assert date(2026, 9, 20) in days
    thursdays = make_pattern(weekdays=[3], on_holiday=RosterPattern.OnHoliday.NOTHING, last_day=date(2026, 10, 10))
    skipped = {
        each.day: each.skipped for each in plan(thursdays, date(2026, 9, 20), date(2026, 10, 10)) if each.skipped
    }
    assert skipped[NATIONAL_DAY] == "国庆节"
    assert not thursdays.shifts.filter(date=NATIONAL_DAY).exists()


def test_a_holiday_may_count_as_a_sunday_and_weighs_more(time_machine):
    time_machine.move_to(at(date(2026, 9, 1), time(12)))
    CalendarDay.objects.create(date=NATIONAL_DAY, nature="holiday", name="国庆节")
    sundays = make_pattern(weekdays=[6], on_holiday=RosterPattern.OnHoliday.SUNDAY)
    assert sundays.shifts.get(date=NATIONAL_DAY).weight == sundays.festival_weight


def test_an_unpublished_year_is_provisional_and_what_lies_wrong_later_is_listed(time_machine):
    time_machine.move_to(at(date(2030, 9, 1), time(12)))
    pattern = make_pattern(weekdays=[1], on_holiday=RosterPattern.OnHoliday.NOTHING)
    assert all(each.provisional for each in plan(pattern, date(2030, 9, 20), date(2030, 10, 10)))
    CalendarDay.objects.create(date=date(2030, 10, 1), nature="holiday", name="国庆节")
    assert [each.date for each in selectors.misplaced_shifts()] == [date(2030, 10, 1)]


def test_past_midnight_every_other_week_with_teams_in_turn():
    teams = TeamFactory.create_batch(2)
    monday = monday_of(today()) + 7 * DAY
    pattern = make_pattern(
        weekdays=[0], starts=time(22), ends=time(6), every=2, first_day=monday, teams=teams, post=PostFactory()
    )
    shifts = list(pattern.shifts.select_related("team"))
    assert [each.date for each in shifts[:2]] == [monday, monday + 14 * DAY]
    assert [each.team for each in shifts[:3]] == [teams[0], teams[1], teams[0]]
    assert shifts[0].hours == 8
    # volunteer_planner#355: a shift past midnight beside one of the next morning is no doubling.
    make_pattern(post=pattern.post, weekdays=[1], starts=time(6), ends=time(8))
    assert services.make_shifts() == 0


def test_what_was_moved_or_called_off_by_hand_stays_so():
    pattern, staff = make_pattern(first_day=today() + DAY), StaffFactory()
    first, second = pattern.shifts.all()[:2]
    services.move_shift(shift=first, span=span_in(1, 18), by=staff)
    services.call_off(shift=second, by=staff, reason="大雪")
    assert services.make_shifts() == 0
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.starts_at, second.state) == (span_in(1, 18).start, ShiftState.CALLED_OFF)


def test_a_change_shows_first_what_it_does_and_keeps_people_where_their_shift_survives():
    pattern, staff = make_pattern(first_day=today() + DAY), StaffFactory()
    shifts = list(pattern.shifts.all())
    sunday = next(each for each in shifts if each.date.weekday() == 6)
    monday = next(each for each in shifts if each.date.weekday() == 0)
    stays, goes = make_promise(monday), make_promise(sunday)
    new = another(pattern, weekdays=[0, 1, 2, 3, 4, 5], starts=time(9), ends=time(11), first_day=today() + DAY)
    shown = services.preview(old=pattern, new=new, from_day=today() + DAY, teams=[])
    assert (len(shown.goes), sunday in shown.goes) == (len([s for s in shifts if s.date.weekday() == 6]), True)
    assert pattern.shifts.count() == len(shifts)
    services.change_from(old=pattern, new=new, from_day=today() + DAY, teams=[], by=staff)
    stays.refresh_from_db()
    goes.refresh_from_db()
    assert (stays.state, goes.state) == (PromiseState.PROMISED, PromiseState.CALLED_OFF)
    assert stays.during.lower == at(monday.date, time(9))
    # tapir#734: the edited shift is the same one, not a second.
    assert Shift.objects.filter(post=pattern.post, date=monday.date).count() == 1
    assert set(Message.objects.values_list("kind", flat=True)) == {"duty_moved", "duty_called_off"}


def test_somebody_in_the_way_keeps_the_shift_where_it_was():
    pattern, staff, volunteer = make_pattern(first_day=today() + DAY), StaffFactory(), VolunteerFactory()
    shift = pattern.shifts.first()
    make_promise(shift, volunteer)
    make_promise(make_shift(days=1, hour=10), volunteer)
    new = another(pattern, starts=time(9), ends=time(11))
    change = services.change_from(old=pattern, new=new, from_day=today() + DAY, teams=[], by=staff)
    shift.refresh_from_db()
    assert (shift.starts_at, shift in change.by_hand) == (at(shift.date, time(8)), True)


def test_a_pattern_that_ends_takes_its_later_shifts_along():
    pattern, staff = make_pattern(first_day=today() + DAY), StaffFactory()
    promise = make_promise(pattern.shifts.last())
    services.end_pattern(pattern=pattern, last_day=today() + 7 * DAY, by=staff)
    promise.refresh_from_db()
    assert promise.state == PromiseState.CALLED_OFF
    assert pattern.shifts.taking_place().count() == 7


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("too_many", {"last_day": today() + 600 * DAY}),
        ("end_before_start", {"last_day": today() - 3 * DAY}),
        ("no_weekdays", {"weekdays": []}),
        ("minimum", {"minimum": 3, "places": 2}),
    ],
)
def test_a_pattern_that_cannot_be_is_refused(code, fields):
    with pytest.raises(DomainError) as refused:
        make_pattern(**fields)
    assert (refused.value.code, RosterPattern.objects.count()) == (code, 0)


def test_only_the_centre_plans():
    refused("not_allowed", services.add_shift, post=PostFactory(), span=span_in(2, 9), by=UserFactory())


def test_a_moved_shift_takes_its_promises_along_or_names_who_is_in_the_way():
    volunteer, staff = VolunteerFactory(), StaffFactory()
    promise, other = make_promise(make_shift(hour=14), volunteer), make_promise(make_shift(hour=18), volunteer)
    error = refused("in_the_way", services.move_shift, shift=promise.shift, span=other.shift.span, by=staff)
    assert error.details["people"][0][0] == volunteer.name
    services.move_shift(shift=promise.shift, span=span_in(5, 9), by=staff)
    promise.refresh_from_db()
    assert promise.during.lower == span_in(5, 9).start
    assert Message.objects.filter(kind="duty_moved", user=volunteer.user).count() == 1


def test_calling_off_keeps_what_was_done():
    """juntagrico#500: cancelling wiped who was there."""
    shift = make_shift(start=timedelta(hours=-1), hours=2)
    promise = Assignment.objects.create(
        shift=shift, volunteer=VolunteerFactory(), state=PromiseState.PRESENT, during=shift.span.range
    )
    refused("bad_state", services.call_off, shift=shift, by=StaffFactory(), reason="雨")
    promise.refresh_from_db()
    assert promise.state == PromiseState.PRESENT


def test_a_post_with_a_past_cannot_be_deleted():
    """engelsystem#640: deleting a place deleted the work done there."""
    from django.db.models import ProtectedError

    promise = make_promise()
    with pytest.raises(ProtectedError):
        Post.objects.get(pk=promise.shift.post_id).delete()


def test_places_cannot_fall_below_what_is_promised():
    shift = make_shift(places=2)
    make_promise(shift)
    make_promise(shift)
    refused("promised", services.resize_shift, shift=shift, minimum=1, places=1, by=StaffFactory())


def test_last_weeks_people_are_copied_where_they_may():
    staff, volunteer = StaffFactory(), VolunteerFactory()
    post = PostFactory()
    monday = monday_of(today()) + 7 * DAY
    before = make_shift(post, days=(monday - today()).days)
    make_promise(before, volunteer)
    after = make_shift(post, days=(monday - today()).days + 7)
    made, refused_ = services.copy_last_week(monday=monday + 7 * DAY, by=staff)
    assert ([each.volunteer for each in made], refused_) == ([volunteer], 0)
    assert after.assignments.get().volunteer == volunteer
    assert services.copy_last_week(monday=monday + 7 * DAY, by=staff) == ([], 0)


def test_a_worker_that_read_a_pattern_before_it_ended_makes_no_shift_of_it():
    pattern, staff = make_pattern(), StaffFactory()
    stale = RosterPattern.objects.get(pk=pattern.pk)
    services.change_from(
        old=pattern, new=another(pattern, ends=time(11)), from_day=today() + 3 * DAY, teams=[], by=staff
    )
    before = Shift.objects.count()
    assert services.make_shifts(patterns=[stale]) == 0
    assert Shift.objects.count() == before


def test_a_pattern_that_moves_into_the_evening_leaves_the_young_where_they_are():
    """Age, consent and insurance are judged when a shift moves, whoever moves it."""
    resident = register_person(name="王小明", birth_date=today() - 16 * 366 * DAY)
    young = VolunteerFactory(user=None, resident=resident, consented_on=today())
    pattern, staff = make_pattern(first_day=today() + DAY), StaffFactory()
    first, second = pattern.shifts.order_by("date")[:2]
    services.promise(shift=first, volunteer=young, by=staff)
    make_promise(second)
    new = another(pattern, starts=time(19), ends=time(21))
    change = services.change_from(old=pattern, new=new, from_day=today() + DAY, teams=[], by=staff)
    assert [each.pk for each in change.by_hand] == [first.pk]
    for shift, hour in ((first, 8), (second, 19)):
        shift.refresh_from_db()
        assert shift.starts_at == at(shift.date, time(hour))


def test_an_edited_shift_never_comes_back_as_a_second():
    """tapir#734: a shift whose time was edited came back as another one beside it."""
    pattern, staff = make_pattern(first_day=today() + DAY), StaffFactory()
    shift, count = pattern.shifts.first(), pattern.shifts.count()
    shift = services.move_shift(shift=shift, span=span_in(3, 18), by=staff)
    assert services.make_shifts() == 0
    services.change_from(old=pattern, new=another(pattern, minimum=2), from_day=today() + DAY, teams=[], by=staff)
    assert Shift.objects.filter(state=ShiftState.OPEN).count() == count
    assert Shift.objects.filter(starts_at=shift.starts_at).count() == 1


def test_a_shift_past_midnight_is_made_once_and_is_not_in_the_way_of_the_next():
    """volunteer_planner#355: a shift past midnight "exists already"; ephios#367: back to back was refused."""
    post = PostFactory()
    night = make_pattern(post, starts=time(22), ends=time(6), first_day=today() + DAY)
    morning = make_pattern(post, starts=time(6), ends=time(8), first_day=today() + DAY)
    assert night.shifts.count() == morning.shifts.count() > 50
    tonight = night.shifts.order_by("date").first()
    assert tonight.span.duration == timedelta(hours=8)
    then = morning.shifts.get(date=tonight.date + DAY)
    promise, staff = make_promise(tonight), StaffFactory()
    services.promise(shift=then, volunteer=promise.volunteer, by=staff, exception="只多站一会儿")
    assert then.starts_at == tonight.ends_at
