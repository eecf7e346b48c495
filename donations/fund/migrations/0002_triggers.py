"""What the database itself keeps: triggers, tables that only grow, versions of what shared pages read."""

from pathlib import Path

from django.db import migrations

from community.only_added import HistoryOnlyAdded, OnlyAdded
from community.sql import triggers_of
from community.versions import Versioned

APP = Path(__file__).resolve().parent.parent


class Migration(migrations.Migration):
    replaces = [("fund", "0006_paths_stay_in_the_portal")]

    dependencies = [("fund", "0001_initial"), ("community", "0002_triggers")]

    operations = [
        triggers_of(APP),
        OnlyAdded("fundentry"),
        OnlyAdded("fundline"),
        OnlyAdded("seal"),
        OnlyAdded("fundexport"),
        OnlyAdded("yearclose"),
        HistoryOnlyAdded("account"),
        HistoryOnlyAdded("fundvoucher"),
        Versioned("account", "balance", "fundentry", "fundline", "seal", "fundmonth", "fundvoucher", "monthsum"),
    ]
