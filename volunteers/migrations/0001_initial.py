"""Volunteers, posts, shifts, promises and service hours."""

import datetime
from decimal import Decimal

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import community.models.users
import community.photos
import community.ranges
import community.workbooks.models
import community.workbooks.storage
import volunteers.models.posts


class Migration(migrations.Migration):
    replaces = [
        ("volunteers", "0001_duty"),
        ("volunteers", "0002_promises"),
        ("volunteers", "0003_certificates_of_service"),
        ("volunteers", "0004_versions"),
        ("volunteers", "0005_only_added"),
        ("volunteers", "0006_roster_imports"),
    ]

    initial = True

    dependencies = [
        ("community", "0001_initial"),
        ("residents", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CodeAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "wrong code",
                "verbose_name_plural": "wrong codes",
                "indexes": [models.Index(fields=["user", "at"], name="volunteers_code_attempt")],
            },
        ),
        migrations.CreateModel(
            name="DutyRules",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(unique=True, verbose_name="version")),
                ("text", models.TextField(verbose_name="text")),
                ("text_en", models.TextField(blank=True, verbose_name="text in English")),
                ("since", models.DateField(verbose_name="from")),
            ],
            options={
                "verbose_name": "rules for volunteers",
                "verbose_name_plural": "rules for volunteers",
                "ordering": ["-version"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPost",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("slug", models.SlugField(verbose_name="short name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("workstation", "Workstation"),
                            ("gate", "Gate"),
                            ("round", "Evening round"),
                            ("lobby", "Lobby of a building"),
                            ("children", "Children's room"),
                            ("on_call", "On call"),
                        ],
                        max_length=11,
                        verbose_name="kind",
                    ),
                ),
                (
                    "service",
                    models.CharField(
                        choices=[
                            ("community", "Community service"),
                            ("order", "Order and safety"),
                            ("children", "Care for children"),
                            ("elderly", "Care for the elderly"),
                        ],
                        default="community",
                        max_length=9,
                        verbose_name="kind of service",
                    ),
                ),
                ("name", models.CharField(max_length=50, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=100, verbose_name="name in English")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="where")),
                ("place_en", models.CharField(blank=True, max_length=200, verbose_name="where, in English")),
                ("what_to_do", models.TextField(blank=True, verbose_name="what to do there")),
                ("what_to_do_en", models.TextField(blank=True, verbose_name="what to do there, in English")),
                ("minimum", models.PositiveSmallIntegerField(default=1, verbose_name="people at least")),
                (
                    "places",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(50),
                        ],
                        verbose_name="people at most",
                    ),
                ),
                (
                    "is_risky",
                    models.BooleanField(
                        default=False,
                        help_text="Whoever does duty here needs an insurance that runs on that day.",
                        verbose_name="risky",
                    ),
                ),
                ("has_stairs", models.BooleanField(default=False, verbose_name="with stairs")),
                ("is_outdoors", models.BooleanField(default=False, verbose_name="outdoors")),
                (
                    "for_leaders",
                    models.BooleanField(
                        default=False,
                        help_text="Only who is appointed on that day does duty here; a successor takes over the shifts.",
                        verbose_name="for building leaders",
                    ),
                ),
                ("has_screen", models.BooleanField(default=False, verbose_name="a screen shows the code")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                (
                    "compound",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="residents.compound",
                        verbose_name="compound",
                    ),
                ),
                (
                    "building",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="residents.building",
                        verbose_name="building",
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
                "verbose_name": "historical post",
                "verbose_name_plural": "historical posts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalVolunteer",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(editable=False, max_length=100, verbose_name="name")),
                (
                    "is_worker",
                    models.BooleanField(
                        default=False,
                        help_text="Paid working time gives no service hours.",
                        verbose_name="community worker",
                    ),
                ),
                (
                    "suits",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        default=list,
                        help_text="Parts of the week from 0, Monday morning, to 20, Sunday evening. Empty: any.",
                        size=None,
                        verbose_name="hours that suit",
                    ),
                ),
                (
                    "cannot",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[("stairs", "Stairs"), ("evenings", "Evenings"), ("outdoors", "Outdoors")],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="cannot",
                    ),
                ),
                (
                    "most_hours",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="most hours a week",
                    ),
                ),
                (
                    "ask_by",
                    models.CharField(
                        choices=[("message", "By message"), ("call", "By telephone"), ("paper", "On paper")],
                        default="message",
                        max_length=7,
                        verbose_name="to be asked",
                    ),
                ),
                ("is_public", models.BooleanField(default=False, verbose_name="agreed to be named in public")),
                ("insured_until", models.DateField(blank=True, null=True, verbose_name="insured until")),
                ("consented_on", models.DateField(blank=True, null=True, verbose_name="guardian's consent of")),
                ("rules_version", models.PositiveSmallIntegerField(default=1, verbose_name="rules accepted, version")),
                (
                    "joined_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="joined"),
                ),
                ("left_at", models.DateTimeField(editable=False, null=True, verbose_name="left")),
                ("erased_at", models.DateTimeField(editable=False, null=True)),
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
                    "resident",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="residents.resident",
                        verbose_name="resident",
                    ),
                ),
                (
                    "consent_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="residents.resident",
                        verbose_name="guardian who consented",
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
                "verbose_name": "historical volunteer",
                "verbose_name_plural": "historical volunteers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HoursMonth",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(help_text="Its first day.", unique=True, verbose_name="month")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Running"), ("published", "Published"), ("closed", "Closed")],
                        default="open",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("published_at", models.DateTimeField(editable=False, null=True, verbose_name="published")),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
                ("closes_at", models.DateTimeField(editable=False, null=True, verbose_name="closes")),
            ],
            options={
                "verbose_name": "month of service hours",
                "verbose_name_plural": "months of service hours",
                "ordering": ["-month"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("month__day", 1)), name="volunteers_month_first_day"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "open"),
                            models.Q(("closes_at__isnull", False), ("published_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="volunteers_month_published",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "month",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="volunteers.hoursmonth",
                        verbose_name="month",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="what is wrong")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="raised"),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="settled by",
                    ),
                ),
                ("settled_at", models.DateTimeField(editable=False, null=True, verbose_name="settled")),
                ("answer", models.CharField(blank=True, max_length=500, verbose_name="answer")),
            ],
            options={
                "verbose_name": "objection",
                "verbose_name_plural": "objections",
                "ordering": ["-created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_by__isnull", True),
                            models.Q(("settled_by", models.F("by")), _negated=True),
                            _connector="OR",
                        ),
                        name="volunteers_objection_settled_by_another",
                        violation_error_message="Somebody else settles an objection.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_at__isnull", True), models.Q(("answer", ""), _negated=True), _connector="OR"
                        ),
                        name="volunteers_objection_answered",
                        violation_error_message="Please give an answer.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RosterImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        storage=community.workbooks.storage.sealed_storage,
                        upload_to=community.workbooks.models.sealed_path,
                        verbose_name="file",
                    ),
                ),
                ("filename", models.CharField(max_length=200, verbose_name="file name")),
                (
                    "fills_down",
                    models.BooleanField(default=False, verbose_name="an empty cell means the same as above"),
                ),
                ("reads_hidden", models.BooleanField(default=False, verbose_name="reads hidden sheets")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("uploaded", "Waiting for the rehearsal"),
                            ("rehearsing", "Rehearsing"),
                            ("rehearsed", "Rehearsed; nothing is changed yet"),
                            ("to_apply", "Waiting to be applied"),
                            ("applying", "Applying"),
                            ("applied", "Applied"),
                            ("to_undo", "Waiting to be undone"),
                            ("undoing", "Undoing"),
                            ("undone", "Undone"),
                            ("refused", "Refused"),
                        ],
                        default="uploaded",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("message", models.CharField(blank=True, max_length=500, verbose_name="message")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="done")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="total")),
                ("progress_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("totals", models.JSONField(blank=True, default=dict, verbose_name="totals")),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="uploaded by",
                    ),
                ),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="uploaded")),
                (
                    "applied_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="applied by",
                    ),
                ),
                ("applied_at", models.DateTimeField(null=True, verbose_name="applied")),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="undone by",
                    ),
                ),
                ("undone_at", models.DateTimeField(null=True, verbose_name="undone")),
                (
                    "kind",
                    models.CharField(
                        choices=[("roster", "Duty chart")],
                        default="roster",
                        max_length=12,
                        verbose_name="what it holds",
                    ),
                ),
                (
                    "first_day",
                    models.DateField(
                        default=community.ranges.today,
                        help_text="Dates without a year, and weekdays alone, are counted from here.",
                        verbose_name="first day of the chart",
                    ),
                ),
                ("exception", models.CharField(blank=True, max_length=200, verbose_name="why exceptions are allowed")),
            ],
            options={
                "verbose_name": "import of a duty chart",
                "verbose_name_plural": "imports of duty charts",
                "ordering": ["-uploaded_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Skill",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(unique=True, verbose_name="short name")),
                ("name", models.CharField(max_length=30, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=60, verbose_name="name in English")),
            ],
            options={
                "verbose_name": "skill",
                "verbose_name_plural": "skills",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Volunteer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="volunteer",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="login",
                    ),
                ),
                (
                    "resident",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="volunteer",
                        to="residents.resident",
                        verbose_name="resident",
                    ),
                ),
                ("name", models.CharField(editable=False, max_length=100, verbose_name="name")),
                ("name_key", models.CharField(editable=False, max_length=400)),
                (
                    "is_worker",
                    models.BooleanField(
                        default=False,
                        help_text="Paid working time gives no service hours.",
                        verbose_name="community worker",
                    ),
                ),
                (
                    "suits",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        default=list,
                        help_text="Parts of the week from 0, Monday morning, to 20, Sunday evening. Empty: any.",
                        size=None,
                        verbose_name="hours that suit",
                    ),
                ),
                (
                    "cannot",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[("stairs", "Stairs"), ("evenings", "Evenings"), ("outdoors", "Outdoors")],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="cannot",
                    ),
                ),
                (
                    "most_hours",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="most hours a week",
                    ),
                ),
                (
                    "ask_by",
                    models.CharField(
                        choices=[("message", "By message"), ("call", "By telephone"), ("paper", "On paper")],
                        default="message",
                        max_length=7,
                        verbose_name="to be asked",
                    ),
                ),
                ("is_public", models.BooleanField(default=False, verbose_name="agreed to be named in public")),
                ("insured_until", models.DateField(blank=True, null=True, verbose_name="insured until")),
                (
                    "consent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="residents.resident",
                        verbose_name="guardian who consented",
                    ),
                ),
                ("consented_on", models.DateField(blank=True, null=True, verbose_name="guardian's consent of")),
                (
                    "pass_code",
                    models.CharField(
                        default=community.models.users.unguessable_token, editable=False, max_length=43, unique=True
                    ),
                ),
                ("rules_version", models.PositiveSmallIntegerField(default=1, verbose_name="rules accepted, version")),
                (
                    "joined_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="joined"),
                ),
                ("left_at", models.DateTimeField(editable=False, null=True, verbose_name="left")),
                ("erased_at", models.DateTimeField(editable=False, null=True)),
                (
                    "skills",
                    models.ManyToManyField(
                        blank=True, related_name="volunteers", to="volunteers.skill", verbose_name="skills"
                    ),
                ),
            ],
            options={
                "verbose_name": "volunteer",
                "verbose_name_plural": "volunteers",
                "ordering": ["name_key", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("user__isnull", False),
                            ("resident__isnull", False),
                            ("erased_at__isnull", False),
                            _connector="OR",
                        ),
                        name="volunteers_volunteer_is_somebody",
                        violation_error_message="A volunteer has a login, or stands in the register.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("consent_by__isnull", True), ("consented_on__isnull", False), _connector="OR"
                        ),
                        name="volunteers_volunteer_consent_has_day",
                        violation_error_message="A consent has a day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("most_hours__isnull", True), ("most_hours__range", (1, 60)), _connector="OR"
                        ),
                        name="volunteers_volunteer_most_hours",
                        violation_error_message="Between 1 and 60 hours a week.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to="volunteers.volunteer",
                        verbose_name="volunteer",
                    ),
                ),
                ("days", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="days")),
            ],
            options={
                "verbose_name": "days away",
                "verbose_name_plural": "days away",
                "ordering": ["days"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("volunteer_id"),
                                    models.F("volunteer_id"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            ("days", "&&"),
                        ],
                        name="volunteers_absence_once",
                        violation_error_message="You are away then already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("days__isempty", False), ("days__lower_inf", False), ("days__upper_inf", False)
                        ),
                        name="volunteers_absence_bounded",
                        violation_error_message="The last day must not be before the first.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DutyTeam",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=50, unique=True, verbose_name="name")),
                (
                    "leader",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="leads",
                        to="volunteers.volunteer",
                        verbose_name="leader",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "members",
                    models.ManyToManyField(
                        blank=True, related_name="teams", to="volunteers.volunteer", verbose_name="members"
                    ),
                ),
            ],
            options={
                "verbose_name": "duty team",
                "verbose_name_plural": "duty teams",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalDutyTeam",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(db_index=True, max_length=50, verbose_name="name")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "leader",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="volunteers.volunteer",
                        verbose_name="leader",
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
                "verbose_name": "historical duty team",
                "verbose_name_plural": "historical duty teams",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDutyTeam_members",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "dutyteam",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="volunteers.dutyteam",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="volunteers.volunteer",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="volunteers.historicaldutyteam",
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "HistoricalDutyTeam_members",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HoursCertificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "certificate",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="service",
                        to="community.certificate",
                        verbose_name="certificate",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="volunteers.volunteer",
                        verbose_name="volunteer",
                    ),
                ),
                ("first_day", models.DateField(editable=False, verbose_name="from")),
                ("last_day", models.DateField(editable=False, verbose_name="until")),
                ("minutes", models.PositiveIntegerField(editable=False, verbose_name="minutes")),
                ("is_current", models.BooleanField(default=True, editable=False)),
            ],
            options={
                "verbose_name": "certificate of service",
                "verbose_name_plural": "certificates of service",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("volunteer", "first_day", "last_day"),
                        name="volunteers_certificate_one_valid",
                        violation_error_message="There is a valid certificate already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gt", 0)), name="volunteers_certificate_has_hours"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))),
                        name="volunteers_certificate_period",
                        violation_error_message="The last day must not be before the first.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(unique=True, verbose_name="short name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("workstation", "Workstation"),
                            ("gate", "Gate"),
                            ("round", "Evening round"),
                            ("lobby", "Lobby of a building"),
                            ("children", "Children's room"),
                            ("on_call", "On call"),
                        ],
                        max_length=11,
                        verbose_name="kind",
                    ),
                ),
                (
                    "service",
                    models.CharField(
                        choices=[
                            ("community", "Community service"),
                            ("order", "Order and safety"),
                            ("children", "Care for children"),
                            ("elderly", "Care for the elderly"),
                        ],
                        default="community",
                        max_length=9,
                        verbose_name="kind of service",
                    ),
                ),
                ("name", models.CharField(max_length=50, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=100, verbose_name="name in English")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="where")),
                ("place_en", models.CharField(blank=True, max_length=200, verbose_name="where, in English")),
                ("what_to_do", models.TextField(blank=True, verbose_name="what to do there")),
                ("what_to_do_en", models.TextField(blank=True, verbose_name="what to do there, in English")),
                ("minimum", models.PositiveSmallIntegerField(default=1, verbose_name="people at least")),
                (
                    "places",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(50),
                        ],
                        verbose_name="people at most",
                    ),
                ),
                (
                    "is_risky",
                    models.BooleanField(
                        default=False,
                        help_text="Whoever does duty here needs an insurance that runs on that day.",
                        verbose_name="risky",
                    ),
                ),
                ("has_stairs", models.BooleanField(default=False, verbose_name="with stairs")),
                ("is_outdoors", models.BooleanField(default=False, verbose_name="outdoors")),
                (
                    "for_leaders",
                    models.BooleanField(
                        default=False,
                        help_text="Only who is appointed on that day does duty here; a successor takes over the shifts.",
                        verbose_name="for building leaders",
                    ),
                ),
                (
                    "compound",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="residents.compound",
                        verbose_name="compound",
                    ),
                ),
                (
                    "building",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="residents.building",
                        verbose_name="building",
                    ),
                ),
                ("has_screen", models.BooleanField(default=False, verbose_name="a screen shows the code")),
                (
                    "token",
                    models.CharField(
                        default=community.models.users.unguessable_token, editable=False, max_length=43, unique=True
                    ),
                ),
                ("secret", models.CharField(default=volunteers.models.posts.new_secret, editable=False, max_length=64)),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                (
                    "skills",
                    models.ManyToManyField(
                        blank=True, related_name="posts", to="volunteers.skill", verbose_name="skills needed"
                    ),
                ),
                (
                    "teams",
                    models.ManyToManyField(
                        blank=True, related_name="posts", to="volunteers.dutyteam", verbose_name="teams"
                    ),
                ),
            ],
            options={
                "verbose_name": "post",
                "verbose_name_plural": "posts",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("minimum__lte", models.F("places")), ("places__gte", 1)),
                        name="volunteers_post_minimum_within_places",
                        violation_error_message="No more people are needed than there are places.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPost_skills",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="volunteers.post",
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="volunteers.skill",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="volunteers.historicalpost",
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "HistoricalPost_skills",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPost_teams",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="volunteers.post",
                    ),
                ),
                (
                    "dutyteam",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="volunteers.dutyteam",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="volunteers.historicalpost",
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "HistoricalPost_teams",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PostThing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="things",
                        to="volunteers.post",
                        verbose_name="post",
                    ),
                ),
                ("name", models.CharField(max_length=50, verbose_name="name")),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="how many there are")),
            ],
            options={
                "verbose_name": "thing at the post",
                "verbose_name_plural": "things at the post",
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("post", "name"), name="volunteers_thing_once")],
            },
        ),
        migrations.CreateModel(
            name="RosterImportRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sheet", models.CharField(max_length=100, verbose_name="sheet")),
                ("number", models.PositiveIntegerField(verbose_name="row")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("changed", "Changed"),
                            ("unchanged", "Unchanged"),
                            ("refused", "Not taken"),
                        ],
                        max_length=9,
                        verbose_name="verdict",
                    ),
                ),
                ("masked_name", models.CharField(max_length=10, verbose_name="name")),
                ("about", models.CharField(blank=True, max_length=60, verbose_name="what it is about")),
                ("changes", models.JSONField(default=list)),
                ("repairs", models.JSONField(default=list)),
                ("problems", models.JSONField(default=list)),
                ("proposal", models.JSONField(null=True)),
                ("raw_encrypted", models.TextField(blank=True, editable=False)),
                ("made", models.JSONField(default=dict)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="volunteers.rosterimport",
                        verbose_name="import",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="import_rows",
                        to="volunteers.volunteer",
                    ),
                ),
            ],
            options={
                "verbose_name": "row of a duty chart",
                "verbose_name_plural": "rows of duty charts",
                "ordering": ["pk"],
                "abstract": False,
                "indexes": [models.Index(fields=["run", "verdict"], name="volunteers_importrow_verdict")],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="volunteers.volunteer",
                        verbose_name="volunteer",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("reserve", "Reserve"),
                            ("promised", "Promised"),
                            ("present", "At the post"),
                            ("done", "Done"),
                            ("declined", "Declined"),
                            ("lapsed", "Not answered"),
                            ("handed_back", "Handed back"),
                            ("covered", "Covered by somebody else"),
                            ("missed", "Missed"),
                            ("called_off", "Called off"),
                        ],
                        max_length=11,
                        verbose_name="state",
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField(editable=False)),
                (
                    "noted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="noted by",
                    ),
                ),
                ("exception", models.CharField(blank=True, max_length=200, verbose_name="why it is allowed")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="since"),
                ),
                ("answer_by", models.DateTimeField(editable=False, null=True, verbose_name="answer by")),
                (
                    "wants_cover_since",
                    models.DateTimeField(editable=False, null=True, verbose_name="wants cover since"),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="replaced_by",
                        to="volunteers.assignment",
                    ),
                ),
                ("reminded_at", models.DateTimeField(editable=False, null=True)),
                ("missing_told_at", models.DateTimeField(editable=False, null=True)),
                ("revision", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "verbose_name": "promise",
                "verbose_name_plural": "promises",
                "ordering": ["during", "pk"],
                "indexes": [
                    models.Index(fields=["volunteer", "state"], name="volunteers_promise_of"),
                    models.Index(
                        condition=models.Q(("state", "asked")), fields=["answer_by"], name="volunteers_ask_lapses"
                    ),
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("state__in", ["promised", "present", "done"])),
                        expressions=[
                            (
                                models.Func(
                                    models.F("volunteer_id"),
                                    models.F("volunteer_id"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            ("during", "&&"),
                        ],
                        name="volunteers_promise_one_place_at_a_time",
                        violation_error_message="This person is on another shift at that time.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="presences",
                        to="volunteers.assignment",
                        verbose_name="promise",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("screen", "Code on the screen at the post"),
                            ("printed", "Printed code at the post"),
                            ("desk", "Pass scanned at the front desk"),
                            ("leader", "The leader was there"),
                            ("sheet", "Signed sheet"),
                            ("staff", "Looked through by the centre"),
                        ],
                        max_length=7,
                        verbose_name="source",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who says so",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="when")),
                (
                    "photo",
                    community.photos.PhotoField(
                        blank=True, upload_to="private/duty-sheets", verbose_name="photo of the sheet"
                    ),
                ),
            ],
            options={
                "verbose_name": "sign of presence",
                "verbose_name_plural": "signs of presence",
                "ordering": ["at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("assignment", "source"), name="volunteers_presence_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source__in", ["screen", "printed"]), ("by__isnull", False), _connector="OR"
                        ),
                        name="volunteers_presence_signed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hours",
                        to="volunteers.volunteer",
                        verbose_name="volunteer",
                    ),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hours",
                        to="volunteers.assignment",
                        verbose_name="promise",
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="volunteers.servicehours",
                        verbose_name="corrects",
                    ),
                ),
                ("day", models.DateField(verbose_name="day of service")),
                ("month", models.DateField(verbose_name="month")),
                ("minutes", models.SmallIntegerField(verbose_name="minutes")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("community", "Community service"),
                            ("order", "Order and safety"),
                            ("children", "Care for children"),
                            ("elderly", "Care for the elderly"),
                        ],
                        max_length=9,
                        verbose_name="kind of service",
                    ),
                ),
                (
                    "first_source",
                    models.CharField(
                        choices=[
                            ("screen", "Code on the screen at the post"),
                            ("printed", "Printed code at the post"),
                            ("desk", "Pass scanned at the front desk"),
                            ("leader", "The leader was there"),
                            ("sheet", "Signed sheet"),
                            ("staff", "Looked through by the centre"),
                        ],
                        max_length=7,
                        verbose_name="first source",
                    ),
                ),
                (
                    "first_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who says so",
                    ),
                ),
                (
                    "second_source",
                    models.CharField(
                        choices=[
                            ("screen", "Code on the screen at the post"),
                            ("printed", "Printed code at the post"),
                            ("desk", "Pass scanned at the front desk"),
                            ("leader", "The leader was there"),
                            ("sheet", "Signed sheet"),
                            ("staff", "Looked through by the centre"),
                        ],
                        max_length=7,
                        verbose_name="second source",
                    ),
                ),
                (
                    "second_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who confirms it",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                (
                    "at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="confirmed"),
                ),
            ],
            options={
                "verbose_name": "service hours",
                "verbose_name_plural": "service hours",
                "ordering": ["-day", "-pk"],
                "indexes": [
                    models.Index(fields=["volunteer", "-day"], name="volunteers_hours_of"),
                    models.Index(fields=["month"], name="volunteers_hours_of_month"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("corrects__isnull", True)),
                        fields=("assignment",),
                        name="volunteers_hours_once",
                        violation_error_message="These hours are counted already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("corrects__isnull", True), ("minutes__gt", 0)),
                            models.Q(("corrects__isnull", False), models.Q(("minutes", 0), _negated=True)),
                            _connector="OR",
                        ),
                        name="volunteers_hours_count",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("corrects__isnull", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="volunteers_hours_correction_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_by__isnull", True),
                            models.Q(("first_by", models.F("second_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="volunteers_hours_two_people",
                        violation_error_message="Two different people vouch for hours.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_source__in", ["screen", "printed"]), ("first_by__isnull", False), _connector="OR"
                        ),
                        name="volunteers_hours_first_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="volunteers_hours_month_first_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Swap",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "offered",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="swaps_offered",
                        to="volunteers.assignment",
                        verbose_name="offered",
                    ),
                ),
                (
                    "wanted",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="swaps_wanted",
                        to="volunteers.assignment",
                        verbose_name="wanted",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("done", "Swapped"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="asked",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="offered since"
                    ),
                ),
                ("answered_at", models.DateTimeField(editable=False, null=True, verbose_name="answered")),
            ],
            options={
                "verbose_name": "swap",
                "verbose_name_plural": "swaps",
                "ordering": ["-created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("offered", models.F("wanted")), _negated=True),
                        name="volunteers_swap_of_two",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")),
                        fields=("offered", "wanted"),
                        name="volunteers_swap_asked_once",
                        violation_error_message="You asked for this swap already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="volunteers.post",
                        verbose_name="post",
                    ),
                ),
                ("happened", models.TextField(blank=True, verbose_name="what happened")),
                (
                    "outgoing",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="handed over by",
                    ),
                ),
                ("outgoing_at", models.DateTimeField(null=True, verbose_name="handed over")),
                (
                    "incoming",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="taken over by",
                    ),
                ),
                ("incoming_at", models.DateTimeField(null=True, verbose_name="taken over")),
                ("told_at", models.DateTimeField(editable=False, null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "verbose_name": "hand-over",
                "verbose_name_plural": "hand-overs",
                "ordering": ["-shift__ends_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outgoing__isnull", True),
                            ("incoming__isnull", True),
                            models.Q(("outgoing", models.F("incoming")), _negated=True),
                            _connector="OR",
                        ),
                        name="volunteers_handover_two_people",
                        violation_error_message="Two different people sign.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outgoing__isnull", True), ("outgoing_at__isnull", True)),
                            models.Q(("outgoing__isnull", False), ("outgoing_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="volunteers_handover_outgoing_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("incoming__isnull", True), ("incoming_at__isnull", True)),
                            models.Q(
                                ("incoming__isnull", False), ("incoming_at__isnull", False), ("outgoing__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="volunteers_handover_incoming_signed",
                        violation_error_message="Who hands over signs first.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandoverNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "handover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="volunteers.handover",
                        verbose_name="hand-over",
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="text")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="when")),
            ],
            options={
                "verbose_name": "correction of a hand-over",
                "verbose_name_plural": "corrections of hand-overs",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="OpenItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="volunteers.post",
                        verbose_name="post",
                    ),
                ),
                (
                    "handover",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="items",
                        to="volunteers.handover",
                        verbose_name="hand-over",
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="what is open")),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="noted by",
                    ),
                ),
                (
                    "opened_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="open since"),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="closed by",
                    ),
                ),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="closed")),
                ("how", models.CharField(blank=True, max_length=300, verbose_name="how it ended")),
            ],
            options={
                "verbose_name": "open item",
                "verbose_name_plural": "open items",
                "ordering": ["opened_at", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=["post", "opened_at"],
                        name="volunteers_item_open",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at__isnull", True), models.Q(("how", ""), _negated=True), _connector="OR"
                        ),
                        name="volunteers_item_closed_with_a_word",
                        violation_error_message="Please say how it ended.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ThingCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "handover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counts",
                        to="volunteers.handover",
                        verbose_name="hand-over",
                    ),
                ),
                (
                    "thing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counts",
                        to="volunteers.postthing",
                        verbose_name="thing",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="how many")),
            ],
            options={
                "verbose_name": "count",
                "verbose_name_plural": "counts",
                "ordering": ["thing", "pk"],
                "constraints": [models.UniqueConstraint(fields=("handover", "thing"), name="volunteers_count_once")],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAssignment",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("reserve", "Reserve"),
                            ("promised", "Promised"),
                            ("present", "At the post"),
                            ("done", "Done"),
                            ("declined", "Declined"),
                            ("lapsed", "Not answered"),
                            ("handed_back", "Handed back"),
                            ("covered", "Covered by somebody else"),
                            ("missed", "Missed"),
                            ("called_off", "Called off"),
                        ],
                        max_length=11,
                        verbose_name="state",
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField(editable=False)),
                ("exception", models.CharField(blank=True, max_length=200, verbose_name="why it is allowed")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="since"),
                ),
                ("answer_by", models.DateTimeField(editable=False, null=True, verbose_name="answer by")),
                (
                    "wants_cover_since",
                    models.DateTimeField(editable=False, null=True, verbose_name="wants cover since"),
                ),
                ("reminded_at", models.DateTimeField(editable=False, null=True)),
                ("missing_told_at", models.DateTimeField(editable=False, null=True)),
                ("revision", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
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
                (
                    "noted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="noted by",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="volunteers.assignment",
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
                "verbose_name": "historical promise",
                "verbose_name_plural": "historical promises",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalHandover",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("happened", models.TextField(blank=True, verbose_name="what happened")),
                ("outgoing_at", models.DateTimeField(null=True, verbose_name="handed over")),
                ("incoming_at", models.DateTimeField(null=True, verbose_name="taken over")),
                ("told_at", models.DateTimeField(editable=False, null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="volunteers.post",
                        verbose_name="post",
                    ),
                ),
                (
                    "outgoing",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="handed over by",
                    ),
                ),
                (
                    "incoming",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="taken over by",
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
                "verbose_name": "historical hand-over",
                "verbose_name_plural": "historical hand-overs",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRosterPattern",
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
                ("ends", models.TimeField(help_text="At or before the start: on the next day.", verbose_name="until")),
                (
                    "every",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="every so many weeks",
                    ),
                ),
                ("first_day", models.DateField(verbose_name="first day")),
                ("last_day", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("minimum", models.PositiveSmallIntegerField(default=1, verbose_name="people at least")),
                (
                    "places",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="people at most",
                    ),
                ),
                (
                    "weight",
                    models.DecimalField(
                        decimal_places=1,
                        default=1,
                        help_text="How much an hour counts when duty is shared out: nights and weekends more.",
                        max_digits=3,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0.5")),
                            django.core.validators.MaxValueValidator(Decimal("5")),
                        ],
                        verbose_name="weight",
                    ),
                ),
                (
                    "festival_weight",
                    models.DecimalField(
                        decimal_places=1,
                        default=2,
                        max_digits=3,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0.5")),
                            django.core.validators.MaxValueValidator(Decimal("5")),
                        ],
                        verbose_name="weight on statutory holidays",
                    ),
                ),
                (
                    "on_holiday",
                    models.CharField(
                        choices=[
                            ("nothing", "No duty on statutory holidays"),
                            ("sunday", "As on a Sunday"),
                            ("usual", "As on any other day"),
                        ],
                        default="nothing",
                        max_length=7,
                        verbose_name="on statutory holidays",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="volunteers.post",
                        verbose_name="post",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
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
                "verbose_name": "historical roster pattern",
                "verbose_name_plural": "historical roster patterns",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalShift",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("date", models.DateField(verbose_name="day")),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(verbose_name="until")),
                ("minimum", models.PositiveSmallIntegerField(default=1, verbose_name="people at least")),
                ("places", models.PositiveSmallIntegerField(default=2, verbose_name="people at most")),
                ("weight", models.DecimalField(decimal_places=1, default=1, max_digits=3, verbose_name="weight")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Takes place"), ("called_off", "Called off")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                ("is_by_hand", models.BooleanField(default=False, editable=False)),
                ("revision", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="volunteers.post",
                        verbose_name="post",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="volunteers.dutyteam",
                        verbose_name="team",
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
                "verbose_name": "historical shift",
                "verbose_name_plural": "historical shifts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PatternTeam",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="turns",
                        to="volunteers.dutyteam",
                        verbose_name="team",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
            ],
            options={
                "verbose_name": "team's turn",
                "verbose_name_plural": "teams' turns",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RosterPattern",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="patterns",
                        to="volunteers.post",
                        verbose_name="post",
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
                ("ends", models.TimeField(help_text="At or before the start: on the next day.", verbose_name="until")),
                (
                    "every",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="every so many weeks",
                    ),
                ),
                ("first_day", models.DateField(verbose_name="first day")),
                ("last_day", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("minimum", models.PositiveSmallIntegerField(default=1, verbose_name="people at least")),
                (
                    "places",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="people at most",
                    ),
                ),
                (
                    "weight",
                    models.DecimalField(
                        decimal_places=1,
                        default=1,
                        help_text="How much an hour counts when duty is shared out: nights and weekends more.",
                        max_digits=3,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0.5")),
                            django.core.validators.MaxValueValidator(Decimal("5")),
                        ],
                        verbose_name="weight",
                    ),
                ),
                (
                    "festival_weight",
                    models.DecimalField(
                        decimal_places=1,
                        default=2,
                        max_digits=3,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0.5")),
                            django.core.validators.MaxValueValidator(Decimal("5")),
                        ],
                        verbose_name="weight on statutory holidays",
                    ),
                ),
                (
                    "on_holiday",
                    models.CharField(
                        choices=[
                            ("nothing", "No duty on statutory holidays"),
                            ("sunday", "As on a Sunday"),
                            ("usual", "As on any other day"),
                        ],
                        default="nothing",
                        max_length=7,
                        verbose_name="on statutory holidays",
                    ),
                ),
                (
                    "follows",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="successor",
                        to="volunteers.rosterpattern",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "teams",
                    models.ManyToManyField(
                        blank=True,
                        help_text="One after another, week by week.",
                        through="volunteers.PatternTeam",
                        to="volunteers.dutyteam",
                        verbose_name="teams in turn",
                    ),
                ),
            ],
            options={
                "verbose_name": "roster pattern",
                "verbose_name_plural": "roster patterns",
                "ordering": ["post", "starts", "pk"],
                "constraints": [
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
                        name="volunteers_pattern_ends_after_start",
                        violation_error_message="The last day must not be before the first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("weekdays__contained_by", [0, 1, 2, 3, 4, 5, 6]), ("weekdays__len__gte", 1)
                        ),
                        name="volunteers_pattern_has_weekdays",
                        violation_error_message="Please choose at least one weekday.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("every__range", (1, 12))),
                        name="volunteers_pattern_every",
                        violation_error_message="Between every week and every twelfth.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minimum__lte", models.F("places")), ("places__gte", 1)),
                        name="volunteers_pattern_minimum_within_places",
                        violation_error_message="No more people are needed than there are places.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Shift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shifts",
                        to="volunteers.post",
                        verbose_name="post",
                    ),
                ),
                (
                    "pattern",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shifts",
                        to="volunteers.rosterpattern",
                        verbose_name="pattern",
                    ),
                ),
                ("date", models.DateField(verbose_name="day")),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="shifts",
                        to="volunteers.dutyteam",
                        verbose_name="team",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(verbose_name="until")),
                ("minimum", models.PositiveSmallIntegerField(default=1, verbose_name="people at least")),
                ("places", models.PositiveSmallIntegerField(default=2, verbose_name="people at most")),
                ("weight", models.DecimalField(decimal_places=1, default=1, max_digits=3, verbose_name="weight")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Takes place"), ("called_off", "Called off")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                ("is_by_hand", models.BooleanField(default=False, editable=False)),
                ("revision", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "verbose_name": "shift",
                "verbose_name_plural": "shifts",
                "ordering": ["starts_at", "pk"],
                "permissions": [("run_duty", "Can plan duty and act for volunteers")],
                "indexes": [
                    models.Index(fields=["starts_at", "post"], name="volunteers_shift_of_day"),
                    models.Index(fields=["post", "-starts_at"], name="volunteers_shift_of_post"),
                    models.Index(
                        condition=models.Q(("state", "open")), fields=["ends_at"], name="volunteers_shift_ends"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pattern", "date"),
                        name="volunteers_shift_once",
                        violation_error_message="This pattern has its shift on this day already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="volunteers_shift_ends_after_start",
                        violation_error_message="The end must be after the start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minimum__lte", models.F("places")), ("places__gte", 1)),
                        name="volunteers_shift_minimum_within_places",
                        violation_error_message="No more people are needed than there are places.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="Assignment",
            name="shift",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assignments",
                to="volunteers.shift",
                verbose_name="shift",
            ),
        ),
        migrations.AddField(
            model_name="Handover",
            name="shift",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="handover",
                to="volunteers.shift",
                verbose_name="shift",
            ),
        ),
        migrations.AddField(
            model_name="HistoricalAssignment",
            name="shift",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="volunteers.shift",
                verbose_name="shift",
            ),
        ),
        migrations.AddField(
            model_name="HistoricalHandover",
            name="shift",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="volunteers.shift",
                verbose_name="shift",
            ),
        ),
        migrations.AddField(
            model_name="HistoricalRosterPattern",
            name="follows",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="volunteers.rosterpattern",
            ),
        ),
        migrations.AddField(
            model_name="HistoricalShift",
            name="pattern",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="volunteers.rosterpattern",
                verbose_name="pattern",
            ),
        ),
        migrations.AddField(
            model_name="PatternTeam",
            name="pattern",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="turns", to="volunteers.rosterpattern"
            ),
        ),
        migrations.AddConstraint(
            model_name="Assignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["asked", "reserve", "promised", "present", "done"])),
                fields=("shift", "volunteer"),
                name="volunteers_promise_once",
                violation_error_message="This person is on this shift already.",
            ),
        ),
    ]
