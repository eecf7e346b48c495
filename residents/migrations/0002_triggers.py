"""What the database itself keeps: triggers, tables that only grow, versions of what shared pages read."""

from django.db import migrations

from community.only_added import HistoryOnlyAdded, OnlyAdded

# Policies may keep for longer; nothing lets go earlier.
A_YEAR_OLD = "grown.at < now() - interval '1 year'"


class Migration(migrations.Migration):
    replaces = [("residents", "0018_emergency_contacts")]

    dependencies = [("residents", "0001_initial"), ("community", "0002_triggers")]

    operations = [
        OnlyAdded("reveal", A_YEAR_OLD),
        OnlyAdded("registerexport", A_YEAR_OLD),
        HistoryOnlyAdded("tag"),
        HistoryOnlyAdded("resident", still="told.anonymised_at IS NULL"),
        OnlyAdded(
            "historicalresident_tags",
            "NOT EXISTS (SELECT FROM residents_historicalresident told WHERE told.history_id = grown.history_id)",
        ),
        HistoryOnlyAdded("residence"),
        HistoryOnlyAdded("guardianship"),
        HistoryOnlyAdded("appointment"),
        HistoryOnlyAdded("loginmatch"),
        HistoryOnlyAdded("registerpolicy"),
    ]
