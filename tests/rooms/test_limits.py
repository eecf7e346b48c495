"""Each limit of the rules at its very edge: the last that is allowed, and the first that is not."""

from datetime import date, time, timedelta

import pytest
import time_machine

from community.models import CalendarDay
from community.ranges import DAY, Span, at, day_span
from community.templatetags.dates import minutes
from rooms import services
from rooms.models import Booking, BookingPolicy, OpeningSpan, Room, SpecialHours, Strike
from rooms.rules import availability, slots
from rooms.rules.bookings import check_party, check_span
from rooms.rules.diary import Diary, days_of, rule_days, weekly_spans
from rooms.rules.fairness import fairness
from rooms.rules.hours import opening_spans
from rooms.rules.nearest import alternatives
from rooms.rules.slots import DayPart, Outlook
from rooms.selectors import displaced_bookings
from rooms.services import ledger
from tests.factories import RoomFactory, RoomKindFactory, StaffFactory, UserFactory, make_booking, span_on
from tests.steps import free_starts, refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_nine")]

TODAY = date(2026, 11, 24)  # a Tuesday, with nothing to celebrate
TOMORROW = TODAY + DAY
MINUTE = timedelta(minutes=1)


def check(room: Room, span: Span, *, desk: bool = False, started: bool = False) -> Diary:
    return check_span(room, span, desk=desk, now=at(TODAY, time(9)), started=started)


# When


def test_a_stay_may_begin_this_very_moment_and_no_minute_earlier():
    room = RoomFactory()
    assert check(room, span_on(TODAY, 9))
    refused("past", check, room, span_on(TODAY, 8))
    refused("past", check, room, span_on(TODAY, 8), desk=True)
    assert check(room, Span(at(TODAY, time(8)), at(TODAY, time(10))), started=True)
    refused("end_before_start", check, room, Span(at(TODAY, time(10)), at(TODAY, time(10))))


def test_notice_is_kept_to_the_minute_and_does_not_bind_the_desk_or_an_offer():
    room = RoomFactory(notice_minutes=60)
    assert check(room, span_on(TODAY, 10))
    early = Span(at(TODAY, time(9, 30)), at(TODAY, time(10)))
    error = refused("too_late", check, room, early)
    assert minutes(60) in str(error.message)
    assert check(room, early, desk=True)
    assert check(room, early, started=True)


@pytest.mark.parametrize(("days", "said"), [(1, "1"), (14, "14")])
def test_the_last_day_ahead_is_included_and_the_desk_goes_further(days, said):
    room = RoomFactory(advance_days=days)
    assert check(room, span_on(TODAY + days * DAY, 21))
    after = span_on(TODAY + (days + 1) * DAY, 8)
    error = refused("too_early", check, room, after)
    assert said in str(error.message)
    refused("too_early", check, room, after, started=True)
    assert check(room, after, desk=True)


def test_the_shortest_and_the_longest_stay_are_allowed():
    room = RoomFactory(min_minutes=60, max_minutes=120)
    assert check(room, span_on(TOMORROW, 10, 1))
    assert check(room, span_on(TOMORROW, 10, 2))
    assert minutes(60) in str(refused("too_short", check, room, span_on(TOMORROW, 10, 0.5)).message)
    assert minutes(120) in str(refused("too_long", check, room, span_on(TOMORROW, 10, 2.5)).message)
    assert check(room, span_on(TOMORROW, 10, 0.5), started=True)
    refused("too_long", check, room, span_on(TOMORROW, 10, 2.5), started=True)


def test_a_stay_may_fill_the_hours_and_ends_on_the_grid_that_opening_begins():
    room = RoomFactory(hours=False, max_minutes=240)
    OpeningSpan.objects.create(room=room, weekday=TOMORROW.weekday(), opens=time(8, 15), closes=time(11, 15))
    stay = Span(at(TOMORROW, time(8, 15)), at(TOMORROW, time(11, 15)))
    assert check(room, stay)
    refused("outside_hours", check, room, Span(stay.start, stay.end + 30 * MINUTE))
    refused("off_grid", check, room, Span(stay.start, stay.end - 15 * MINUTE))
    refused("off_grid", check, room, Span(stay.start + 15 * MINUTE, stay.end - 15 * MINUTE))
    assert check(room, Span(stay.start + 15 * MINUTE, stay.end), started=True)


def test_a_holiday_is_named_where_it_closes_the_room():
    room = RoomFactory(holiday_rule=Room.HolidayRule.CLOSED)
    CalendarDay.objects.create(date=TOMORROW, nature="holiday", name="社区日")
    error = refused("outside_hours", check, room, span_on(TOMORROW, 10))
    assert "社区日" in str(error.message)
    assert error.details["day_status"].date == TOMORROW
    CalendarDay.objects.update(nature="closed")
    assert "社区日" not in str(refused("outside_hours", check, room, span_on(TOMORROW, 10)).message)


def test_a_room_out_of_use_is_not_booked():
    refused("walk_in_only", check, RoomFactory(is_active=False), span_on(TOMORROW, 10))


def test_a_closure_refuses_what_it_touches_and_not_what_is_cleaned_into_it():
    room = RoomFactory(buffer_minutes=30)
    closing = {"rooms": [room], "reason": "刷墙", "reason_en": "Painting", "by": StaffFactory()}
    services.close_rooms(span=span_on(TOMORROW, 10), **closing)
    assert "刷墙" in str(refused("closed", check, room, span_on(TOMORROW, 9, 1.5)).message)
    assert check(room, span_on(TOMORROW, 11))
    assert check(room, span_on(TOMORROW, 9))
    refused("taken", make_booking, room, span=span_on(TOMORROW, 9))
    refused("end_before_start", services.close_rooms, span=Span(*[at(TOMORROW, time(12))] * 2), **closing)
    refused("reason_needed", services.close_rooms, span=span_on(TOMORROW, 12), **(closing | {"reason": " "}))


def test_what_is_no_booking_stays_when_a_room_is_closed():
    room = RoomFactory()
    ledger.hold(room=room, span=span_on(TOMORROW, 10), places=None, kind="event", label=("年会", "Gala"))
    closing = {"rooms": [room], "span": span_on(TOMORROW, 10), "reason": "刷墙", "by": StaffFactory()}
    assert "年会" in str(refused("taken", services.close_rooms, **closing, displace=True).message)


# Who


@pytest.mark.parametrize("people", [1, 4])
def test_a_party_of_one_and_of_all_places_fits(people):
    check_party(RoomFactory(capacity=4), party_size=people, user=None, with_guardian=False, day=TOMORROW)


@pytest.mark.parametrize(
    ("born", "alone"),
    [(date(2010, 11, 25), True), (date(2010, 11, 26), False), (date(2014, 11, 25), False), (None, True)],
)
def test_the_youngest_age_is_reached_on_the_birthday(born, alone):
    asked = {"party_size": 1, "user": UserFactory(birth_date=born), "with_guardian": True, "day": TOMORROW}
    if alone:
        check_party(RoomFactory(minimum_age=16), **asked)
    else:
        refused("too_young", check_party, RoomFactory(minimum_age=16), **asked)


@pytest.mark.parametrize(("born", "needs_one"), [(date(2012, 11, 25), False), (date(2012, 11, 26), True), (None, True)])
def test_a_guardian_comes_along_until_the_birthday(born, needs_one):
    asked = {"party_size": 1, "day": TOMORROW, "user": UserFactory(birth_date=born)}
    room = RoomFactory(guardian_below=14)
    check_party(room, **asked, with_guardian=True)
    check_party(RoomFactory(), **asked, with_guardian=False)
    check_party(room, **(asked | {"user": None}), with_guardian=False)
    if needs_one:
        refused("guardian_needed", check_party, room, **asked, with_guardian=False)
    else:
        check_party(room, **asked, with_guardian=False)


# How much


def test_the_last_booking_and_the_last_hour_of_a_share_are_allowed():
    kind = RoomKindFactory(max_active_bookings=2, max_hours_per_week=3)
    room, user = RoomFactory(kind=kind), UserFactory()
    make_booking(room, user, span_on(TOMORROW, 10))
    make_booking(room, user, span_on(TOMORROW, 12, 2))
    assert "2" in str(refused("quota_active", make_booking, room, user, span_on(TOMORROW, 16)).message)
    kind.max_active_bookings = 9
    kind.save()
    assert "3" in str(refused("quota_hours", make_booking, room, user, span_on(TOMORROW, 16, 0.5)).message)
    assert make_booking(room, user, span_on(TODAY + 6 * DAY, 8))


@pytest.mark.parametrize(("day", "hour", "counts"), [(22, 21, 0), (23, 8, 1), (29, 21, 1), (30, 8, 0)])
def test_a_week_goes_from_monday_to_sunday(day, hour, counts):
    user, room = UserFactory(), RoomFactory()
    booking = make_booking(room, user, span_on(TOMORROW, 10))
    span = span_on(date(2026, 11, day), hour)
    Booking.objects.filter(pk=booking.pk).update(starts_at=span.start, ends_at=span.end)
    share = fairness(user, room.kind, at(TOMORROW, time(12)))
    assert share.hours_used == counts
    assert fairness(user, RoomKindFactory(), at(TOMORROW, time(12))).hours_used == 0
    assert fairness(user, room.kind, at(TOMORROW, time(12)), besides=booking).hours_used == 0


@pytest.mark.parametrize(
    ("state", "ahead", "hours"),
    [("requested", 1, 1), ("confirmed", 1, 1), ("checked_in", 1, 1), ("completed", 0, 1), ("no_show", 0, 1)],
)
def test_what_was_used_or_missed_counts_by_the_hour_and_no_longer_as_ahead(state, ahead, hours):
    booking = make_booking(span=span_on(TODAY, 9))
    Booking.objects.filter(pk=booking.pk).update(state=state)
    share = fairness(booking.user, booking.room.kind, booking.starts_at)
    assert (share.active, share.hours_used) == (ahead, hours)
    with time_machine.travel(booking.ends_at, tick=False):
        assert fairness(booking.user, booking.room.kind, booking.starts_at).active == 0


@pytest.mark.parametrize(("ago", "strikes"), [(timedelta(days=30), 1), (timedelta(days=30) - MINUTE, 2)])
def test_strikes_count_for_so_many_days(ago, strikes):
    BookingPolicy(strikes=2, strike_days=30, suspension_days=7).save()
    user, room = UserFactory(), RoomFactory()
    for number, before in enumerate((ago, DAY)):
        booking = make_booking(room, user, span_on(TOMORROW, 10 + number))
        Strike.objects.create(user=user, booking=booking, at=at(TODAY, time(9)) - before)
    share = fairness(user, room.kind, at(TODAY, time(9)))
    assert (share.strikes, share.strikes_allowed) == (strikes, 2)
    assert share.suspended_until == (at(TODAY, time(9)) + 6 * DAY if strikes == 2 else None)


def test_a_suspension_is_over_at_its_very_end():
    BookingPolicy(strikes=1, strike_days=30, suspension_days=7).save()
    booking = make_booking(span=span_on(TOMORROW, 10))
    strike = Strike.objects.create(user=booking.user, booking=booking, at=at(TODAY, time(9)) - 7 * DAY)
    assert fairness(booking.user, booking.room.kind, booking.starts_at).suspended_until is None
    strike.at += MINUTE
    strike.save()
    assert fairness(booking.user, booking.room.kind, booking.starts_at).suspended_until == strike.at + 7 * DAY


# Where there is room


def test_places_are_counted_at_the_fullest_moment_and_one_that_ends_makes_room_at_once():
    room = RoomFactory(capacity=5, mode=Room.Mode.PLACES)
    for hour, people in ((9, 2), (10, 3), (11, 1)):
        make_booking(room, span=span_on(TOMORROW, hour), party_size=people)
    assert availability.free_places(room, span_on(TOMORROW, 9, 3)) == 2
    assert availability.free_places(room, span_on(TOMORROW, 11)) == 4
    assert availability.free_places(room, span_on(TOMORROW, 12)) == 5
    assert availability.is_free(room, span_on(TOMORROW, 10), 2)
    assert not availability.is_free(room, span_on(TOMORROW, 10), 3)


def test_a_whole_room_needs_all_of_its_places_and_time_to_clean():
    room = RoomFactory(capacity=5, buffer_minutes=30)
    make_booking(room, span=span_on(TOMORROW, 10), party_size=2)
    assert (availability.places_needed(room, 2), availability.places_held(room, 2)) == (5, None)
    assert not availability.is_free(room, span_on(TOMORROW, 9), 1)
    assert not availability.is_free(room, span_on(TOMORROW, 11), 1)
    assert availability.is_free(room, Span(at(TOMORROW, time(8, 30)), at(TOMORROW, time(9, 30))), 1)


def test_what_has_the_room_is_named_and_what_has_no_name_is_only_taken():
    room = RoomFactory(capacity=2, mode=Room.Mode.PLACES)
    make_booking(room, span=span_on(TOMORROW, 10))
    assert "“" not in availability.why_taken(room, span_on(TOMORROW, 10))
    ledger.hold(room=room, span=span_on(TOMORROW, 10), places=1, kind="event", label=("年会", "Gala"))
    assert "年会" in availability.why_taken(room, span_on(TOMORROW, 10))
    assert "年会" not in availability.why_taken(room, span_on(TOMORROW, 11))
    diary = Diary([room], [TOMORROW])
    assert "年会" in diary.why_taken(room, span_on(TOMORROW, 10))
    assert "年会" not in diary.why_taken(room, span_on(TOMORROW, 11))


# What a page offers


@pytest.mark.parametrize(
    ("hour", "part"), [(0, "morning"), (11, "morning"), (12, "afternoon"), (17, "afternoon"), (18, "evening")]
)
def test_noon_and_six_begin_another_part_of_the_day(hour, part):
    assert DayPart.of(at(TODAY, time(hour))) == part


@pytest.mark.parametrize(
    ("slot", "least", "most", "lengths", "usual"),
    [(30, 30, 120, [30, 60, 90, 120], 60), (30, 45, 100, [60, 90], 60), (45, 45, 60, [45], 45), (45, 90, 90, [90], 90)],
)
def test_lengths_lie_on_the_grid_within_the_limits(slot, least, most, lengths, usual):
    room = RoomFactory(slot_minutes=slot, min_minutes=least, max_minutes=most)
    assert [each / MINUTE for each in slots.lengths_of(room)] == lengths
    assert slots.usual_length(room) == usual * MINUTE


def starts(room: Room, day: date = TOMORROW, **asked) -> dict[str, float]:
    """The free starts of a day by the clock, each with its longest stay in hours."""
    found = free_starts(room, day, **asked)
    return {f"{each.start.astimezone():%H:%M}": each.longest / timedelta(hours=1) for each in found}


def test_starts_end_before_what_is_taken_and_closed():
    room = RoomFactory(hours=False, buffer_minutes=30)
    OpeningSpan.objects.create(room=room, weekday=TOMORROW.weekday(), opens=time(8), closes=time(13))
    booking = make_booking(room, span=span_on(TOMORROW, 10))
    services.close_rooms(rooms=[room], span=span_on(TOMORROW, 12, 0.5), reason="打扫", by=StaffFactory())
    free = [(each.start.astimezone().strftime("%H:%M"), each.longest / MINUTE) for each in free_starts(room, TOMORROW)]
    assert free == [("08:00", 90), ("08:30", 60), ("09:00", 30), ("12:30", 30)]
    moved = [each.start.astimezone().strftime("%H:%M") for each in free_starts(room, TOMORROW, besides=booking)]
    assert moved == ["08:00", "08:30", "09:00", "09:30", "10:00", "10:30", "11:00", "12:30"]


def test_starts_of_a_part_of_the_day_know_what_their_cleaning_would_run_into():
    room = RoomFactory(buffer_minutes=30)
    ledger.hold(room=room, span=span_on(TOMORROW, 11), places=None, kind="event")
    part = span_on(TOMORROW, 10)
    found = slots.starts_of([room], part, {room.pk: [part]})[room.pk]
    assert [(each.is_free, each.longest / MINUTE) for each in found] == [(True, 30), (False, 0)]
    assert found[0].stay(timedelta(hours=2)) == Span(part.start, part.start + 30 * MINUTE)


def test_a_closure_has_no_starts_where_what_is_taken_has_some():
    room = RoomFactory(capacity=2, mode=Room.Mode.PLACES, min_minutes=60)
    make_booking(room, span=span_on(TOMORROW, 8, 2))
    services.close_rooms(rooms=[room], span=span_on(TOMORROW, 12), reason="打扫", by=StaffFactory())
    part = span_on(TOMORROW, 8, 6)
    found = {each.start.astimezone().hour * 60 + each.start.astimezone().minute: each.is_free
             for each in slots.starts_of([room], part, {room.pk: [part]})[room.pk]}  # fmt: skip
    assert {start / 60 for start in found} == {8, 8.5, 9, 9.5, 10, 10.5, 11, 13}
    assert all(found.values())
    assert not slots.starts_of([room], part, {room.pk: [part]}, people=2)[room.pk][0].is_free


def test_starts_keep_notice_horizon_and_the_size_of_the_party_but_for_the_desk():
    room = RoomFactory(capacity=2, notice_minutes=90, advance_days=1, mode=Room.Mode.PLACES)
    assert next(iter(starts(room, TODAY))) == "10:30"
    assert next(iter(starts(room, TODAY, desk=True))) == "09:00"
    assert starts(room, TOMORROW)
    assert not starts(room, TOMORROW + DAY)
    assert starts(room, TOMORROW + DAY, desk=True)
    make_booking(room, span=span_on(TOMORROW, 10, 2))
    assert "10:00" in starts(room, people=1)
    assert "10:00" not in starts(room, people=2)
    assert starts(room, people=2)
    assert not starts(room, people=3)


def test_a_day_says_what_it_offers():
    room = RoomFactory(advance_days=1)
    free = [slots.Start(at(TOMORROW, time(10)), timedelta(hours=1))]
    taken = [slots.Start(at(TOMORROW, time(10)), timedelta())]
    asked = {"starts": free, "opened": True}
    assert slots.outlook(room, TODAY - DAY, **asked) == Outlook.PAST
    assert slots.outlook(room, TODAY, starts=[], opened=True) == Outlook.OVER
    assert slots.outlook(room, TODAY, starts=taken, opened=True) == Outlook.FULL
    assert slots.outlook(room, TOMORROW, starts=[], opened=True) == Outlook.FULL
    assert slots.outlook(room, TOMORROW, starts=taken + free, opened=True) == Outlook.FREE
    assert slots.outlook(room, TOMORROW, starts=free, opened=False) == Outlook.CLOSED
    assert slots.outlook(room, TOMORROW + DAY, **asked) == Outlook.TOO_EARLY
    assert slots.outlook(room, TOMORROW + DAY, **asked, desk=True) == Outlook.FREE


def test_the_nearest_are_of_the_kind_large_enough_ahead_and_within_a_week():
    room = RoomFactory(hours=False, capacity=4)
    small, other = RoomFactory(kind=room.kind, capacity=3), RoomFactory(capacity=9)
    out = RoomFactory(kind=room.kind, capacity=9, is_active=False)
    walk_in = RoomFactory(kind=room.kind, capacity=9, mode=Room.Mode.WALK_IN)
    for day in (7, 8):
        SpecialHours.objects.create(room=room, date=TODAY + day * DAY, opens=time(10), closes=time(11))
    found = alternatives(room, span_on(TODAY, 10), 4)
    assert [(each.room, each.span) for each in found] == [(room, span_on(TODAY + 7 * DAY, 10))]
    assert not {small, other, out, walk_in} & {each.room for each in found}
    SpecialHours.objects.create(room=room, date=TODAY, opens=time(8), closes=time(11))
    assert [each.span for each in alternatives(room, span_on(TODAY, 10), 4)][:2] == [
        span_on(TODAY, 10),
        Span(at(TODAY, time(9, 30)), at(TODAY, time(10, 30))),
    ]
    assert alternatives(room, span_on(TODAY, 9), 4)[0].span.start > at(TODAY, time(9))
    assert len(alternatives(room, span_on(TOMORROW, 10), 3)) == 3


# Hours


def test_a_holiday_may_follow_sundays_hours_and_a_day_of_the_weekend_worked_is_monday():
    room = RoomFactory(hours=False, holiday_rule=Room.HolidayRule.SUNDAY)
    for weekday, opens in ((0, 7), (TOMORROW.weekday(), 8), (5, 9), (6, 10)):
        OpeningSpan.objects.create(room=room, weekday=weekday, opens=time(opens), closes=time(12))
    saturday = TODAY + 4 * DAY

    def opens(day: date) -> int:
        [span] = opening_spans([room], day_span(day))[room.pk]
        return span.start.astimezone().hour

    assert (opens(TOMORROW), opens(saturday)) == (8, 9)
    CalendarDay.objects.create(date=TOMORROW, nature="holiday")
    CalendarDay.objects.create(date=saturday, nature="workday")
    assert (opens(TOMORROW), opens(saturday)) == (10, 7)


def test_hours_that_overlap_become_one_and_are_cut_to_what_was_asked():
    room = RoomFactory(hours=False)
    for opens, closes in ((8, 12), (9, 10), (12, 14), (15, 16), (16, 17)):
        OpeningSpan.objects.create(room=room, weekday=TOMORROW.weekday(), opens=time(opens), closes=time(closes))
    assert opening_spans([room], day_span(TOMORROW))[room.pk] == [span_on(TOMORROW, 8, 6), span_on(TOMORROW, 15, 2)]
    assert opening_spans([room], span_on(TOMORROW, 9, 5))[room.pk] == [span_on(TOMORROW, 9, 5)]
    assert opening_spans([room], span_on(TOMORROW, 14))[room.pk] == []


def test_special_hours_that_close_beside_others_leave_the_others():
    room = RoomFactory()
    SpecialHours.objects.create(room=room, date=TOMORROW, opens=time(13), closes=time(15))
    SpecialHours.objects.create(room=RoomFactory(), date=TOMORROW, opens=time(7), closes=time(9))
    assert opening_spans([room], day_span(TOMORROW))[room.pk] == [span_on(TOMORROW, 13, 2)]


# Plans


def test_the_days_of_a_span_and_of_a_rule_include_the_last():
    assert days_of(Span(at(TODAY, time(23)), at(TOMORROW, time(1)))) == [TODAY, TOMORROW]
    assert days_of(span_on(TODAY, 10)) == [TODAY]
    assert rule_days(TODAY.weekday(), TODAY, TODAY + 7 * DAY) == [TODAY, TODAY + 7 * DAY]
    assert rule_days(0, TODAY, TODAY + 12 * DAY) == [TODAY + 6 * DAY]
    rule = {"weekday": TODAY.weekday(), "starts": time(10), "first_day": TODAY}
    assert weekly_spans(**rule, ends=time(11), last_day=TODAY, most=1) == [span_on(TODAY, 10)]
    refused("too_many", weekly_spans, **rule, ends=time(11), last_day=TODAY + 7 * DAY, most=1)
    refused("end_before_start", weekly_spans, **rule, ends=time(10), last_day=TODAY, most=1)
    refused("end_before_start", weekly_spans, **rule, ends=time(11), last_day=TODAY - DAY, most=1)


def test_a_plan_of_the_whole_room_displaces_bookings_and_nothing_else():
    room = RoomFactory(buffer_minutes=30)
    late, early = make_booking(room, span=span_on(TOMORROW, 12)), make_booking(room, span=span_on(TOMORROW, 10))
    planned = Diary([room], [TOMORROW]).session(room, span_on(TOMORROW, 10, 2))
    assert planned.displaced == (early, late)  # the later one by the cleaning before it
    assert not planned.is_clear
    assert Diary([room], [TOMORROW]).session(room, span_on(TOMORROW, 14)).is_clear
    assert Diary([room], [TOMORROW]).session(room, span_on(TOMORROW, 21, 2)).problem
    ledger.hold(room=room, span=span_on(TOMORROW, 15), places=None, kind="event", label=("年会", "Gala"))
    assert Diary([room], [TOMORROW]).session(room, span_on(TOMORROW, 14)).problem == "年会"
    services.close_rooms(rooms=[room], span=span_on(TOMORROW, 18), reason="打扫", by=StaffFactory())
    assert Diary([room], [TOMORROW]).session(room, span_on(TOMORROW, 18)).problem == "打扫"
    ledger.hold(room=room, span=span_on(TOMORROW, 20), places=None, kind="event")
    assert Diary([room], [TOMORROW]).session(room, span_on(TOMORROW, 20)).skipped == "活动"


def test_a_diary_knows_of_all_its_days_and_of_nothing_between():
    room, other = RoomFactory(), RoomFactory()
    days = [TOMORROW, TOMORROW + DAY, TOMORROW + 4 * DAY]
    for day in (*days, TOMORROW + 2 * DAY):
        make_booking(room, span=span_on(day, 10), by=StaffFactory())
        make_booking(other, span=span_on(day, 12), by=StaffFactory())
    diary = Diary([room], days)
    assert [diary.takes(room, span_on(day, 10), 1) for day in days] == [False] * 3
    assert [diary.takes(room, span_on(day, 12), 1) for day in days] == [True] * 3
    assert diary.days == days
    assert len(diary.in_the_way(room, Span(at(days[0], time(10)), at(days[1], time(11))))) == 2
    assert Diary([], days).in_the_way(room, span_on(TOMORROW, 10)) == []


def test_what_a_new_holiday_displaces_is_what_falls_on_it():
    room = RoomFactory(holiday_rule=Room.HolidayRule.CLOSED)
    booking = make_booking(room, span=span_on(TOMORROW, 10))
    make_booking(room, span=span_on(TOMORROW + DAY, 10))
    CalendarDay.objects.create(date=TOMORROW, nature="holiday")
    assert displaced_bookings() == [booking]
