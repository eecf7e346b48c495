"""What the database itself keeps: triggers, tables that only grow, versions of what shared pages read."""

from pathlib import Path

from django.db import migrations

from community.only_added import HistoryOnlyAdded
from community.sql import triggers_of
from community.versions import Versioned

APP = Path(__file__).resolve().parent.parent


class Migration(migrations.Migration):
    replaces = [("rooms", "0014_versions")]

    dependencies = [("rooms", "0001_initial"), ("community", "0002_triggers")]

    operations = [
        triggers_of(APP),
        HistoryOnlyAdded("roomkind"),
        HistoryOnlyAdded("room"),
        HistoryOnlyAdded("closure"),
        HistoryOnlyAdded("booking", still="told.contact_key <> ''"),
        HistoryOnlyAdded("strike"),
        HistoryOnlyAdded("openingspan"),
        HistoryOnlyAdded("specialhours"),
        HistoryOnlyAdded("bookingpolicy"),
        Versioned("room", "roomkind", "openingspan", "specialhours"),
        Versioned("reservation", "booking", "waiting", "closure", "headcount", "bookingpolicy"),
    ]
