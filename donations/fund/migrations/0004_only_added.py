"""Entries, lines, seals, exports and closed years only ever grow; so does the history of what staff edit."""

from django.db import migrations

from community.only_added import HistoryOnlyAdded, OnlyAdded


class Migration(migrations.Migration):
    dependencies = [("community", "0006_only_added"), ("fund", "0003_periods")]

    operations = [
        OnlyAdded("fundentry"),
        OnlyAdded("fundline"),
        OnlyAdded("seal"),
        OnlyAdded("fundexport"),
        OnlyAdded("yearclose"),
        HistoryOnlyAdded("account"),
        HistoryOnlyAdded("fundvoucher"),
    ]
