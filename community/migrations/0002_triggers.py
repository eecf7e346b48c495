"""What the database itself keeps: triggers, tables that only grow, versions of what shared pages read."""

from pathlib import Path

from django.db import migrations

from community.only_added import HistoryOnlyAdded
from community.sql import triggers_of
from community.versions import Versioned

APP = Path(__file__).resolve().parent.parent


class Migration(migrations.Migration):
    replaces = [("community", "0016_notice_photos_and_kept_lists")]

    dependencies = [("community", "0001_initial")]

    operations = [
        triggers_of(APP),
        triggers_of(APP / "certificates"),
        HistoryOnlyAdded("user"),
        HistoryOnlyAdded("centre"),
        HistoryOnlyAdded("notice"),
        HistoryOnlyAdded("calendarday"),
        Versioned("centre", "centrephoto", "notice", "calendarday", "certificate"),
    ]
