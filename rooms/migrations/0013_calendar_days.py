"""Special days move to `community`, with their history."""

from typing import Any

from django.db import migrations

from community.only_added import HistoryOnlyAdded

COLUMNS = "id, date, nature, name, name_en"
HISTORY = f"{COLUMNS}, history_id, history_date, history_change_reason, history_type, history_user_id"


def _copy(source: str, target: str) -> list[str]:
    """Copy both tables as they are, and let numbers go on after the last."""
    statements = []
    for table, columns, key in (("calendarday", COLUMNS, "id"), ("historicalcalendarday", HISTORY, "history_id")):
        statements += [
            f"INSERT INTO {target}_{table} ({columns}) SELECT {columns} FROM {source}_{table}",  # noqa: S608
            f"SELECT setval(pg_get_serial_sequence('{target}_{table}', '{key}'), "  # noqa: S608
            f"(SELECT COALESCE(max({key}), 0) + 1 FROM {target}_{table}), false)",
        ]
    return statements


class NoLongerOnlyAdded(HistoryOnlyAdded):
    """The other way round, before the table goes."""

    def database_forwards(self, *args: Any) -> None:
        super().database_backwards(*args)

    def database_backwards(self, *args: Any) -> None:
        super().database_forwards(*args)


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0011_calendar_days"),
        ("rooms", "0012_strikes_left"),
    ]

    operations = [
        migrations.RunSQL(_copy("rooms", "community"), _copy("community", "rooms")),
        NoLongerOnlyAdded("calendarday"),
        migrations.DeleteModel(name="CalendarDay"),
        migrations.DeleteModel(name="HistoricalCalendarDay"),
    ]
