"""The English words of the models, as pages say them: changes the state only, and runs no SQL."""

from decimal import Decimal

import django.contrib.postgres.constraints
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0004_words"),
        ("residents", "0004_words"),
        ("volunteers", "0003_promises_in_order"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="handover",
            options={
                "ordering": ["-shift__ends_at", "-pk"],
                "verbose_name": "handover",
                "verbose_name_plural": "handovers",
            },
        ),
        migrations.AlterModelOptions(
            name="handovernote",
            options={
                "ordering": ["at", "pk"],
                "verbose_name": "correction of a handover",
                "verbose_name_plural": "corrections of handovers",
            },
        ),
        migrations.AlterModelOptions(
            name="historicalhandover",
            options={
                "get_latest_by": ("history_date", "history_id"),
                "ordering": ("-history_date", "-history_id"),
                "verbose_name": "historical handover",
                "verbose_name_plural": "historical handovers",
            },
        ),
        migrations.AlterField(
            model_name="assignment",
            name="state",
            field=models.CharField(
                choices=[
                    ("asked", "Asked"),
                    ("reserve", "Reserve"),
                    ("promised", "Promised"),
                    ("present", "At the post"),
                    ("done", "Done"),
                    ("declined", "Declined"),
                    ("lapsed", "Not answered"),
                    ("handed_back", "Handed back"),
                    ("covered", "Covered by someone else"),
                    ("missed", "Missed"),
                    ("called_off", "Called off"),
                ],
                max_length=11,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="handovernote",
            name="handover",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notes",
                to="volunteers.handover",
                verbose_name="handover",
            ),
        ),
        migrations.AlterField(
            model_name="historicalassignment",
            name="state",
            field=models.CharField(
                choices=[
                    ("asked", "Asked"),
                    ("reserve", "Reserve"),
                    ("promised", "Promised"),
                    ("present", "At the post"),
                    ("done", "Done"),
                    ("declined", "Declined"),
                    ("lapsed", "Not answered"),
                    ("handed_back", "Handed back"),
                    ("covered", "Covered by someone else"),
                    ("missed", "Missed"),
                    ("called_off", "Called off"),
                ],
                max_length=11,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="historicalpost",
            name="for_leaders",
            field=models.BooleanField(
                default=False,
                help_text="Only the building leader appointed for that day does duty here; a successor takes over the shifts.",
                verbose_name="for building leaders",
            ),
        ),
        migrations.AlterField(
            model_name="historicalpost",
            name="is_risky",
            field=models.BooleanField(
                default=False,
                help_text="Volunteers here need insurance that is valid on that day.",
                verbose_name="risky",
            ),
        ),
        migrations.AlterField(
            model_name="historicalrosterpattern",
            name="ends",
            field=models.TimeField(help_text="A time at or before the start means the next day.", verbose_name="until"),
        ),
        migrations.AlterField(
            model_name="historicalrosterpattern",
            name="every",
            field=models.PositiveSmallIntegerField(
                default=1,
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)],
                verbose_name="interval in weeks",
            ),
        ),
        migrations.AlterField(
            model_name="historicalrosterpattern",
            name="weight",
            field=models.DecimalField(
                decimal_places=1,
                default=1,
                help_text="How much an hour counts when shifts are shared out; more for nights and weekends.",
                max_digits=3,
                validators=[
                    django.core.validators.MinValueValidator(Decimal("0.5")),
                    django.core.validators.MaxValueValidator(Decimal("5")),
                ],
                verbose_name="weight",
            ),
        ),
        migrations.AlterField(
            model_name="historicalvolunteer",
            name="ask_by",
            field=models.CharField(
                choices=[("message", "By message"), ("call", "By telephone"), ("paper", "On paper")],
                default="message",
                max_length=7,
                verbose_name="how to ask",
            ),
        ),
        migrations.AlterField(
            model_name="historicalvolunteer",
            name="consented_on",
            field=models.DateField(blank=True, null=True, verbose_name="date of the guardian's consent"),
        ),
        migrations.AlterField(
            model_name="historicalvolunteer",
            name="is_worker",
            field=models.BooleanField(
                default=False,
                help_text="Paid working time does not count as service hours.",
                verbose_name="community worker",
            ),
        ),
        migrations.AlterField(
            model_name="historicalvolunteer",
            name="rules_version",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="accepted version of the rules"),
        ),
        migrations.AlterField(
            model_name="openitem",
            name="handover",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="items",
                to="volunteers.handover",
                verbose_name="handover",
            ),
        ),
        migrations.AlterField(
            model_name="post",
            name="for_leaders",
            field=models.BooleanField(
                default=False,
                help_text="Only the building leader appointed for that day does duty here; a successor takes over the shifts.",
                verbose_name="for building leaders",
            ),
        ),
        migrations.AlterField(
            model_name="post",
            name="is_risky",
            field=models.BooleanField(
                default=False,
                help_text="Volunteers here need insurance that is valid on that day.",
                verbose_name="risky",
            ),
        ),
        migrations.AlterField(
            model_name="presence",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="vouched for by",
            ),
        ),
        migrations.AlterField(
            model_name="presence",
            name="source",
            field=models.CharField(
                choices=[
                    ("screen", "Code on the screen at the post"),
                    ("printed", "Printed code at the post"),
                    ("desk", "Pass scanned at the front desk"),
                    ("leader", "The leader was there"),
                    ("sheet", "Signed sheet"),
                    ("staff", "Checked by the centre"),
                ],
                max_length=7,
                verbose_name="source",
            ),
        ),
        migrations.AlterField(
            model_name="rosterpattern",
            name="ends",
            field=models.TimeField(help_text="A time at or before the start means the next day.", verbose_name="until"),
        ),
        migrations.AlterField(
            model_name="rosterpattern",
            name="every",
            field=models.PositiveSmallIntegerField(
                default=1,
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)],
                verbose_name="interval in weeks",
            ),
        ),
        migrations.AlterField(
            model_name="rosterpattern",
            name="weight",
            field=models.DecimalField(
                decimal_places=1,
                default=1,
                help_text="How much an hour counts when shifts are shared out; more for nights and weekends.",
                max_digits=3,
                validators=[
                    django.core.validators.MinValueValidator(Decimal("0.5")),
                    django.core.validators.MaxValueValidator(Decimal("5")),
                ],
                verbose_name="weight",
            ),
        ),
        migrations.AlterField(
            model_name="servicehours",
            name="first_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="vouched for by",
            ),
        ),
        migrations.AlterField(
            model_name="servicehours",
            name="first_source",
            field=models.CharField(
                choices=[
                    ("screen", "Code on the screen at the post"),
                    ("printed", "Printed code at the post"),
                    ("desk", "Pass scanned at the front desk"),
                    ("leader", "The leader was there"),
                    ("sheet", "Signed sheet"),
                    ("staff", "Checked by the centre"),
                ],
                max_length=7,
                verbose_name="first source",
            ),
        ),
        migrations.AlterField(
            model_name="servicehours",
            name="second_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="confirmed by",
            ),
        ),
        migrations.AlterField(
            model_name="servicehours",
            name="second_source",
            field=models.CharField(
                choices=[
                    ("screen", "Code on the screen at the post"),
                    ("printed", "Printed code at the post"),
                    ("desk", "Pass scanned at the front desk"),
                    ("leader", "The leader was there"),
                    ("sheet", "Signed sheet"),
                    ("staff", "Checked by the centre"),
                ],
                max_length=7,
                verbose_name="second source",
            ),
        ),
        migrations.AlterField(
            model_name="thingcount",
            name="handover",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="counts",
                to="volunteers.handover",
                verbose_name="handover",
            ),
        ),
        migrations.AlterField(
            model_name="volunteer",
            name="ask_by",
            field=models.CharField(
                choices=[("message", "By message"), ("call", "By telephone"), ("paper", "On paper")],
                default="message",
                max_length=7,
                verbose_name="how to ask",
            ),
        ),
        migrations.AlterField(
            model_name="volunteer",
            name="consented_on",
            field=models.DateField(blank=True, null=True, verbose_name="date of the guardian's consent"),
        ),
        migrations.AlterField(
            model_name="volunteer",
            name="is_worker",
            field=models.BooleanField(
                default=False,
                help_text="Paid working time does not count as service hours.",
                verbose_name="community worker",
            ),
        ),
        migrations.AlterField(
            model_name="volunteer",
            name="rules_version",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="accepted version of the rules"),
        ),
        migrations.AlterConstraint(
            model_name="absence",
            name="volunteers_absence_once",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (
                        models.Func(
                            models.F("volunteer_id"), models.F("volunteer_id"), models.Value("[]"), function="int8range"
                        ),
                        "&&",
                    ),
                    ("days", "&&"),
                ],
                name="volunteers_absence_once",
                violation_error_message="You are already away then.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="assignment",
            name="volunteers_promise_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["asked", "reserve", "promised", "present", "done"])),
                fields=("shift", "volunteer"),
                name="volunteers_promise_once",
                violation_error_message="This person is already on this shift.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="handover",
            name="volunteers_handover_two_people",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outgoing__isnull", True),
                    ("incoming__isnull", True),
                    models.Q(("outgoing", models.F("incoming")), _negated=True),
                    _connector="OR",
                ),
                name="volunteers_handover_two_people",
                violation_error_message="Two different people must sign.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="handover",
            name="volunteers_handover_incoming_signed",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("incoming__isnull", True), ("incoming_at__isnull", True)),
                    models.Q(("incoming__isnull", False), ("incoming_at__isnull", False), ("outgoing__isnull", False)),
                    _connector="OR",
                ),
                name="volunteers_handover_incoming_signed",
                violation_error_message="The person handing over must sign first.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="hourscertificate",
            name="volunteers_certificate_one_valid",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True)),
                fields=("volunteer", "first_day", "last_day"),
                name="volunteers_certificate_one_valid",
                violation_error_message="There is already a valid certificate.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="objection",
            name="volunteers_objection_settled_by_another",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("settled_by__isnull", True),
                    models.Q(("settled_by", models.F("by")), _negated=True),
                    _connector="OR",
                ),
                name="volunteers_objection_settled_by_another",
                violation_error_message="An objection must be settled by someone else.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="post",
            name="volunteers_post_minimum_within_places",
            constraint=models.CheckConstraint(
                condition=models.Q(("minimum__lte", models.F("places")), ("places__gte", 1)),
                name="volunteers_post_minimum_within_places",
                violation_error_message="The minimum must not exceed the number of places.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="rosterpattern",
            name="volunteers_pattern_every",
            constraint=models.CheckConstraint(
                condition=models.Q(("every__range", (1, 12))),
                name="volunteers_pattern_every",
                violation_error_message="From every week to every twelfth week.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="rosterpattern",
            name="volunteers_pattern_minimum_within_places",
            constraint=models.CheckConstraint(
                condition=models.Q(("minimum__lte", models.F("places")), ("places__gte", 1)),
                name="volunteers_pattern_minimum_within_places",
                violation_error_message="The minimum must not exceed the number of places.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="servicehours",
            name="volunteers_hours_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(("corrects__isnull", True)),
                fields=("assignment",),
                name="volunteers_hours_once",
                violation_error_message="These hours are already counted.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="servicehours",
            name="volunteers_hours_two_people",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first_by__isnull", True),
                    models.Q(("first_by", models.F("second_by")), _negated=True),
                    _connector="OR",
                ),
                name="volunteers_hours_two_people",
                violation_error_message="Hours must be confirmed by two different people.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="shift",
            name="volunteers_shift_once",
            constraint=models.UniqueConstraint(
                fields=("pattern", "date"),
                name="volunteers_shift_once",
                violation_error_message="This pattern already has a shift on this day.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="shift",
            name="volunteers_shift_minimum_within_places",
            constraint=models.CheckConstraint(
                condition=models.Q(("minimum__lte", models.F("places")), ("places__gte", 1)),
                name="volunteers_shift_minimum_within_places",
                violation_error_message="The minimum must not exceed the number of places.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="swap",
            name="volunteers_swap_asked_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "asked")),
                fields=("offered", "wanted"),
                name="volunteers_swap_asked_once",
                violation_error_message="You have already asked for this swap.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="volunteer",
            name="volunteers_volunteer_is_somebody",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("user__isnull", False), ("resident__isnull", False), ("erased_at__isnull", False), _connector="OR"
                ),
                name="volunteers_volunteer_is_somebody",
                violation_error_message="A volunteer must have a login, or be in the register.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="volunteer",
            name="volunteers_volunteer_consent_has_day",
            constraint=models.CheckConstraint(
                condition=models.Q(("consent_by__isnull", True), ("consented_on__isnull", False), _connector="OR"),
                name="volunteers_volunteer_consent_has_day",
                violation_error_message="A consent needs a date.",
            ),
        ),
    ]
