"""Special days of the calendar, which every app asks; rooms hands its rows over."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from community.only_added import HistoryOnlyAdded


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0010_known_headings"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("date", models.DateField(unique=True, verbose_name="date")),
                (
                    "nature",
                    models.CharField(
                        choices=[
                            ("holiday", "Holiday"),
                            ("workday", "Working day"),
                            ("closed", "The centre is closed"),
                        ],
                        max_length=10,
                        verbose_name="this day is",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=50, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=100, verbose_name="name in English")),
            ],
            options={
                "verbose_name": "special day",
                "verbose_name_plural": "special days",
                "ordering": ["date"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCalendarDay",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("date", models.DateField(db_index=True, verbose_name="date")),
                (
                    "nature",
                    models.CharField(
                        choices=[
                            ("holiday", "Holiday"),
                            ("workday", "Working day"),
                            ("closed", "The centre is closed"),
                        ],
                        max_length=10,
                        verbose_name="this day is",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=50, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=100, verbose_name="name in English")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical special day",
                "verbose_name_plural": "historical special days",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        HistoryOnlyAdded("calendarday"),
    ]
