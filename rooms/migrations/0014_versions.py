"""Versions of what pages read of the rooms; see `community.versions`."""

from django.db import migrations

from community.versions import Versioned


class Migration(migrations.Migration):
    dependencies = [("rooms", "0013_calendar_days"), ("community", "0013_versions")]

    operations = [
        Versioned("room", "roomkind", "openingspan", "specialhours"),
        Versioned("reservation", "booking", "waiting", "closure", "headcount", "bookingpolicy"),
    ]
