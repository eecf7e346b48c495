"""Children left for an hour: sheets, sessions, stays, who fetched them."""

import datetime

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import community.models.users
import community.photos


class Migration(migrations.Migration):
    replaces = [("childcare", "0001_children_left_for_an_hour")]

    initial = True

    dependencies = [
        ("community", "0001_initial"),
        ("residents", "0001_initial"),
        ("rooms", "0001_initial"),
        ("volunteers", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CarePattern",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="care_patterns",
                        to="rooms.room",
                        verbose_name="room",
                    ),
                ),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(
                            choices=[
                                (0, "Monday"),
                                (1, "Tuesday"),
                                (2, "Wednesday"),
                                (3, "Thursday"),
                                (4, "Friday"),
                                (5, "Saturday"),
                                (6, "Sunday"),
                            ]
                        ),
                        size=None,
                        verbose_name="weekdays",
                    ),
                ),
                ("starts", models.TimeField(verbose_name="from")),
                ("ends", models.TimeField(verbose_name="until")),
                (
                    "places",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="places",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("usual", "Usual"),
                            ("weather", "Open for the weather"),
                            ("holiday", "Holiday"),
                            ("play", "Play with an adult beside"),
                        ],
                        default="usual",
                        max_length=7,
                        verbose_name="kind",
                    ),
                ),
                ("first_day", models.DateField(verbose_name="first day")),
                ("last_day", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "weekly opening",
                "verbose_name_plural": "weekly openings",
                "ordering": ["starts", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))),
                        name="childcare_pattern_ends_after_start",
                        violation_error_message="The end must be after the start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("weekdays__contained_by", [0, 1, 2, 3, 4, 5, 6]), ("weekdays__len__gte", 1)
                        ),
                        name="childcare_pattern_has_weekdays",
                        violation_error_message="Please choose at least one weekday.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("places__gte", 1)),
                        name="childcare_pattern_has_places",
                        violation_error_message="A session has at least one place.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_day__isnull", True),
                            (
                                "last_day__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("first_day"), "-", models.Value(datetime.timedelta(days=1))
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="childcare_pattern_last_day",
                        violation_error_message="The last day must not be before the first.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Carer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "volunteer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carer",
                        to="volunteers.volunteer",
                        verbose_name="volunteer",
                    ),
                ),
                ("training", models.CharField(blank=True, max_length=200, verbose_name="training")),
                ("trained_on", models.DateField(blank=True, null=True, verbose_name="trained on")),
                (
                    "checked_until",
                    models.DateField(blank=True, null=True, verbose_name="check for offences good until"),
                ),
                (
                    "is_trainee",
                    models.BooleanField(
                        default=False,
                        help_text="Is there to learn, and counts for no child.",
                        verbose_name="in training",
                    ),
                ),
                ("pin_hash", models.CharField(blank=True, editable=False, max_length=128)),
                ("wrong_pins", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("pin_locked_until", models.DateTimeField(editable=False, null=True)),
                ("is_active", models.BooleanField(default=True, verbose_name="cares for children")),
            ],
            options={
                "verbose_name": "carer",
                "verbose_name_plural": "carers",
                "ordering": ["volunteer__name_key", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_trainee", True),
                            ("checked_until__isnull", True),
                            ("trained_on__isnull", False),
                            _connector="OR",
                        ),
                        name="childcare_carer_trained",
                        violation_error_message="Who cares for children was trained on a day.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CareRules",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "room",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="rooms.room",
                        verbose_name="the children's room",
                    ),
                ),
                (
                    "youngest",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[
                            django.core.validators.MinValueValidator(3),
                            django.core.validators.MaxValueValidator(13),
                        ],
                        verbose_name="from this age",
                    ),
                ),
                (
                    "oldest",
                    models.PositiveSmallIntegerField(
                        default=13,
                        validators=[
                            django.core.validators.MinValueValidator(3),
                            django.core.validators.MaxValueValidator(17),
                        ],
                        verbose_name="up to this age",
                    ),
                ),
                (
                    "alone_from",
                    models.PositiveSmallIntegerField(
                        default=8,
                        validators=[
                            django.core.validators.MinValueValidator(8),
                            django.core.validators.MaxValueValidator(17),
                        ],
                        verbose_name="may go home alone from this age",
                    ),
                ),
                (
                    "confirm_days",
                    models.PositiveSmallIntegerField(
                        default=365,
                        validators=[django.core.validators.MinValueValidator(30)],
                        verbose_name="days until a care sheet is asked for anew",
                    ),
                ),
                (
                    "offer_minutes",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="minutes that a freed place is held",
                    ),
                ),
                (
                    "keep_days",
                    models.PositiveSmallIntegerField(default=180, verbose_name="days that an uneventful stay is kept"),
                ),
                (
                    "keep_years",
                    models.PositiveSmallIntegerField(
                        default=3, verbose_name="years that a stay with an incident is kept"
                    ),
                ),
            ],
            options={
                "verbose_name": "rules of the children's room",
                "verbose_name_plural": "rules of the children's room",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)),
                        name="childcare_rules_single",
                        violation_error_message="There is one set of rules.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("oldest__gte", models.F("youngest")), ("youngest__gte", 3)),
                        name="childcare_rules_ages",
                        violation_error_message="Children are left from three years on, the youngest before the oldest.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("alone_from__gte", 8)),
                        name="childcare_rules_alone",
                        violation_error_message="Nobody under eight goes home alone.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CareSession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="care_sessions",
                        to="rooms.room",
                        verbose_name="room",
                    ),
                ),
                (
                    "reservation",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="care_session",
                        to="rooms.reservation",
                    ),
                ),
                (
                    "pattern",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="childcare.carepattern",
                        verbose_name="weekly opening",
                    ),
                ),
                ("date", models.DateField(verbose_name="day")),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(verbose_name="until")),
                ("places", models.PositiveSmallIntegerField(verbose_name="places")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("usual", "Usual"),
                            ("weather", "Open for the weather"),
                            ("holiday", "Holiday"),
                            ("play", "Play with an adult beside"),
                        ],
                        default="usual",
                        max_length=7,
                        verbose_name="kind",
                    ),
                ),
                (
                    "weather",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("heat", "Great heat"),
                            ("rain", "Heavy rain"),
                            ("snow", "Snow and ice"),
                            ("smog", "Smog"),
                            ("school", "School is closed"),
                        ],
                        max_length=6,
                        verbose_name="because of",
                    ),
                ),
                ("breach_since", models.DateTimeField(editable=False, null=True, verbose_name="too few carers since")),
                ("cancelled_at", models.DateTimeField(editable=False, null=True, verbose_name="called off")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                ("moved_to", models.CharField(blank=True, max_length=200, verbose_name="went to")),
                ("is_by_hand", models.BooleanField(default=False, editable=False)),
                ("revision", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "care session",
                "verbose_name_plural": "care sessions",
                "ordering": ["starts_at", "pk"],
                "permissions": [("run_childcare", "Can run the children's room")],
                "indexes": [
                    models.Index(fields=["starts_at"], name="childcare_session_starts"),
                    models.Index(
                        condition=models.Q(("cancelled_at__isnull", True)),
                        fields=["ends_at"],
                        name="childcare_session_ends",
                    ),
                    models.Index(
                        condition=models.Q(("breach_since__isnull", False)),
                        fields=["breach_since"],
                        name="childcare_session_in_breach",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pattern", "date"),
                        name="childcare_session_once",
                        violation_error_message="This weekly opening has its session on this day already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="childcare_session_ends_after_start",
                        violation_error_message="The end must be after the start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("places__gte", 1)),
                        name="childcare_session_has_places",
                        violation_error_message="A session has at least one place.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "weather"), _negated=True),
                            models.Q(("weather", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="childcare_session_says_weather",
                        violation_error_message="Please say what kind of weather it is.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Breach",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="breaches",
                        to="childcare.caresession",
                        verbose_name="care session",
                    ),
                ),
                (
                    "began_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="from"),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True, verbose_name="whole again")),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                (
                    "declared_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="noted by",
                    ),
                ),
            ],
            options={
                "verbose_name": "breach of the ratio",
                "verbose_name_plural": "breaches of the ratio",
                "ordering": ["-began_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("session",),
                        name="childcare_breach_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True), ("ended_at__gte", models.F("began_at")), _connector="OR"
                        ),
                        name="childcare_breach_ends",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CareDuty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="childcare.caresession",
                        verbose_name="care session",
                    ),
                ),
                (
                    "carer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="childcare.carer",
                        verbose_name="carer",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="residents.household",
                    ),
                ),
                (
                    "promise",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="volunteers.assignment",
                    ),
                ),
                ("counts", models.BooleanField(default=True, editable=False, verbose_name="counts")),
                ("since", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="from")),
                ("until", models.DateTimeField(editable=False, null=True, verbose_name="until")),
                (
                    "noted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "duty with the children",
                "verbose_name_plural": "duties with the children",
                "ordering": ["since", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("until__isnull", True)), fields=["session"], name="childcare_duty_on"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("carer",),
                        name="childcare_duty_one_at_a_time",
                        violation_error_message="This carer is signed on already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="childcare_duty_ends",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsentText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("data", "Keeping the child's data"),
                            ("health", "Keeping notes on health"),
                            ("emergency", "Treatment in an emergency"),
                            ("photos", "Photos"),
                            ("alone", "Going home alone"),
                        ],
                        max_length=9,
                        verbose_name="purpose",
                    ),
                ),
                (
                    "version",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="version"
                    ),
                ),
                ("text", models.TextField(verbose_name="text")),
                ("text_en", models.TextField(blank=True, verbose_name="text in English")),
                ("since", models.DateField(verbose_name="from")),
            ],
            options={
                "verbose_name": "text of consent",
                "verbose_name_plural": "texts of consent",
                "ordering": ["purpose", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("purpose", "version"),
                        name="childcare_text_once",
                        violation_error_message="There is such a version already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Family",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("name_key", models.CharField(db_collation="C", editable=False, max_length=400)),
                ("initials", models.CharField(db_collation="C", editable=False, max_length=100)),
                ("phones_last4", models.CharField(blank=True, editable=False, max_length=60)),
                (
                    "household",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="residents.household",
                        verbose_name="household",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        default=community.models.users.unguessable_token, editable=False, max_length=43, unique=True
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "verbose_name": "family",
                "verbose_name_plural": "families",
                "ordering": ["name_key", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CareSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "family",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="childcare.family",
                        verbose_name="family",
                    ),
                ),
                (
                    "child",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="care_sheet",
                        to="residents.resident",
                        verbose_name="child",
                    ),
                ),
                ("own_name", models.CharField(blank=True, max_length=100, verbose_name="name")),
                ("own_birth_date", models.DateField(blank=True, null=True, verbose_name="date of birth")),
                ("called", models.CharField(max_length=50, verbose_name="what the child is called")),
                ("health_encrypted", models.TextField(blank=True, editable=False)),
                ("contacts_encrypted", models.TextField(blank=True, editable=False)),
                ("comforts", models.CharField(blank=True, max_length=200, verbose_name="what comforts")),
                (
                    "extra_points",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="On top of the age's points; a carer brings 210.",
                        verbose_name="points more for a special need",
                    ),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="last confirmed"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "care sheet",
                "verbose_name_plural": "care sheets",
                "ordering": ["family", "pk"],
                "permissions": [("reveal_caresheet", "Can reveal health notes of a child, with a reason")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("child__isnull", False), ("own_birth_date__isnull", True), ("own_name", "")),
                            models.Q(
                                ("child__isnull", True),
                                ("own_birth_date__isnull", False),
                                models.Q(("own_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="childcare_sheet_is_of_somebody",
                        violation_error_message="A child is in the register, or the sheet has name and date of birth.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("extra_points__lte", 210)),
                        name="childcare_sheet_extra_points",
                        violation_error_message="No child needs more than one carer for itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CareWaiting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waiting",
                        to="childcare.caresession",
                        verbose_name="care session",
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="waiting",
                        to="childcare.family",
                        verbose_name="family",
                    ),
                ),
                ("children", models.PositiveSmallIntegerField(verbose_name="children")),
                ("points", models.PositiveSmallIntegerField(verbose_name="points")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("offered", "A place is held"),
                            ("taken", "Came in"),
                            ("lapsed", "Not taken"),
                            ("left", "Waits no longer"),
                        ],
                        default="waiting",
                        max_length=7,
                        verbose_name="state",
                    ),
                ),
                (
                    "since",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="since"),
                ),
                ("held_until", models.DateTimeField(editable=False, null=True, verbose_name="held until")),
                (
                    "sheets",
                    models.ManyToManyField(related_name="waiting", to="childcare.caresheet", verbose_name="children"),
                ),
            ],
            options={
                "verbose_name": "family waiting",
                "verbose_name_plural": "families waiting",
                "ordering": ["since", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["waiting", "offered"])),
                        fields=("session", "family"),
                        name="childcare_waiting_once",
                        violation_error_message="This family is in line already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "offered"), _negated=True),
                            ("held_until__isnull", False),
                            _connector="OR",
                        ),
                        name="childcare_offer_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("children__gte", 1)), name="childcare_waiting_for_somebody"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="childcare.caresheet",
                        verbose_name="care sheet",
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="childcare.consenttext",
                        verbose_name="text of consent",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("data", "Keeping the child's data"),
                            ("health", "Keeping notes on health"),
                            ("emergency", "Treatment in an emergency"),
                            ("photos", "Photos"),
                            ("alone", "Going home alone"),
                        ],
                        max_length=9,
                        verbose_name="purpose",
                    ),
                ),
                (
                    "given_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="given"),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="given by",
                    ),
                ),
                ("on_paper", models.BooleanField(default=False, verbose_name="on paper")),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True, verbose_name="withdrawn")),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "consent",
                "verbose_name_plural": "consents",
                "ordering": ["given_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("sheet", "purpose"),
                        name="childcare_consent_once",
                        violation_error_message="This consent is given already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DayPass",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "family",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passes",
                        to="childcare.family",
                        verbose_name="family",
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("words_encrypted", models.TextField(editable=False)),
                ("fingerprint", models.CharField(editable=False, max_length=64)),
                ("wrong", models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="wrong tries")),
                ("locked_at", models.DateTimeField(editable=False, null=True, verbose_name="locked")),
                (
                    "document",
                    models.CharField(blank=True, editable=False, max_length=100, verbose_name="document seen"),
                ),
                ("document_at", models.DateTimeField(editable=False, null=True)),
                (
                    "document_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "pass of a day",
                "verbose_name_plural": "passes of a day",
                "ordering": ["-day", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("family", "day"), name="childcare_pass_once"),
                    models.UniqueConstraint(fields=("day", "fingerprint"), name="childcare_pass_of_one_family"),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCarePattern",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(
                            choices=[
                                (0, "Monday"),
                                (1, "Tuesday"),
                                (2, "Wednesday"),
                                (3, "Thursday"),
                                (4, "Friday"),
                                (5, "Saturday"),
                                (6, "Sunday"),
                            ]
                        ),
                        size=None,
                        verbose_name="weekdays",
                    ),
                ),
                ("starts", models.TimeField(verbose_name="from")),
                ("ends", models.TimeField(verbose_name="until")),
                (
                    "places",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="places",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("usual", "Usual"),
                            ("weather", "Open for the weather"),
                            ("holiday", "Holiday"),
                            ("play", "Play with an adult beside"),
                        ],
                        default="usual",
                        max_length=7,
                        verbose_name="kind",
                    ),
                ),
                ("first_day", models.DateField(verbose_name="first day")),
                ("last_day", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "room",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rooms.room",
                        verbose_name="room",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                "verbose_name": "historical weekly opening",
                "verbose_name_plural": "historical weekly openings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCarer",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("training", models.CharField(blank=True, max_length=200, verbose_name="training")),
                ("trained_on", models.DateField(blank=True, null=True, verbose_name="trained on")),
                (
                    "checked_until",
                    models.DateField(blank=True, null=True, verbose_name="check for offences good until"),
                ),
                (
                    "is_trainee",
                    models.BooleanField(
                        default=False,
                        help_text="Is there to learn, and counts for no child.",
                        verbose_name="in training",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="cares for children")),
                (
                    "volunteer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="volunteers.volunteer",
                        verbose_name="volunteer",
                    ),
                ),
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
                "verbose_name": "historical carer",
                "verbose_name_plural": "historical carers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCareRules",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "youngest",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[
                            django.core.validators.MinValueValidator(3),
                            django.core.validators.MaxValueValidator(13),
                        ],
                        verbose_name="from this age",
                    ),
                ),
                (
                    "oldest",
                    models.PositiveSmallIntegerField(
                        default=13,
                        validators=[
                            django.core.validators.MinValueValidator(3),
                            django.core.validators.MaxValueValidator(17),
                        ],
                        verbose_name="up to this age",
                    ),
                ),
                (
                    "alone_from",
                    models.PositiveSmallIntegerField(
                        default=8,
                        validators=[
                            django.core.validators.MinValueValidator(8),
                            django.core.validators.MaxValueValidator(17),
                        ],
                        verbose_name="may go home alone from this age",
                    ),
                ),
                (
                    "confirm_days",
                    models.PositiveSmallIntegerField(
                        default=365,
                        validators=[django.core.validators.MinValueValidator(30)],
                        verbose_name="days until a care sheet is asked for anew",
                    ),
                ),
                (
                    "offer_minutes",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="minutes that a freed place is held",
                    ),
                ),
                (
                    "keep_days",
                    models.PositiveSmallIntegerField(default=180, verbose_name="days that an uneventful stay is kept"),
                ),
                (
                    "keep_years",
                    models.PositiveSmallIntegerField(
                        default=3, verbose_name="years that a stay with an incident is kept"
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rooms.room",
                        verbose_name="the children's room",
                    ),
                ),
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
                "verbose_name": "historical rules of the children's room",
                "verbose_name_plural": "historical rules of the children's room",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCareSession",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("date", models.DateField(verbose_name="day")),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(verbose_name="until")),
                ("places", models.PositiveSmallIntegerField(verbose_name="places")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("usual", "Usual"),
                            ("weather", "Open for the weather"),
                            ("holiday", "Holiday"),
                            ("play", "Play with an adult beside"),
                        ],
                        default="usual",
                        max_length=7,
                        verbose_name="kind",
                    ),
                ),
                (
                    "weather",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("heat", "Great heat"),
                            ("rain", "Heavy rain"),
                            ("snow", "Snow and ice"),
                            ("smog", "Smog"),
                            ("school", "School is closed"),
                        ],
                        max_length=6,
                        verbose_name="because of",
                    ),
                ),
                ("breach_since", models.DateTimeField(editable=False, null=True, verbose_name="too few carers since")),
                ("cancelled_at", models.DateTimeField(editable=False, null=True, verbose_name="called off")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                ("moved_to", models.CharField(blank=True, max_length=200, verbose_name="went to")),
                ("is_by_hand", models.BooleanField(default=False, editable=False)),
                ("revision", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "room",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rooms.room",
                        verbose_name="room",
                    ),
                ),
                (
                    "reservation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rooms.reservation",
                    ),
                ),
                (
                    "pattern",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="childcare.carepattern",
                        verbose_name="weekly opening",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                "verbose_name": "historical care session",
                "verbose_name_plural": "historical care sessions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCareSheet",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("own_name", models.CharField(blank=True, max_length=100, verbose_name="name")),
                ("own_birth_date", models.DateField(blank=True, null=True, verbose_name="date of birth")),
                ("called", models.CharField(max_length=50, verbose_name="what the child is called")),
                ("comforts", models.CharField(blank=True, max_length=200, verbose_name="what comforts")),
                (
                    "extra_points",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="On top of the age's points; a carer brings 210.",
                        verbose_name="points more for a special need",
                    ),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="last confirmed"
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="childcare.family",
                        verbose_name="family",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="residents.resident",
                        verbose_name="child",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                "verbose_name": "historical care sheet",
                "verbose_name_plural": "historical care sheets",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalConsentText",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("data", "Keeping the child's data"),
                            ("health", "Keeping notes on health"),
                            ("emergency", "Treatment in an emergency"),
                            ("photos", "Photos"),
                            ("alone", "Going home alone"),
                        ],
                        max_length=9,
                        verbose_name="purpose",
                    ),
                ),
                (
                    "version",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="version"
                    ),
                ),
                ("text", models.TextField(verbose_name="text")),
                ("text_en", models.TextField(blank=True, verbose_name="text in English")),
                ("since", models.DateField(verbose_name="from")),
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
                "verbose_name": "historical text of consent",
                "verbose_name_plural": "historical texts of consent",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPickupPerson",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        max_length=11,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^1[3-9]\\d{9}$", "Enter a mobile number of 11 digits."
                            )
                        ],
                        verbose_name="mobile number",
                    ),
                ),
                (
                    "kin",
                    models.CharField(
                        choices=[
                            ("mother", "Mother"),
                            ("father", "Father"),
                            ("grandmother", "Grandmother"),
                            ("grandfather", "Grandfather"),
                            ("aunt", "Aunt"),
                            ("uncle", "Uncle"),
                            ("sibling", "Brother or sister"),
                            ("neighbour", "Neighbour or friend"),
                            ("guardian", "Guardian"),
                            ("other", "Somebody else"),
                        ],
                        default="other",
                        max_length=11,
                        verbose_name="relation",
                    ),
                ),
                ("is_adult", models.BooleanField(default=True, verbose_name="18 or over")),
                ("is_guardian", models.BooleanField(default=False, editable=False, verbose_name="guardian")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("removed_at", models.DateTimeField(editable=False, null=True, verbose_name="taken off the list")),
                (
                    "sheet",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="childcare.caresheet",
                        verbose_name="care sheet",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="residents.resident",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="login",
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                "verbose_name": "historical pick-up person",
                "verbose_name_plural": "historical pick-up people",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRatioBand",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("first_age", models.PositiveSmallIntegerField(verbose_name="from this age")),
                ("last_age", models.PositiveSmallIntegerField(verbose_name="up to this age")),
                (
                    "points",
                    models.PositiveSmallIntegerField(
                        help_text="A carer brings 210: 30 is one carer for seven children, 21 one for ten.",
                        verbose_name="points",
                    ),
                ),
                ("since", models.DateField(verbose_name="from")),
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
                "verbose_name": "historical ratio of carers to children",
                "verbose_name_plural": "historical ratios of carers to children",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalStation",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(max_length=50, verbose_name="name")),
                (
                    "registered_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="registered"),
                ),
                ("revoked_at", models.DateTimeField(editable=False, null=True, verbose_name="taken away")),
                (
                    "registered_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                "verbose_name": "historical tablet at the door",
                "verbose_name_plural": "historical tablets at the door",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PickupPerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="people",
                        to="childcare.caresheet",
                        verbose_name="care sheet",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        max_length=11,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^1[3-9]\\d{9}$", "Enter a mobile number of 11 digits."
                            )
                        ],
                        verbose_name="mobile number",
                    ),
                ),
                (
                    "kin",
                    models.CharField(
                        choices=[
                            ("mother", "Mother"),
                            ("father", "Father"),
                            ("grandmother", "Grandmother"),
                            ("grandfather", "Grandfather"),
                            ("aunt", "Aunt"),
                            ("uncle", "Uncle"),
                            ("sibling", "Brother or sister"),
                            ("neighbour", "Neighbour or friend"),
                            ("guardian", "Guardian"),
                            ("other", "Somebody else"),
                        ],
                        default="other",
                        max_length=11,
                        verbose_name="relation",
                    ),
                ),
                ("is_adult", models.BooleanField(default=True, verbose_name="18 or over")),
                ("is_guardian", models.BooleanField(default=False, editable=False, verbose_name="guardian")),
                (
                    "resident",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="residents.resident",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="login",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "added_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("removed_at", models.DateTimeField(editable=False, null=True, verbose_name="taken off the list")),
            ],
            options={
                "verbose_name": "pick-up person",
                "verbose_name_plural": "pick-up people",
                "ordering": ["-is_guardian", "pk"],
                "indexes": [models.Index(fields=["user"], name="childcare_person_login")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("is_guardian", True), ("removed_at__isnull", True), ("resident__isnull", False)
                        ),
                        fields=("sheet", "resident"),
                        name="childcare_guardian_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="childcare_person_until",
                        violation_error_message="The last day is not before the first.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Barred",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="barred",
                        to="childcare.caresheet",
                        verbose_name="care sheet",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("phone", models.CharField(blank=True, max_length=11, verbose_name="mobile number")),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="bars",
                        to="childcare.pickupperson",
                        verbose_name="pick-up person",
                    ),
                ),
                ("paper", models.CharField(max_length=100, verbose_name="number of the court's or police paper")),
                (
                    "first_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="noted by",
                    ),
                ),
                (
                    "second_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="looked at by",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="when")),
                ("lifted_at", models.DateTimeField(editable=False, null=True, verbose_name="lifted")),
                (
                    "lifted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "barred person",
                "verbose_name_plural": "barred people",
                "ordering": ["-at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("paper", ""), _negated=True),
                        name="childcare_barred_by_paper",
                        violation_error_message="Barring somebody needs the number of a court's or police paper.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first_by", models.F("second_by")), _negated=True),
                        name="childcare_barred_by_two",
                        violation_error_message="Two members of staff note this together.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RatioBand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_age", models.PositiveSmallIntegerField(verbose_name="from this age")),
                ("last_age", models.PositiveSmallIntegerField(verbose_name="up to this age")),
                (
                    "points",
                    models.PositiveSmallIntegerField(
                        help_text="A carer brings 210: 30 is one carer for seven children, 21 one for ten.",
                        verbose_name="points",
                    ),
                ),
                ("since", models.DateField(verbose_name="from")),
            ],
            options={
                "verbose_name": "ratio of carers to children",
                "verbose_name_plural": "ratios of carers to children",
                "ordering": ["-since", "first_age"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("since", "first_age"),
                        name="childcare_band_once",
                        violation_error_message="There is such a band from this day already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_age__gte", models.F("first_age"))),
                        name="childcare_band_ages",
                        violation_error_message="The last age is not before the first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("points__range", (21, 210)),
                            models.Q(("first_age__gte", 6), ("points__gte", 30), _connector="OR"),
                        ),
                        name="childcare_band_never_weaker",
                        violation_error_message="One carer for at most seven children under six, and at most ten from six on.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetReveal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reveals",
                        to="childcare.caresheet",
                        verbose_name="care sheet",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who looked",
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="when")),
            ],
            options={
                "verbose_name": "reveal of health notes",
                "verbose_name_plural": "reveals of health notes",
                "ordering": ["-at"],
            },
        ),
        migrations.CreateModel(
            name="Station",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=50, verbose_name="name")),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "registered_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="registered"),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("revoked_at", models.DateTimeField(editable=False, null=True, verbose_name="taken away")),
                (
                    "revoked_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "carer",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="childcare.carer",
                    ),
                ),
                ("touched_at", models.DateTimeField(editable=False, null=True, verbose_name="last tapped")),
            ],
            options={
                "verbose_name": "tablet at the door",
                "verbose_name_plural": "tablets at the door",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="DropIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drop_ins",
                        to="childcare.caresheet",
                        verbose_name="child",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drop_ins",
                        to="childcare.caresession",
                        verbose_name="care session",
                    ),
                ),
                (
                    "day_pass",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drop_ins",
                        to="childcare.daypass",
                        verbose_name="pass of a day",
                    ),
                ),
                ("age", models.PositiveSmallIntegerField(editable=False, verbose_name="age")),
                ("points", models.PositiveSmallIntegerField(editable=False, verbose_name="points")),
                ("in_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="in")),
                ("due_at", models.DateTimeField(verbose_name="until")),
                ("late_until", models.DateTimeField(editable=False, null=True, verbose_name="said to be late until")),
                (
                    "brought_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="childcare.pickupperson",
                        verbose_name="brought by",
                    ),
                ),
                (
                    "carer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="childcare.carer",
                        verbose_name="taken in by",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="childcare.station",
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=36)),
                ("allergies_read_at", models.DateTimeField(editable=False, null=True, verbose_name="allergies read")),
                ("out_at", models.DateTimeField(editable=False, null=True, verbose_name="out")),
            ],
            options={
                "verbose_name": "stay of a child",
                "verbose_name_plural": "stays of children",
                "ordering": ["-in_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("out_at__isnull", True)), fields=["session"], name="childcare_inside"
                    ),
                    models.Index(fields=["sheet", "-in_at"], name="childcare_stays_of_child"),
                    models.Index(fields=["in_at"], name="childcare_stay_in"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("out_at__isnull", True)),
                        fields=("sheet",),
                        name="childcare_in_once",
                        violation_error_message="This child is inside already.",
                    ),
                    models.UniqueConstraint(fields=("sheet", "key"), name="childcare_drop_in_key"),
                    models.CheckConstraint(
                        condition=models.Q(("due_at__gt", models.F("in_at"))),
                        name="childcare_due_after_in",
                        violation_error_message="The stay ends after it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("points__gte", 21)), name="childcare_points_never_weaker"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Alarm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("barred", "A barred person is at the children's room"),
                            ("breach", "Too few carers for the children inside"),
                            ("locked", "A pass was wrong three times: please look at a document"),
                            ("override", "A child was handed over against the list"),
                            ("overdue", "A child was not fetched in time"),
                            ("police", "A child was not fetched for 90 minutes: please call the police room"),
                            ("inside", "The session is over, and children are inside"),
                            ("no_room", "The room is taken next: please write down where children and carers go"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alarms",
                        to="childcare.caresession",
                        verbose_name="care session",
                    ),
                ),
                (
                    "drop_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="alarms",
                        to="childcare.dropin",
                        verbose_name="stay",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="when")),
                ("seen_at", models.DateTimeField(editable=False, null=True, verbose_name="seen")),
                (
                    "seen_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "alarm",
                "verbose_name_plural": "alarms",
                "ordering": ["-at"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("seen_at__isnull", True)), fields=["-at"], name="childcare_alarm_open"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "drop_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calls",
                        to="childcare.dropin",
                        verbose_name="stay",
                    ),
                ),
                ("rung", models.CharField(max_length=20, verbose_name="step")),
                ("whom", models.CharField(max_length=100, verbose_name="whom")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="mobile number")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="when")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                ("result", models.CharField(blank=True, max_length=200, verbose_name="what came of it")),
            ],
            options={
                "verbose_name": "call about a child",
                "verbose_name_plural": "calls about children",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "drop_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="incidents",
                        to="childcare.dropin",
                        verbose_name="stay",
                    ),
                ),
                ("happened_at", models.DateTimeField(verbose_name="when")),
                ("what_encrypted", models.TextField(editable=False)),
                ("done_encrypted", models.TextField(editable=False)),
                ("witnesses", models.CharField(blank=True, max_length=200, verbose_name="who saw it")),
                ("photo", community.photos.PhotoField(blank=True, upload_to="private/childcare", verbose_name="photo")),
                (
                    "carer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="childcare.carer",
                        verbose_name="written by",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="written")),
            ],
            options={
                "verbose_name": "incident",
                "verbose_name_plural": "incidents",
                "ordering": ["-happened_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("happened_at__lte", models.F("at"))),
                        name="childcare_incident_happened",
                        violation_error_message="This has not happened yet.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="IncidentAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="childcare.incident",
                        verbose_name="incident",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="when")),
                ("words_encrypted", models.TextField(blank=True, editable=False)),
            ],
            options={
                "verbose_name": "guardian's answer",
                "verbose_name_plural": "guardians' answers",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="OfflineHandOver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "drop_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offline",
                        to="childcare.dropin",
                        verbose_name="stay",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="when")),
                ("to", models.CharField(max_length=100, verbose_name="to whom")),
                ("key", models.CharField(editable=False, max_length=36, unique=True)),
                (
                    "carer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="childcare.carer",
                        verbose_name="carer",
                    ),
                ),
                (
                    "received_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="received"),
                ),
                ("settled_at", models.DateTimeField(editable=False, null=True, verbose_name="settled")),
                (
                    "first_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "second_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "hand-over noted offline",
                "verbose_name_plural": "hand-overs noted offline",
                "ordering": ["-received_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_at__isnull", True),
                            models.Q(
                                ("first_by__isnull", False),
                                ("second_by__isnull", False),
                                models.Q(("first_by", models.F("second_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="childcare_offline_settled_by_two",
                        violation_error_message="Two different people settle it.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PickUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "drop_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pick_ups",
                        to="childcare.dropin",
                        verbose_name="stay",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="when")),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="pick_ups",
                        to="childcare.pickupperson",
                        verbose_name="fetched by",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="name")),
                (
                    "proof",
                    models.CharField(
                        choices=[
                            ("pass", "The day's pass"),
                            ("document", "A document, seen at the desk"),
                            ("alone", "Goes home alone, as the guardian allowed"),
                            ("override", "Two of the staff, with a reason"),
                        ],
                        max_length=8,
                        verbose_name="proof",
                    ),
                ),
                (
                    "carer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="childcare.carer",
                        verbose_name="handed over by",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="childcare.station",
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=36)),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                ("document", models.CharField(blank=True, max_length=100, verbose_name="document seen")),
                (
                    "first_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "second_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="and by",
                    ),
                ),
                ("undone_at", models.DateTimeField(editable=False, null=True, verbose_name="undone")),
                (
                    "undone_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="childcare.carer",
                    ),
                ),
            ],
            options={
                "verbose_name": "hand-over of a child",
                "verbose_name_plural": "hand-overs of children",
                "ordering": ["-at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("drop_in",),
                        name="childcare_picked_up_once",
                        violation_error_message="This child was handed over already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("proof", "override"), _negated=True),
                            models.Q(
                                ("first_by__isnull", False),
                                ("second_by__isnull", False),
                                models.Q(("first_by", models.F("second_by")), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                                models.Q(("document", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="childcare_override_by_two",
                        violation_error_message="Two different members of staff, a reason, and the document that was seen.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("proof", "override"), ("carer__isnull", False), _connector="OR"),
                        name="childcare_handed_over_by_carer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("proof__in", ["pass", "document"]), _negated=True),
                            models.Q(("name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="childcare_handed_over_to_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RollTick",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ticks",
                        to="childcare.caresession",
                        verbose_name="care session",
                    ),
                ),
                (
                    "drop_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ticks",
                        to="childcare.dropin",
                        verbose_name="stay",
                    ),
                ),
                (
                    "said",
                    models.CharField(
                        choices=[("here", "Here"), ("missing", "Not here")], max_length=7, verbose_name="said"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "received_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="received"),
                ),
                ("key", models.CharField(editable=False, max_length=36, unique=True)),
                (
                    "carer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="childcare.carer",
                        verbose_name="carer",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="childcare.station",
                    ),
                ),
            ],
            options={
                "verbose_name": "tick of a roll call",
                "verbose_name_plural": "ticks of roll calls",
                "ordering": ["-at", "-pk"],
                "indexes": [models.Index(fields=["session", "-received_at"], name="childcare_tick_latest")],
            },
        ),
        migrations.CreateModel(
            name="StayFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(verbose_name="month")),
                ("hour", models.PositiveSmallIntegerField(verbose_name="hour")),
                ("is_small", models.BooleanField(verbose_name="under six")),
                ("minutes", models.PositiveIntegerField(verbose_name="minutes")),
            ],
            options={
                "verbose_name": "figure of a stay",
                "verbose_name_plural": "figures of stays",
                "ordering": ["-month", "pk"],
                "indexes": [models.Index(fields=["month"], name="childcare_figure_month")],
            },
        ),
        migrations.CreateModel(
            name="TurnedAway",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="turned_away",
                        to="childcare.caresheet",
                        verbose_name="child",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="turned_away",
                        to="childcare.caresession",
                        verbose_name="session",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("fever", "Fever"),
                            ("rash", "Rash"),
                            ("cough", "Coughs, or vomits"),
                            ("other", "Something else"),
                        ],
                        max_length=5,
                        verbose_name="reason",
                    ),
                ),
                ("note_encrypted", models.TextField(blank=True, editable=False)),
                (
                    "carer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="childcare.carer",
                        verbose_name="carer",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="when")),
            ],
            options={
                "verbose_name": "child turned away",
                "verbose_name_plural": "children turned away",
                "ordering": ["-at"],
            },
        ),
    ]
