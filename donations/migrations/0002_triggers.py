"""What the database itself keeps: triggers, tables that only grow, versions of what shared pages read."""

from pathlib import Path

from django.db import migrations

from community.only_added import HistoryOnlyAdded
from community.sql import triggers_of
from community.versions import Versioned

APP = Path(__file__).resolve().parent.parent


class Migration(migrations.Migration):
    replaces = [("donations", "0003_whole_life")]

    dependencies = [("donations", "0001_initial"), ("community", "0002_triggers")]

    operations = [
        triggers_of(APP),
        HistoryOnlyAdded("donor", still="told.nameless_at IS NULL"),
        HistoryOnlyAdded("gift"),
        HistoryOnlyAdded("item"),
        Versioned("donor", "gift", "giver", "giftline", "item", "placement", "loan"),
    ]
