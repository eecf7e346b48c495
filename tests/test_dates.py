from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from community.ranges import Span
from community.templatetags import dates

FRIDAY_14 = datetime(2026, 11, 27, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize(("language", "text"), [("zh-hans", "2026年11月27日 周五"), ("en", "Friday 27 November 2026")])
def test_a_day_reads_with_its_weekday(language, text):
    with translation.override(language):
        assert dates.day(date(2026, 11, 27)) == text
        assert dates.day(FRIDAY_14) == text


def test_a_moment_belongs_to_the_day_at_the_centre():
    with translation.override("zh-hans"):
        assert dates.moment(datetime(2026, 11, 26, 16, 30, tzinfo=UTC)) == "2026年11月27日 周五 00:30"


def test_a_span_within_a_day_names_the_day_once():
    with translation.override("zh-hans"):
        assert dates.span(Span(FRIDAY_14, FRIDAY_14 + timedelta(minutes=90))) == "2026年11月27日 周五 14:00–15:30"
        assert dates.span(Span(FRIDAY_14, FRIDAY_14 + timedelta(hours=10))) == "2026年11月27日 周五 14:00–24:00"


def test_a_span_across_midnight_names_both_days():
    with translation.override("en"):
        text = dates.span(Span(FRIDAY_14, FRIDAY_14 + timedelta(hours=11)))
    assert text == "Friday 27 November 2026 14:00 – Saturday 28 November 2026 01:00"


@pytest.mark.parametrize("value", [timedelta(minutes=90), 90])
def test_a_length_reads_in_hours_and_minutes(value):
    with translation.override("en"):
        assert dates.minutes(value) == "1 h 30 min"
        assert dates.minutes(60) == "1 h"
        assert dates.minutes(45) == "45 min"
