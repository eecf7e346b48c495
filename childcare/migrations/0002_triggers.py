"""What the database itself keeps: triggers, tables that only grow, versions of what shared pages read."""

from pathlib import Path

from django.db import migrations

from community.only_added import HistoryOnlyAdded, OnlyAdded
from community.sql import triggers_of
from community.versions import Versioned

APP = Path(__file__).resolve().parent.parent
# What was written of a stay goes with it, and that is never before half a year.
LONG_OVER = (
    "EXISTS (SELECT FROM childcare_dropin told WHERE told.id = {stay} AND told.out_at < now() - interval '180 days')"
)


class Migration(migrations.Migration):
    replaces = [("childcare", "0002_codes_nowhere_kept")]

    dependencies = [("childcare", "0001_initial"), ("community", "0002_triggers")]

    operations = [
        triggers_of(APP),
        OnlyAdded("incident", LONG_OVER.format(stay="grown.drop_in_id")),
        OnlyAdded(
            "incidentanswer",
            LONG_OVER.format(stay="(SELECT drop_in_id FROM childcare_incident i WHERE i.id = grown.incident_id)"),
        ),
        OnlyAdded("sheetreveal", "grown.at < now() - interval '1 year'"),
        HistoryOnlyAdded("carerules"),
        HistoryOnlyAdded("ratioband"),
        HistoryOnlyAdded("consenttext"),
        HistoryOnlyAdded("caresheet"),
        HistoryOnlyAdded("pickupperson"),
        HistoryOnlyAdded("carepattern"),
        HistoryOnlyAdded("caresession"),
        HistoryOnlyAdded("carer"),
        HistoryOnlyAdded("station"),
        # What pages that everybody sees the same read: how many places are left, and that carers are there.
        Versioned("caresession", "careduty", "dropin", "carewaiting", "carer"),
        Versioned("carerules", "ratioband", "stayfigure"),
    ]
