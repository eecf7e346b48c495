"""What the database itself keeps: triggers, tables that only grow, versions of what shared pages read."""

from pathlib import Path

from django.db import migrations

from community.only_added import HistoryOnlyAdded, OnlyAdded
from community.sql import triggers_of
from community.versions import Versioned

APP = Path(__file__).resolve().parent.parent
WITH_ITS_RECORD = "NOT EXISTS (SELECT FROM {told} told WHERE told.history_id = grown.history_id)"


class Migration(migrations.Migration):
    replaces = [("volunteers", "0007_skills_of_posts_version")]

    dependencies = [("volunteers", "0001_initial"), ("community", "0002_triggers")]

    operations = [
        triggers_of(APP),
        OnlyAdded("servicehours"),
        OnlyAdded("handovernote"),
        OnlyAdded("historicaldutyteam_members", WITH_ITS_RECORD.format(told="volunteers_historicaldutyteam")),
        OnlyAdded("historicalpost_skills", WITH_ITS_RECORD.format(told="volunteers_historicalpost")),
        OnlyAdded("historicalpost_teams", WITH_ITS_RECORD.format(told="volunteers_historicalpost")),
        HistoryOnlyAdded("volunteer", still="erased_at IS NULL"),
        HistoryOnlyAdded("dutyteam"),
        HistoryOnlyAdded("post"),
        HistoryOnlyAdded("rosterpattern"),
        HistoryOnlyAdded("shift"),
        HistoryOnlyAdded("assignment"),
        HistoryOnlyAdded("handover"),
        Versioned("assignment", "shift", "post", "post_skills", "volunteer"),
    ]
