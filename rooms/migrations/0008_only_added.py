"""Histories are only ever added; that of a booking may forget who came once the booking itself has."""

from django.db import migrations

from community.only_added import HistoryOnlyAdded


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0006_only_added"),
        ("rooms", "0007_what_people_do"),
    ]

    operations = [
        HistoryOnlyAdded("roomkind"),
        HistoryOnlyAdded("room"),
        HistoryOnlyAdded("closure"),
        HistoryOnlyAdded("booking", still="told.contact_key <> ''"),
        HistoryOnlyAdded("strike"),
        HistoryOnlyAdded("openingspan"),
        HistoryOnlyAdded("calendarday"),
        HistoryOnlyAdded("specialhours"),
        HistoryOnlyAdded("bookingpolicy"),
    ]
