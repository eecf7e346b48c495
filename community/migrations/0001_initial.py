"""Users, the centre, messages, certificates and what the kernel keeps."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import community.certificates.codes
import community.certificates.models
import community.certificates.seals
import community.models.users
import community.photos
import community.workbooks.storage


class Migration(migrations.Migration):
    replaces = [
        ("community", "0001_users_and_centre"),
        ("community", "0002_delivery_and_codes"),
        ("community", "0003_roles"),
        ("community", "0004_centre_photos"),
        ("community", "0005_sessions_and_second_factor"),
        ("community", "0006_only_added"),
        ("community", "0007_codes_of_one_browser"),
        ("community", "0008_way_in"),
        ("community", "0009_certificates"),
        ("community", "0010_known_headings"),
        ("community", "0011_calendar_days"),
        ("community", "0012_ladders_and_urgent_messages"),
        ("community", "0013_certificate_templates"),
        ("community", "0014_versions"),
        ("community", "0015_official_seal"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
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
            name="Centre",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="name in English")),
                ("address", models.CharField(max_length=200, verbose_name="address")),
                ("address_en", models.CharField(blank=True, max_length=300, verbose_name="address in English")),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="As a Chinese map app shows it for the front door, such as 34.374600. Empty: no map.",
                        max_digits=8,
                        null=True,
                        verbose_name="latitude",
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="longitude"
                    ),
                ),
                (
                    "way_in",
                    models.TextField(
                        blank=True,
                        help_text="From the gate to the door; steps, ramp and lift, too.",
                        verbose_name="the way in",
                    ),
                ),
                ("way_in_en", models.TextField(blank=True, verbose_name="the way in, in English")),
                ("phone", models.CharField(max_length=20, verbose_name="telephone")),
                ("hours", models.CharField(max_length=200, verbose_name="opening hours in words")),
                ("hours_en", models.CharField(blank=True, max_length=200, verbose_name="opening hours in English")),
                ("story", models.TextField(blank=True, verbose_name="story")),
                ("story_en", models.TextField(blank=True, verbose_name="story in English")),
                ("honours", models.TextField(blank=True, verbose_name="honours, one a line")),
                ("honours_en", models.TextField(blank=True, verbose_name="honours in English, one a line")),
                ("founded", models.DateField(blank=True, null=True, verbose_name="founded")),
                ("households", models.PositiveIntegerField(default=0, verbose_name="households")),
                ("people", models.PositiveIntegerField(default=0, verbose_name="people")),
            ],
            options={
                "verbose_name": "centre",
                "verbose_name_plural": "centre",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)),
                        name="community_centre_single",
                        violation_error_message="There is one centre.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude", None), ("longitude", None)),
                            models.Q(
                                ("latitude__isnull", False),
                                ("latitude__range", (-90, 90)),
                                ("longitude__isnull", False),
                                ("longitude__range", (-180, 180)),
                            ),
                            _connector="OR",
                        ),
                        name="community_centre_place",
                        violation_error_message="A place on the map has a latitude (-90 to 90) and a longitude (-180 to 180).",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CentrePhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="community.centre",
                        verbose_name="centre",
                    ),
                ),
                ("photo", community.photos.PhotoField(upload_to="centre", verbose_name="photo")),
                ("caption", models.CharField(max_length=100, verbose_name="what it shows")),
                ("caption_en", models.CharField(blank=True, max_length=200, verbose_name="what it shows, in English")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
            ],
            options={
                "verbose_name": "photo of the centre",
                "verbose_name_plural": "photos of the centre",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CertificateCounter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("prefix", models.CharField(max_length=6)),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "counter of certificates",
                "verbose_name_plural": "counters of certificates",
                "constraints": [
                    models.UniqueConstraint(fields=("prefix", "year"), name="community_certificate_counter_one")
                ],
            },
        ),
        migrations.CreateModel(
            name="CertificateGuess",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("client", models.CharField(help_text="A keyed hash of the address.", max_length=64)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "wrong code of a certificate",
                "verbose_name_plural": "wrong codes of certificates",
                "indexes": [models.Index(fields=["client", "-at"], name="community_guess_of_client")],
            },
        ),
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="LadderRung",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ladder", models.CharField(max_length=60)),
                ("subject", models.BigIntegerField()),
                ("rung", models.CharField(max_length=40)),
                ("place", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "indexes": [models.Index(fields=["at"], name="community_rung_at")],
                "constraints": [
                    models.UniqueConstraint(fields=("ladder", "subject", "rung"), name="community_rung_sent_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=100, verbose_name="title")),
                ("title_en", models.CharField(blank=True, max_length=200, verbose_name="title in English")),
                ("body", models.TextField(blank=True, verbose_name="text")),
                ("body_en", models.TextField(blank=True, verbose_name="text in English")),
                ("starts_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="from")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="until")),
                (
                    "photo",
                    community.photos.PhotoField(
                        blank=True,
                        help_text="One; it is made 1600 pixels at most.",
                        upload_to="notices",
                        verbose_name="photo",
                    ),
                ),
                (
                    "photo_alt",
                    models.CharField(
                        blank=True,
                        help_text="For those who do not see it.",
                        max_length=100,
                        verbose_name="what the photo shows",
                    ),
                ),
                (
                    "photo_alt_en",
                    models.CharField(blank=True, max_length=200, verbose_name="what the photo shows, in English"),
                ),
                ("on_home", models.BooleanField(default=True, verbose_name="on the home page and the board")),
                ("on_wall", models.BooleanField(default=True, verbose_name="on the screen in the foyer")),
            ],
            options={
                "verbose_name": "notice",
                "verbose_name_plural": "notices",
                "ordering": ["-starts_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__isnull", True), ("ends_at__gt", models.F("starts_at")), _connector="OR"
                        ),
                        name="community_notice_ends_after_start",
                        violation_error_message="The notice must end after it starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("photo", ""), models.Q(("photo_alt", ""), _negated=True), _connector="OR"),
                        name="community_notice_photo_in_words",
                        violation_error_message="Please say what the photo shows.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("on_home", True), ("on_wall", True), _connector="OR"),
                        name="community_notice_shows_somewhere",
                        violation_error_message="A notice shows on the home page, on the screen, or on both.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OneTimeCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("phone", models.CharField(max_length=11)),
                (
                    "client",
                    models.CharField(default="", help_text="A keyed hash of the address that asked.", max_length=64),
                ),
                (
                    "asker",
                    models.CharField(
                        default="", help_text="A keyed hash of what the asking browser keeps.", max_length=64
                    ),
                ),
                (
                    "is_known",
                    models.BooleanField(default=False, help_text="The owner came in with this browser before."),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[("door", "Log in"), ("new_phone", "Change the mobile number")], max_length=10
                    ),
                ),
                ("code_hash", models.CharField(max_length=128)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("used_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "one-time code",
                "verbose_name_plural": "one-time codes",
                "indexes": [
                    models.Index(fields=["phone", "purpose", "-created_at"], name="community_code_latest"),
                    models.Index(fields=["client", "-created_at"], name="community_code_of_client"),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutgoingText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("delivered_at", models.DateTimeField(blank=True, null=True, verbose_name="delivered")),
                ("attempts", models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="attempts")),
                (
                    "next_try_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="Empty: nothing more will be tried.",
                        null=True,
                        verbose_name="next try",
                    ),
                ),
                (
                    "is_urgent",
                    models.BooleanField(db_default=False, default=False, editable=False, verbose_name="urgent"),
                ),
                ("parameters", models.JSONField(db_default={}, default=dict, editable=False)),
                ("receipt", models.CharField(db_default="", default="", editable=False, max_length=100)),
                ("phone", models.CharField(max_length=11, verbose_name="mobile number")),
                ("kind", models.CharField(db_default="", default="", max_length=40, verbose_name="kind")),
                ("language", models.CharField(db_default="zh-hans", default="zh-hans", editable=False, max_length=10)),
                ("body", models.CharField(blank=True, max_length=500, verbose_name="text")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="written")),
            ],
            options={
                "verbose_name": "text message",
                "verbose_name_plural": "text messages",
                "ordering": ["-created_at"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("next_try_at__isnull", False)),
                        fields=["next_try_at"],
                        name="community_text_due",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "phone",
                    models.CharField(
                        max_length=11,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^1[3-9]\\d{9}$", "Enter a mobile number of 11 digits."
                            )
                        ],
                        verbose_name="mobile number",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("name_key", models.CharField(editable=False, max_length=400)),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="date of birth")),
                (
                    "language",
                    models.CharField(
                        choices=[("zh-hans", "Chinese"), ("en", "English")],
                        default="zh-hans",
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                ("is_staff", models.BooleanField(default=False, verbose_name="may enter the admin")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "date_joined",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="joined"),
                ),
                (
                    "calendar_token",
                    models.CharField(
                        default=community.models.users.unguessable_token, editable=False, max_length=43, unique=True
                    ),
                ),
                ("muted_kinds", models.JSONField(blank=True, default=list, verbose_name="switched-off messages")),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "permissions": [("reset_second_factor", "Can reset a colleague's second factor")],
            },
        ),
        migrations.CreateModel(
            name="CertificateTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("version", models.PositiveIntegerField(editable=False, verbose_name="version")),
                (
                    "layout",
                    models.CharField(
                        choices=[("across", "across"), ("upright", "upright, in columns from the right")],
                        default="across",
                        max_length=10,
                        verbose_name="layout",
                    ),
                ),
                ("title", models.CharField(max_length=12, verbose_name="title")),
                ("title_en", models.CharField(blank=True, max_length=40, verbose_name="title in English")),
                (
                    "words",
                    models.TextField(
                        help_text="Fields in braces, such as {things}, are filled in on each paper.",
                        max_length=400,
                        verbose_name="words",
                    ),
                ),
                ("signatory", models.CharField(max_length=40, verbose_name="signed by")),
                (
                    "seal_words",
                    models.CharField(
                        blank=True,
                        help_text="Empty: the place stays free for the real seal, stamped by hand.",
                        max_length=4,
                        verbose_name="characters of the decorative seal",
                    ),
                ),
                (
                    "border",
                    models.CharField(
                        choices=[("fret", "a band of frets"), ("lines", "fine lines")],
                        default="fret",
                        max_length=10,
                        verbose_name="border",
                    ),
                ),
                (
                    "accent",
                    models.CharField(
                        default="#a01818",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator("^#[0-9a-f]{6}$", "A colour is written as #a01818.")
                        ],
                        verbose_name="main colour",
                    ),
                ),
                (
                    "gold",
                    models.CharField(
                        default="#b98a3e",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator("^#[0-9a-f]{6}$", "A colour is written as #a01818.")
                        ],
                        verbose_name="gold",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=60, verbose_name="small line at the foot")),
                (
                    "number_line",
                    models.CharField(default="编号：{number}", max_length=40, verbose_name="line of the number"),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="written"),
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
                ("approved_at", models.DateTimeField(editable=False, null=True, verbose_name="in use since")),
                (
                    "approved_by",
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
                "verbose_name": "template of certificates",
                "verbose_name_plural": "templates of certificates",
                "ordering": ["kind", "-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "version"), name="community_template_version_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number_line__contains", "{number}")),
                        name="community_template_has_number",
                        violation_error_message="The line of the number must hold {number}.",
                    ),
                ],
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
        migrations.CreateModel(
            name="HistoricalCentre",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="name in English")),
                ("address", models.CharField(max_length=200, verbose_name="address")),
                ("address_en", models.CharField(blank=True, max_length=300, verbose_name="address in English")),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="As a Chinese map app shows it for the front door, such as 34.374600. Empty: no map.",
                        max_digits=8,
                        null=True,
                        verbose_name="latitude",
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="longitude"
                    ),
                ),
                (
                    "way_in",
                    models.TextField(
                        blank=True,
                        help_text="From the gate to the door; steps, ramp and lift, too.",
                        verbose_name="the way in",
                    ),
                ),
                ("way_in_en", models.TextField(blank=True, verbose_name="the way in, in English")),
                ("phone", models.CharField(max_length=20, verbose_name="telephone")),
                ("hours", models.CharField(max_length=200, verbose_name="opening hours in words")),
                ("hours_en", models.CharField(blank=True, max_length=200, verbose_name="opening hours in English")),
                ("story", models.TextField(blank=True, verbose_name="story")),
                ("story_en", models.TextField(blank=True, verbose_name="story in English")),
                ("honours", models.TextField(blank=True, verbose_name="honours, one a line")),
                ("honours_en", models.TextField(blank=True, verbose_name="honours in English, one a line")),
                ("founded", models.DateField(blank=True, null=True, verbose_name="founded")),
                ("households", models.PositiveIntegerField(default=0, verbose_name="households")),
                ("people", models.PositiveIntegerField(default=0, verbose_name="people")),
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
                "verbose_name": "historical centre",
                "verbose_name_plural": "historical centre",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalNotice",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("title", models.CharField(max_length=100, verbose_name="title")),
                ("title_en", models.CharField(blank=True, max_length=200, verbose_name="title in English")),
                ("body", models.TextField(blank=True, verbose_name="text")),
                ("body_en", models.TextField(blank=True, verbose_name="text in English")),
                ("starts_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="from")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="until")),
                (
                    "photo",
                    models.TextField(
                        blank=True,
                        help_text="One; it is made 1600 pixels at most.",
                        max_length=100,
                        verbose_name="photo",
                    ),
                ),
                (
                    "photo_alt",
                    models.CharField(
                        blank=True,
                        help_text="For those who do not see it.",
                        max_length=100,
                        verbose_name="what the photo shows",
                    ),
                ),
                (
                    "photo_alt_en",
                    models.CharField(blank=True, max_length=200, verbose_name="what the photo shows, in English"),
                ),
                ("on_home", models.BooleanField(default=True, verbose_name="on the home page and the board")),
                ("on_wall", models.BooleanField(default=True, verbose_name="on the screen in the foyer")),
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
                "verbose_name": "historical notice",
                "verbose_name_plural": "historical notices",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalUser",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "phone",
                    models.CharField(
                        db_index=True,
                        max_length=11,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^1[3-9]\\d{9}$", "Enter a mobile number of 11 digits."
                            )
                        ],
                        verbose_name="mobile number",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("name_key", models.CharField(editable=False, max_length=400)),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="date of birth")),
                (
                    "language",
                    models.CharField(
                        choices=[("zh-hans", "Chinese"), ("en", "English")],
                        default="zh-hans",
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                ("is_staff", models.BooleanField(default=False, verbose_name="may enter the admin")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "date_joined",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="joined"),
                ),
                ("muted_kinds", models.JSONField(blank=True, default=list, verbose_name="switched-off messages")),
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
                "verbose_name": "historical user",
                "verbose_name_plural": "historical users",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="KeptList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kept_lists",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
                ("page", models.CharField(help_text="As `app.model`.", max_length=80, verbose_name="list")),
                ("name", models.CharField(max_length=20, verbose_name="name")),
                ("query", models.CharField(max_length=500, verbose_name="filters")),
            ],
            options={
                "verbose_name": "kept list",
                "verbose_name_plural": "kept lists",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "page", "name"),
                        name="community_kept_list_once",
                        violation_error_message="You have kept a list by this name.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="KnownHeading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("track", models.CharField(max_length=40, verbose_name="list")),
                ("word", models.CharField(max_length=50, verbose_name="heading")),
                (
                    "column",
                    models.CharField(blank=True, help_text="Empty: passed over.", max_length=30, verbose_name="column"),
                ),
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
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
            ],
            options={
                "verbose_name": "known heading",
                "verbose_name_plural": "known headings",
                "ordering": ["track", "word"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("track", "word"),
                        name="community_heading_once",
                        violation_error_message="This heading is known already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LoginSession",
            fields=[
                (
                    "session_key",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key"),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("began_at", models.DateTimeField(null=True)),
                ("seen_at", models.DateTimeField(null=True)),
                ("device", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
            },
            managers=[
                ("objects", community.models.users.LoginSessionManager()),
            ],
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("delivered_at", models.DateTimeField(blank=True, null=True, verbose_name="delivered")),
                ("attempts", models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="attempts")),
                (
                    "next_try_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="Empty: nothing more will be tried.",
                        null=True,
                        verbose_name="next try",
                    ),
                ),
                (
                    "is_urgent",
                    models.BooleanField(db_default=False, default=False, editable=False, verbose_name="urgent"),
                ),
                ("parameters", models.JSONField(db_default={}, default=dict, editable=False)),
                ("receipt", models.CharField(db_default="", default="", editable=False, max_length=100)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="kind")),
                ("subject", models.CharField(max_length=200, verbose_name="subject")),
                ("body", models.TextField(verbose_name="text")),
                ("path", models.CharField(blank=True, max_length=200)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="sent")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="read")),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages",
                "ordering": ["-created_at"],
                "indexes": [
                    models.Index(fields=["user", "-created_at"], name="community_message_inbox"),
                    models.Index(
                        condition=models.Q(("next_try_at__isnull", False)),
                        fields=["next_try_at"],
                        name="community_message_due",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OfficialSeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "image",
                    models.FileField(
                        storage=community.workbooks.storage.sealed_storage,
                        upload_to=community.certificates.seals.seal_path,
                        verbose_name="image",
                    ),
                ),
                ("words", models.CharField(max_length=60, verbose_name="what stands in it")),
                (
                    "uploaded_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="uploaded"),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True, verbose_name="out of use since")),
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
                "verbose_name": "official seal",
                "verbose_name_plural": "official seals",
                "ordering": ["-uploaded_at"],
                "permissions": [("keep_officialseal", "Can keep the official seal")],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        models.Value(1),
                        condition=models.Q(("withdrawn_at", None)),
                        name="community_official_seal_one_in_use",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "number",
                    community.certificates.models.GivenNumber(
                        default="", editable=False, max_length=20, unique=True, verbose_name="number"
                    ),
                ),
                ("kind", models.CharField(editable=False, max_length=20, verbose_name="kind")),
                ("prefix", models.CharField(editable=False, max_length=6)),
                (
                    "code",
                    models.CharField(
                        default=community.certificates.codes.new_code, editable=False, max_length=16, unique=True
                    ),
                ),
                ("name", models.CharField(blank=True, editable=False, max_length=400, verbose_name="name")),
                (
                    "name_shown",
                    models.CharField(
                        choices=[
                            ("whole", "the whole name"),
                            ("masked", "the first character"),
                            ("neighbour", "“a neighbour”"),
                        ],
                        default="masked",
                        max_length=10,
                        verbose_name="what strangers read of the name",
                    ),
                ),
                ("facts", models.JSONField(default=dict, editable=False, verbose_name="what it says")),
                ("salt", models.CharField(blank=True, editable=False, max_length=32)),
                ("digest", models.CharField(editable=False, max_length=64)),
                (
                    "issued_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="issued"),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("revoked_at", models.DateTimeField(editable=False, null=True, verbose_name="revoked")),
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
                    "cause",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("mistake", "it held a mistake"),
                            ("replaced", "another certificate replaces it"),
                            ("undone", "what it certifies was undone"),
                            ("wish", "its holder asked for it"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="why it was revoked",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="why, in words for the holder"
                    ),
                ),
                (
                    "replaced_by",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="community.certificate",
                        verbose_name="replaced by",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="community.certificatetemplate",
                        verbose_name="template",
                    ),
                ),
                (
                    "leaves_space",
                    models.BooleanField(default=False, editable=False, verbose_name="leaves a space for the brush"),
                ),
                ("nameless_at", models.DateTimeField(editable=False, null=True, verbose_name="without a name since")),
                ("released_at", models.DateTimeField(editable=False, null=True, verbose_name="released")),
                (
                    "released_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("sealed_at", models.DateTimeField(editable=False, null=True, verbose_name="sealed")),
                (
                    "sealed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "seal",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="community.officialseal",
                        verbose_name="official seal",
                    ),
                ),
            ],
            options={
                "verbose_name": "certificate",
                "verbose_name_plural": "certificates",
                "ordering": ["-issued_at", "-pk"],
                "permissions": [("release_certificate", "Can release certificates for the official seal")],
                "indexes": [models.Index(fields=["-issued_at"], name="community_certificate_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cause", ""), ("reason", ""), ("replaced_by", None), ("revoked_at", None)),
                            models.Q(("revoked_at__isnull", False), models.Q(("cause", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="community_certificate_revoked_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("nameless_at", None),
                                models.Q(("name", ""), _negated=True),
                                models.Q(("salt", ""), _negated=True),
                            ),
                            models.Q(("name", ""), ("nameless_at__isnull", False), ("reason", ""), ("salt", "")),
                            _connector="OR",
                        ),
                        name="community_certificate_name_or_nameless",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("replaced_by", None), ("cause", "replaced"), _connector="OR"),
                        name="community_certificate_replaced_is_revoked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("seal", None), ("sealed_at", None)),
                            models.Q(
                                ("released_at__isnull", False), ("seal__isnull", False), ("sealed_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="community_certificate_sealed_after_release",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sealed_by", None),
                            ("released_by", None),
                            models.Q(("sealed_by", models.F("released_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="community_certificate_released_by_two",
                        violation_error_message="Two people release a certificate for the official seal.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subscriptions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("topic", models.CharField(max_length=40)),
            ],
            options={
                "indexes": [models.Index(fields=["topic"], name="community_subscription_topic")],
                "constraints": [models.UniqueConstraint(fields=("user", "topic"), name="community_subscribed_once")],
            },
        ),
    ]
