"""Histories are only ever added."""

from django.db import migrations

from community.only_added import HistoryOnlyAdded


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0006_only_added"),
        ("classes", "0007_one_lot_each"),
    ]

    operations = [
        HistoryOnlyAdded("interestclass"),
        HistoryOnlyAdded("classsession"),
        HistoryOnlyAdded("draw"),
        HistoryOnlyAdded("enrolment"),
        HistoryOnlyAdded("practicecertificate"),
        HistoryOnlyAdded("proposal"),
        HistoryOnlyAdded("attendance"),
    ]
