from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import translation

from community.ranges import Span
from community.templatetags import dates

FRIDAY_14 = datetime(2026, 11, 27, 6, 0, tzinfo=UTC)
WEDNESDAY = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def wednesday_noon():
    with time_machine.travel(WEDNESDAY, tick=False) as traveller:
        yield traveller


@pytest.mark.parametrize(("language", "text"), [("zh-hans", "2026年11月27日 周五"), ("en", "Friday 27 November 2026")])
def test_what_is_kept_names_the_whole_date(language, text):
    with translation.override(language):
        assert dates.plain(dates.full_day(date(2026, 11, 27))) == text
        assert dates.plain(dates.full_day(FRIDAY_14)) == text


@pytest.mark.parametrize(("language", "text"), [("zh-hans", "2026年11月27日"), ("en", "27 November 2026")])
def test_a_certificate_states_a_date_without_its_weekday(language, text):
    with translation.override(language):
        assert dates.paper_day(date(2026, 11, 27)) == dates.paper_day(FRIDAY_14) == text
        assert not dates.paper_day(None)


@pytest.mark.parametrize(
    ("language", "this_year", "next_year"),
    [("zh-hans", "周五 11月27日", "2027年1月1日 周五"), ("en", "Fri 27 Nov", "Fri 1 Jan 2027")],
)
def test_the_year_is_named_only_where_it_is_another_one(language, this_year, next_year):
    with translation.override(language):
        assert dates.day(date(2026, 11, 27)) == dates.day(FRIDAY_14) == this_year
        assert dates.day(date(2027, 1, 1)) == next_year


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-hans", ["周一 11月23日", "昨天", "今天", "明天", "周五 11月27日"]),
        ("en", ["Mon 23 Nov", "yesterday", "today", "tomorrow", "Fri 27 Nov"]),
    ],
)
def test_days_close_by_have_names(language, words):
    with translation.override(language):
        assert [dates.plain(dates.near_day(date(2026, 11, 23 + ahead))) for ahead in range(5)] == words


def test_a_day_of_the_week_to_come_is_one_word():
    with translation.override("zh-hans"):
        assert [dates.near_weekday(date(2026, 11, day)) for day in (26, 27)] == ["明天", "周五"]
    with translation.override("en"):
        assert dates.near_weekday(FRIDAY_14) == "Fri"


def test_tomorrow_begins_at_the_centres_midnight(wednesday_noon):
    three_in_the_afternoon = FRIDAY_14 + timedelta(hours=1)
    with translation.override("zh-hans"):
        wednesday_noon.move_to(datetime(2026, 11, 26, 15, 59, tzinfo=UTC))
        assert dates.near_moment(three_in_the_afternoon) == "明天 15:00"
        wednesday_noon.move_to(datetime(2026, 11, 26, 16, 0, tzinfo=UTC))
        assert dates.near_moment(three_in_the_afternoon) == "今天 15:00"


def test_a_sentence_of_today_needs_no_day():
    with translation.override("zh-hans"):
        assert dates.spoken(WEDNESDAY - timedelta(hours=3, minutes=30)) == "8:30"
        assert dates.spoken(WEDNESDAY + timedelta(hours=20, minutes=30)) == "明天 8:30"


def test_a_year_ends_between_today_and_tomorrow(wednesday_noon):
    wednesday_noon.move_to(datetime(2026, 12, 31, 4, 0, tzinfo=UTC))
    with translation.override("en"):
        assert dates.near_day(date(2027, 1, 1)) == "tomorrow"
        assert dates.near_day(date(2027, 1, 2)) == "Sat 2 Jan 2027"


def test_a_moment_belongs_to_the_day_at_the_centre():
    with translation.override("zh-hans"):
        assert dates.plain(dates.moment(datetime(2026, 11, 26, 16, 30, tzinfo=UTC))) == "周五 11月27日 00:30"


def test_a_span_within_a_day_names_the_day_once():
    with translation.override("zh-hans"):
        assert (
            dates.plain(dates.span(Span(FRIDAY_14, FRIDAY_14 + timedelta(minutes=90)))) == "周五 11月27日 14:00–15:30"
        )
        assert dates.plain(dates.near_span(Span(WEDNESDAY, WEDNESDAY + timedelta(hours=2)))) == "今天 12:00–14:00"
        assert dates.plain(dates.near_span(Span(WEDNESDAY, WEDNESDAY + timedelta(hours=12)))) == "今天 12:00–24:00"


def test_hours_stay_on_one_line_of_a_page_and_leave_as_they_are():
    shown = dates.clocks(Span(FRIDAY_14, FRIDAY_14 + timedelta(minutes=90)))
    assert shown == f"14:00–{dates.JOINER}15:30" == dates.together("14:00–15:30")
    assert dates.together("每天 8:30–21:00，周一–周五") == f"每天 8:30–{dates.JOINER}21:00，周一–周五"
    assert dates.plain(shown) == "14:00–15:30" == dates.plain(dates.until(time(14), time(15, 30)))


def test_a_message_is_not_torn():
    def kept(text):
        return dates.whole(text).replace(dates.JOINER, "+").replace(dates.NO_BREAK, "_")

    assert kept("周四 12月3日 14:00–15:30") == "周+四 12+月+3+日 14:00–+15:30"
    assert kept("Seen Thu 3 Dec 16:00 · Gym") == "Seen Thu_3_Dec 16:00_· Gym"
    # A number that somebody may copy into a field stays as it is.
    assert kept("“书法班”的证明SJ2026-000001") == "“+书+法+班+”的证明SJ2026-000001"
    assert kept("每周来，May 3 people") == "每周来，May 3 people"


def test_a_span_across_midnight_names_both_days():
    night = Span(FRIDAY_14, FRIDAY_14 + timedelta(hours=11))
    with translation.override("en"):
        assert dates.span(night) == "Fri 27 Nov 14:00 – Sat 28 Nov 01:00"
        assert dates.near_span(Span(WEDNESDAY, WEDNESDAY + timedelta(hours=13))) == "today 12:00 – tomorrow 01:00"


@pytest.mark.parametrize("value", [timedelta(minutes=90), 90])
def test_a_length_reads_in_hours_and_minutes(value):
    with translation.override("en"):
        assert dates.minutes(value) == "1 h 30 min"
        assert dates.minutes(60) == "1 h"
        assert dates.minutes(45) == "45 min"


@pytest.mark.parametrize(
    ("language", "since", "until", "both"),
    [
        ("zh-hans", "2020年9月1日起", "到2023年8月31日", "2020年9月1日 – 2023年8月31日"),
        ("en", "from 1 Sep 2020", "until 31 Aug 2023", "1 Sep 2020 – 31 Aug 2023"),
    ],
)
def test_days_of_a_term_are_both_included(language, since, until, both):
    first, end = date(2020, 9, 1), date(2023, 9, 1)
    with translation.override(language):
        assert dates.plain(dates.days(DateRange(first, None))) == since
        assert dates.plain(dates.days(DateRange(None, end))) == until
        assert dates.plain(dates.days(DateRange(first, end))) == both
        assert dates.days(None) == dates.days(DateRange(empty=True)) == ""
