"""What the database itself keeps: triggers, tables that only grow, versions of what shared pages read."""

from pathlib import Path

from django.db import migrations

from community.only_added import HistoryOnlyAdded
from community.sql import triggers_of
from community.versions import Versioned

APP = Path(__file__).resolve().parent.parent


class Migration(migrations.Migration):
    replaces = [("classes", "0011_versions")]

    dependencies = [("classes", "0001_initial"), ("community", "0002_triggers")]

    operations = [
        triggers_of(APP),
        HistoryOnlyAdded("interestclass"),
        HistoryOnlyAdded("classsession"),
        HistoryOnlyAdded("draw"),
        HistoryOnlyAdded("enrolment"),
        # The row stays when a person is erased; its history goes then, too.
        HistoryOnlyAdded("practicecertificate", still="told.enrolment_id IS NOT NULL"),
        HistoryOnlyAdded("proposal"),
        HistoryOnlyAdded("attendance"),
        Versioned("interestclass", "classsession", "enrolment", "attendance", "draw"),
        Versioned("proposal", "pledge"),
    ]
