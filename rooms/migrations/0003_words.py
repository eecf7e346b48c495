"""The English words of the models, as pages say them: changes the state only, and runs no SQL."""

import django.contrib.postgres.constraints
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("rooms", "0002_triggers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="booking",
            name="asked_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="asked to confirm"),
        ),
        migrations.AlterField(
            model_name="booking",
            name="coming_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="confirmed that they are coming"
            ),
        ),
        migrations.AlterField(
            model_name="historicalbooking",
            name="coming_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="confirmed that they are coming"
            ),
        ),
        migrations.AlterField(
            model_name="historicalroom",
            name="advance_days",
            field=models.PositiveSmallIntegerField(default=14, verbose_name="days ahead for booking"),
        ),
        migrations.AlterField(
            model_name="historicalroom",
            name="cancel_minutes",
            field=models.PositiveSmallIntegerField(
                default=60, verbose_name="minutes before the start when cancelling closes"
            ),
        ),
        migrations.AlterField(
            model_name="historicalroom",
            name="equipment",
            field=models.TextField(blank=True, verbose_name="equipment, one item per line"),
        ),
        migrations.AlterField(
            model_name="historicalroom",
            name="equipment_en",
            field=models.TextField(blank=True, verbose_name="equipment in English, one item per line"),
        ),
        migrations.AlterField(
            model_name="historicalroom",
            name="grace_minutes",
            field=models.PositiveSmallIntegerField(default=15, verbose_name="minutes after the start for checking in"),
        ),
        migrations.AlterField(
            model_name="historicalroom",
            name="notice_minutes",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="0: until it starts.", verbose_name="minutes before the start when booking closes"
            ),
        ),
        migrations.AlterField(
            model_name="room",
            name="advance_days",
            field=models.PositiveSmallIntegerField(default=14, verbose_name="days ahead for booking"),
        ),
        migrations.AlterField(
            model_name="room",
            name="cancel_minutes",
            field=models.PositiveSmallIntegerField(
                default=60, verbose_name="minutes before the start when cancelling closes"
            ),
        ),
        migrations.AlterField(
            model_name="room",
            name="equipment",
            field=models.TextField(blank=True, verbose_name="equipment, one item per line"),
        ),
        migrations.AlterField(
            model_name="room",
            name="equipment_en",
            field=models.TextField(blank=True, verbose_name="equipment in English, one item per line"),
        ),
        migrations.AlterField(
            model_name="room",
            name="grace_minutes",
            field=models.PositiveSmallIntegerField(default=15, verbose_name="minutes after the start for checking in"),
        ),
        migrations.AlterField(
            model_name="room",
            name="notice_minutes",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="0: until it starts.", verbose_name="minutes before the start when booking closes"
            ),
        ),
        migrations.AlterConstraint(
            model_name="bookingpolicy",
            name="rooms_policy_single",
            constraint=models.CheckConstraint(
                condition=models.Q(("pk", 1)),
                name="rooms_policy_single",
                violation_error_message="There is only one set of rules.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="favouriteroom",
            name="rooms_favourite_once",
            constraint=models.UniqueConstraint(
                fields=("user", "room"),
                name="rooms_favourite_once",
                violation_error_message="This room is already a favourite.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="openingspan",
            name="rooms_opening_once",
            constraint=models.UniqueConstraint(
                fields=("room", "weekday", "opens"),
                name="rooms_opening_once",
                violation_error_message="These hours already exist.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="specialhours",
            name="rooms_special_closes_after_opening",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closes__isnull", True), ("opens__isnull", True)),
                    ("closes__gt", models.F("opens")),
                    _connector="OR",
                ),
                name="rooms_special_closes_after_opening",
                violation_error_message="Please give both times, closing after opening, or neither for a closed day.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="waiting",
            name="rooms_waiting_once",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("state__in", ["waiting", "offered"])),
                expressions=[
                    (
                        models.Func(models.F("user_id"), models.F("user_id"), models.Value("[]"), function="int8range"),
                        "&&",
                    ),
                    (
                        models.Func(models.F("room_id"), models.F("room_id"), models.Value("[]"), function="int8range"),
                        "&&",
                    ),
                    ("during", "&&"),
                ],
                name="rooms_waiting_once",
                violation_error_message="You are already waiting for this time.",
            ),
        ),
    ]
