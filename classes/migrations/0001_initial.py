"""Classes, seats, draws, proposals, attendance."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import classes.models.proposals
import community.photos


class Migration(migrations.Migration):
    replaces = [
        ("classes", "0001_classes_and_seats"),
        ("classes", "0002_proposals_seats_and_teaching"),
        ("classes", "0003_seats_within_capacity"),
        ("classes", "0004_posts_told"),
        ("classes", "0005_list_order_and_sessions_ahead"),
        ("classes", "0006_pictures"),
        ("classes", "0007_one_lot_each"),
        ("classes", "0008_only_added"),
        ("classes", "0009_numbered_in_the_kernel"),
        ("classes", "0010_walk_ins"),
    ]

    initial = True

    dependencies = [
        ("community", "0001_initial"),
        ("residents", "0001_initial"),
        ("rooms", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalInterestClass",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("interest", "Interest class"),
                            ("science", "Science lesson"),
                            ("holiday", "Holiday social practice"),
                            ("community", "Party and community event"),
                        ],
                        default="interest",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="subject")),
                ("name_en", models.CharField(blank=True, max_length=120, verbose_name="subject in English")),
                ("about", models.TextField(blank=True, verbose_name="what it is about")),
                ("about_en", models.TextField(blank=True, verbose_name="what it is about, in English")),
                (
                    "teacher_name",
                    models.CharField(help_text="As residents read it.", max_length=100, verbose_name="teacher's name"),
                ),
                (
                    "teacher_photo",
                    models.TextField(
                        blank=True,
                        help_text="Everybody sees it: ask the teacher first.",
                        max_length=100,
                        verbose_name="photo of the teacher",
                    ),
                ),
                (
                    "drawing",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("calligraphy", "Calligraphy"),
                            ("painting", "Painting"),
                            ("music", "Guzheng and other instruments"),
                            ("choir", "Choir"),
                            ("theatre", "Opera and theatre"),
                            ("dance", "Dance"),
                            ("taichi", "Tai chi"),
                            ("gym", "Gym"),
                            ("tabletennis", "Table tennis"),
                            ("chess", "Chess"),
                            ("cinema", "Cinema"),
                            ("library", "Books"),
                            ("languages", "Languages"),
                            ("science", "Science"),
                            ("telescope", "Telescope"),
                            ("phone", "Mobile phone"),
                            ("health", "Health"),
                            ("cooking", "Cooking"),
                            ("papercut", "Paper cutting"),
                            ("handcraft", "Handcraft"),
                            ("garden", "Garden"),
                            ("children", "Children"),
                            ("care", "Child care"),
                            ("duty", "On duty"),
                            ("leader", "Building leader"),
                            ("gift", "Gift"),
                            ("notice", "Notice board"),
                            ("meeting", "Round table"),
                            ("room", "A room"),
                            ("centre", "The centre"),
                        ],
                        help_text="Empty: the drawing of the room.",
                        max_length=30,
                        verbose_name="drawing",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("any", "Everybody is welcome"), ("beginner", "Beginners"), ("advanced", "Advanced")],
                        default="any",
                        max_length=10,
                        verbose_name="level",
                    ),
                ),
                ("minimum_age", models.PositiveSmallIntegerField(default=0, verbose_name="minimum age")),
                (
                    "maximum_age",
                    models.PositiveSmallIntegerField(
                        default=120,
                        validators=[django.core.validators.MaxValueValidator(120)],
                        verbose_name="maximum age",
                    ),
                ),
                ("materials", models.CharField(blank=True, max_length=200, verbose_name="materials to bring")),
                (
                    "materials_en",
                    models.CharField(blank=True, max_length=300, verbose_name="materials to bring, in English"),
                ),
                (
                    "price",
                    models.DecimalField(
                        decimal_places=2, default=0, help_text="In yuan; 0 is free.", max_digits=7, verbose_name="price"
                    ),
                ),
                (
                    "takes_photos",
                    models.BooleanField(
                        default=False,
                        help_text="Everyone who joins is asked whether they may be in them.",
                        verbose_name="photos are taken",
                    ),
                ),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="seats"
                    ),
                ),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Monday"),
                            (1, "Tuesday"),
                            (2, "Wednesday"),
                            (3, "Thursday"),
                            (4, "Friday"),
                            (5, "Saturday"),
                            (6, "Sunday"),
                        ],
                        verbose_name="weekday",
                    ),
                ),
                ("starts", models.TimeField(verbose_name="from")),
                ("ends", models.TimeField(verbose_name="until")),
                ("first_day", models.DateField(verbose_name="first day")),
                ("last_day", models.DateField(verbose_name="last day")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("open", "Open"), ("cancelled", "Called off")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "teacher",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="teacher",
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
                        verbose_name="room",
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
                "verbose_name": "historical class",
                "verbose_name_plural": "historical classes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="InterestClass",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("interest", "Interest class"),
                            ("science", "Science lesson"),
                            ("holiday", "Holiday social practice"),
                            ("community", "Party and community event"),
                        ],
                        default="interest",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="subject")),
                ("name_en", models.CharField(blank=True, max_length=120, verbose_name="subject in English")),
                ("about", models.TextField(blank=True, verbose_name="what it is about")),
                ("about_en", models.TextField(blank=True, verbose_name="what it is about, in English")),
                (
                    "teacher",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="taught",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="teacher",
                    ),
                ),
                (
                    "teacher_name",
                    models.CharField(help_text="As residents read it.", max_length=100, verbose_name="teacher's name"),
                ),
                (
                    "teacher_photo",
                    community.photos.PhotoField(
                        blank=True,
                        help_text="Everybody sees it: ask the teacher first.",
                        upload_to="teachers",
                        verbose_name="photo of the teacher",
                    ),
                ),
                (
                    "drawing",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("calligraphy", "Calligraphy"),
                            ("painting", "Painting"),
                            ("music", "Guzheng and other instruments"),
                            ("choir", "Choir"),
                            ("theatre", "Opera and theatre"),
                            ("dance", "Dance"),
                            ("taichi", "Tai chi"),
                            ("gym", "Gym"),
                            ("tabletennis", "Table tennis"),
                            ("chess", "Chess"),
                            ("cinema", "Cinema"),
                            ("library", "Books"),
                            ("languages", "Languages"),
                            ("science", "Science"),
                            ("telescope", "Telescope"),
                            ("phone", "Mobile phone"),
                            ("health", "Health"),
                            ("cooking", "Cooking"),
                            ("papercut", "Paper cutting"),
                            ("handcraft", "Handcraft"),
                            ("garden", "Garden"),
                            ("children", "Children"),
                            ("care", "Child care"),
                            ("duty", "On duty"),
                            ("leader", "Building leader"),
                            ("gift", "Gift"),
                            ("notice", "Notice board"),
                            ("meeting", "Round table"),
                            ("room", "A room"),
                            ("centre", "The centre"),
                        ],
                        help_text="Empty: the drawing of the room.",
                        max_length=30,
                        verbose_name="drawing",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("any", "Everybody is welcome"), ("beginner", "Beginners"), ("advanced", "Advanced")],
                        default="any",
                        max_length=10,
                        verbose_name="level",
                    ),
                ),
                ("minimum_age", models.PositiveSmallIntegerField(default=0, verbose_name="minimum age")),
                (
                    "maximum_age",
                    models.PositiveSmallIntegerField(
                        default=120,
                        validators=[django.core.validators.MaxValueValidator(120)],
                        verbose_name="maximum age",
                    ),
                ),
                ("materials", models.CharField(blank=True, max_length=200, verbose_name="materials to bring")),
                (
                    "materials_en",
                    models.CharField(blank=True, max_length=300, verbose_name="materials to bring, in English"),
                ),
                (
                    "price",
                    models.DecimalField(
                        decimal_places=2, default=0, help_text="In yuan; 0 is free.", max_digits=7, verbose_name="price"
                    ),
                ),
                (
                    "takes_photos",
                    models.BooleanField(
                        default=False,
                        help_text="Everyone who joins is asked whether they may be in them.",
                        verbose_name="photos are taken",
                    ),
                ),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="seats"
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="classes",
                        to="rooms.room",
                        verbose_name="room",
                    ),
                ),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Monday"),
                            (1, "Tuesday"),
                            (2, "Wednesday"),
                            (3, "Thursday"),
                            (4, "Friday"),
                            (5, "Saturday"),
                            (6, "Sunday"),
                        ],
                        verbose_name="weekday",
                    ),
                ),
                ("starts", models.TimeField(verbose_name="from")),
                ("ends", models.TimeField(verbose_name="until")),
                ("first_day", models.DateField(verbose_name="first day")),
                ("last_day", models.DateField(verbose_name="last day")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("open", "Open"), ("cancelled", "Called off")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
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
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "verbose_name": "class",
                "verbose_name_plural": "classes",
                "ordering": ["weekday", "starts", "pk"],
                "indexes": [models.Index(fields=["weekday", "starts", "id"], name="classes_class_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))),
                        name="classes_class_ends_after_start",
                        violation_error_message="The end must be after the start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))),
                        name="classes_class_last_after_first",
                        violation_error_message="The last day must not be before the first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("capacity__gte", 1)),
                        name="classes_class_has_seats",
                        violation_error_message="A class has at least one seat.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("maximum_age__gte", models.F("minimum_age"))),
                        name="classes_class_ages",
                        violation_error_message="The maximum age must not be below the minimum age.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClassPost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "interest_class",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="posts",
                        to="classes.interestclass",
                        verbose_name="class",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=2000, verbose_name="text")),
                ("photo", community.photos.PhotoField(blank=True, upload_to="private/classes", verbose_name="photo")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="posted"),
                ),
                ("told_at", models.DateTimeField(editable=False, null=True, verbose_name="told to everyone")),
            ],
            options={
                "verbose_name": "note or photo",
                "verbose_name_plural": "notes and photos",
                "ordering": ["-created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("photo", ""), ("text", ""), _negated=True),
                        name="classes_post_says_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ClassSession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "interest_class",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="classes.interestclass",
                        verbose_name="class",
                    ),
                ),
                (
                    "reservation",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="class_session",
                        to="rooms.reservation",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(verbose_name="until")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="cancelled")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                ("reminded_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "ordering": ["starts_at", "pk"],
                "indexes": [
                    models.Index(fields=["starts_at"], name="classes_session_start"),
                    models.Index(
                        condition=models.Q(("cancelled_at__isnull", True)),
                        fields=["interest_class", "ends_at"],
                        name="classes_session_ahead",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="classes_session_ends_after_start",
                        violation_error_message="The end must be after the start.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Draw",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "interest_class",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="draw",
                        to="classes.interestclass",
                        verbose_name="class",
                    ),
                ),
                ("closes_at", models.DateTimeField(verbose_name="closes")),
                ("seed", models.CharField(editable=False, max_length=64)),
                ("seed_hash", models.CharField(editable=False, max_length=64, verbose_name="SHA-256 of the seed")),
                ("drawn_at", models.DateTimeField(editable=False, null=True, verbose_name="drawn")),
            ],
            options={
                "verbose_name": "draw",
                "verbose_name_plural": "draws",
                "indexes": [
                    models.Index(
                        condition=models.Q(("drawn_at__isnull", True)), fields=["closes_at"], name="classes_draw_due"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DrawEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "draw",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="classes.draw",
                        verbose_name="draw",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="login",
                    ),
                ),
                ("seats", models.PositiveSmallIntegerField(default=1, verbose_name="seats")),
                ("weight", models.PositiveSmallIntegerField(default=1, verbose_name="weight")),
                ("order", models.PositiveIntegerField(null=True, verbose_name="order drawn")),
                ("won", models.BooleanField(null=True, verbose_name="won")),
            ],
            options={
                "verbose_name": "draw entry",
                "verbose_name_plural": "draw entries",
                "ordering": ["draw", "number"],
                "indexes": [models.Index(fields=["user", "-id"], name="classes_drawentry_of_user")],
                "constraints": [
                    models.UniqueConstraint(fields=("draw", "number"), name="classes_drawentry_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("order__isnull", True)),
                        fields=("draw", "user"),
                        name="classes_drawentry_one_each",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "interest_class",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="enrolments",
                        to="classes.interestclass",
                        verbose_name="class",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="enrolments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="login",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="enrolments",
                        to="residents.resident",
                        verbose_name="child",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="own_enrolments",
                        to="residents.resident",
                        verbose_name="resident",
                    ),
                ),
                (
                    "contact_name",
                    models.CharField(blank=True, db_default="", default="", max_length=100, verbose_name="name"),
                ),
                (
                    "contact_phone",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=11,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^1[3-9]\\d{9}$", "Enter a mobile number of 11 digits."
                            )
                        ],
                        verbose_name="mobile number",
                    ),
                ),
                ("place", models.PositiveIntegerField(editable=False, verbose_name="place in the line")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("entered", "In the draw"),
                            ("enrolled", "Enrolled"),
                            ("waiting", "On the waiting list"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("allows_photos", models.BooleanField(default=False, verbose_name="may be in photos")),
                (
                    "entry",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="enrolments",
                        to="classes.drawentry",
                        verbose_name="draw entry",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="asked"),
                ),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="changed"),
                ),
            ],
            options={
                "verbose_name": "enrolment",
                "verbose_name_plural": "enrolments",
                "ordering": ["place", "pk"],
                "indexes": [
                    models.Index(fields=["user", "-created_at"], name="classes_enrolment_of_user"),
                    models.Index(fields=["interest_class", "place"], name="classes_enrolment_line"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("child__isnull", True), ("state__in", ("entered", "enrolled", "waiting"))),
                        fields=("interest_class", "user"),
                        name="classes_enrolment_once",
                        violation_error_message="You are in this class, or wait for it, already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("child__isnull", False), ("state__in", ("entered", "enrolled", "waiting"))),
                        fields=("interest_class", "child"),
                        name="classes_enrolment_child_once",
                        violation_error_message="This child is in this class, or waits for it, already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("resident__isnull", False), ("state__in", ("entered", "enrolled", "waiting"))
                        ),
                        fields=("interest_class", "resident"),
                        name="classes_enrolment_resident_once",
                        violation_error_message="This resident is in this class, or waits for it, already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ("entered", "enrolled", "waiting")),
                            models.Q(("contact_name", ""), _negated=True),
                        ),
                        fields=("interest_class", "contact_name", "contact_phone"),
                        name="classes_enrolment_contact_once",
                        violation_error_message="This person is in this class, or waits for it, already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("contact_name", ""),
                                ("contact_phone", ""),
                                ("resident__isnull", True),
                                ("user__isnull", False),
                            ),
                            models.Q(
                                ("child__isnull", True),
                                ("contact_name", ""),
                                ("resident__isnull", False),
                                ("user__isnull", True),
                            ),
                            models.Q(
                                ("child__isnull", True),
                                ("resident__isnull", True),
                                ("user__isnull", True),
                                models.Q(("contact_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="classes_enrolment_of_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendances",
                        to="classes.classsession",
                        verbose_name="session",
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendances",
                        to="classes.enrolment",
                        verbose_name="enrolment",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guest_seats",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="login",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guest_seats",
                        to="residents.resident",
                        verbose_name="child",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="name")),
                (
                    "mark",
                    models.CharField(
                        choices=[
                            ("expected", "Expected"),
                            ("excused", "Will not come"),
                            ("present", "Present"),
                            ("late", "Late"),
                            ("absent", "Absent"),
                        ],
                        default="expected",
                        max_length=8,
                        verbose_name="attendance",
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField(null=True, verbose_name="minutes of practice")),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="confirmed")),
                (
                    "marked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("marked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="marked")),
            ],
            options={
                "verbose_name": "attendance",
                "verbose_name_plural": "attendances",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("child__isnull", True),
                                ("enrolment__isnull", False),
                                ("name", ""),
                                ("user__isnull", True),
                            ),
                            models.Q(("enrolment__isnull", True), ("name", ""), ("user__isnull", False)),
                            models.Q(
                                ("child__isnull", True),
                                ("enrolment__isnull", True),
                                ("user__isnull", True),
                                models.Q(("name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="classes_attendance_of_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_at__isnull", True),
                            models.Q(("enrolment__isnull", False), ("minutes__isnull", False)),
                            _connector="OR",
                        ),
                        name="classes_attendance_confirmed_minutes",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("enrolment__isnull", False)),
                        fields=("session", "enrolment"),
                        name="classes_attendance_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("child__isnull", True), ("user__isnull", False)),
                        fields=("session", "user"),
                        name="classes_attendance_guest_once",
                        violation_error_message="You have a seat in this session already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("child__isnull", False)),
                        fields=("session", "child"),
                        name="classes_attendance_child_once",
                        violation_error_message="This child has a seat in this session already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAttendance",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="name")),
                (
                    "mark",
                    models.CharField(
                        choices=[
                            ("expected", "Expected"),
                            ("excused", "Will not come"),
                            ("present", "Present"),
                            ("late", "Late"),
                            ("absent", "Absent"),
                        ],
                        default="expected",
                        max_length=8,
                        verbose_name="attendance",
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField(null=True, verbose_name="minutes of practice")),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="confirmed")),
                ("marked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="marked")),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="classes.classsession",
                        verbose_name="session",
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="classes.enrolment",
                        verbose_name="enrolment",
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
                    "marked_by",
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
                "verbose_name": "historical attendance",
                "verbose_name_plural": "historical attendances",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalClassSession",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(verbose_name="until")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="cancelled")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                ("reminded_at", models.DateTimeField(editable=False, null=True)),
                (
                    "interest_class",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="classes.interestclass",
                        verbose_name="class",
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
                "verbose_name": "historical session",
                "verbose_name_plural": "historical sessions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDraw",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("closes_at", models.DateTimeField(verbose_name="closes")),
                ("seed_hash", models.CharField(editable=False, max_length=64, verbose_name="SHA-256 of the seed")),
                ("drawn_at", models.DateTimeField(editable=False, null=True, verbose_name="drawn")),
                (
                    "interest_class",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="classes.interestclass",
                        verbose_name="class",
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
                "verbose_name": "historical draw",
                "verbose_name_plural": "historical draws",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEnrolment",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "contact_name",
                    models.CharField(blank=True, db_default="", default="", max_length=100, verbose_name="name"),
                ),
                (
                    "contact_phone",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=11,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^1[3-9]\\d{9}$", "Enter a mobile number of 11 digits."
                            )
                        ],
                        verbose_name="mobile number",
                    ),
                ),
                ("place", models.PositiveIntegerField(editable=False, verbose_name="place in the line")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("entered", "In the draw"),
                            ("enrolled", "Enrolled"),
                            ("waiting", "On the waiting list"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("allows_photos", models.BooleanField(default=False, verbose_name="may be in photos")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="asked"),
                ),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="changed"),
                ),
                (
                    "interest_class",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="classes.interestclass",
                        verbose_name="class",
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
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="classes.drawentry",
                        verbose_name="draw entry",
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
                "verbose_name": "historical enrolment",
                "verbose_name_plural": "historical enrolments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPracticeCertificate",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("is_current", models.BooleanField(default=True, editable=False)),
                ("sessions", models.PositiveSmallIntegerField(editable=False, null=True, verbose_name="sessions")),
                ("minutes", models.PositiveIntegerField(editable=False, null=True, verbose_name="minutes of practice")),
                (
                    "certificate",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="community.certificate",
                        verbose_name="certificate",
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="classes.enrolment",
                        verbose_name="enrolment",
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
                "verbose_name": "historical practice certificate",
                "verbose_name_plural": "historical practice certificates",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalProposal",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="subject")),
                ("about", models.TextField(max_length=1000, verbose_name="what it is about")),
                (
                    "teacher_name",
                    models.CharField(
                        blank=True,
                        help_text="If you know somebody. Otherwise the centre will look for a teacher.",
                        max_length=100,
                        verbose_name="teacher",
                    ),
                ),
                (
                    "needed",
                    models.PositiveSmallIntegerField(
                        default=7,
                        help_text="You included.",
                        validators=[
                            django.core.validators.MinValueValidator(3),
                            django.core.validators.MaxValueValidator(30),
                        ],
                        verbose_name="neighbours needed",
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        choices=[(60, "1 hour"), (90, "1½ hours"), (120, "2 hours")], default=90, verbose_name="length"
                    ),
                ),
                (
                    "weeks",
                    models.PositiveSmallIntegerField(
                        choices=[(4, "4 weeks"), (8, "8 weeks"), (12, "12 weeks")],
                        default=12,
                        verbose_name="for how long",
                    ),
                ),
                (
                    "open_until",
                    models.DateField(
                        default=classes.models.proposals.two_months_on, editable=False, verbose_name="open until"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Looking for neighbours"),
                            ("planned", "Waiting for approval"),
                            ("approved", "Became a class"),
                            ("declined", "Not possible"),
                            ("withdrawn", "Withdrawn"),
                            ("lapsed", "Too few neighbours"),
                        ],
                        default="open",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="reason")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="proposed"),
                ),
                (
                    "proposer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposer",
                    ),
                ),
                (
                    "room_kind",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="If the subject needs a certain one.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rooms.roomkind",
                        verbose_name="kind of room",
                    ),
                ),
                (
                    "interest_class",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="classes.interestclass",
                        verbose_name="class",
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
                "verbose_name": "historical proposal",
                "verbose_name_plural": "historical proposals",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PracticeCertificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "certificate",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practice",
                        to="community.certificate",
                        verbose_name="certificate",
                    ),
                ),
                ("token", models.CharField(editable=False, max_length=43, null=True, unique=True)),
                (
                    "enrolment",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="certificates",
                        to="classes.enrolment",
                        verbose_name="enrolment",
                    ),
                ),
                ("is_current", models.BooleanField(default=True, editable=False)),
                ("sessions", models.PositiveSmallIntegerField(editable=False, null=True, verbose_name="sessions")),
                ("minutes", models.PositiveIntegerField(editable=False, null=True, verbose_name="minutes of practice")),
            ],
            options={
                "verbose_name": "practice certificate",
                "verbose_name_plural": "practice certificates",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("enrolment",),
                        name="classes_certificate_one_valid",
                        violation_error_message="There is a valid certificate already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gt", 0)), name="classes_certificate_has_hours"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="subject")),
                ("about", models.TextField(max_length=1000, verbose_name="what it is about")),
                (
                    "proposer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposer",
                    ),
                ),
                (
                    "teacher_name",
                    models.CharField(
                        blank=True,
                        help_text="If you know somebody. Otherwise the centre will look for a teacher.",
                        max_length=100,
                        verbose_name="teacher",
                    ),
                ),
                (
                    "room_kind",
                    models.ForeignKey(
                        blank=True,
                        help_text="If the subject needs a certain one.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="rooms.roomkind",
                        verbose_name="kind of room",
                    ),
                ),
                (
                    "needed",
                    models.PositiveSmallIntegerField(
                        default=7,
                        help_text="You included.",
                        validators=[
                            django.core.validators.MinValueValidator(3),
                            django.core.validators.MaxValueValidator(30),
                        ],
                        verbose_name="neighbours needed",
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        choices=[(60, "1 hour"), (90, "1½ hours"), (120, "2 hours")], default=90, verbose_name="length"
                    ),
                ),
                (
                    "weeks",
                    models.PositiveSmallIntegerField(
                        choices=[(4, "4 weeks"), (8, "8 weeks"), (12, "12 weeks")],
                        default=12,
                        verbose_name="for how long",
                    ),
                ),
                (
                    "open_until",
                    models.DateField(
                        default=classes.models.proposals.two_months_on, editable=False, verbose_name="open until"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Looking for neighbours"),
                            ("planned", "Waiting for approval"),
                            ("approved", "Became a class"),
                            ("declined", "Not possible"),
                            ("withdrawn", "Withdrawn"),
                            ("lapsed", "Too few neighbours"),
                        ],
                        default="open",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="reason")),
                (
                    "interest_class",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="proposal",
                        to="classes.interestclass",
                        verbose_name="class",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="proposed"),
                ),
            ],
            options={
                "verbose_name": "proposal",
                "verbose_name_plural": "proposals",
                "ordering": ["-created_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("needed__gte", 3), ("needed__lte", 30)),
                        name="classes_proposal_needs_neighbours",
                        violation_error_message="A class needs from 3 to 30 neighbours.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["planned", "approved"]), _negated=True),
                            ("interest_class__isnull", False),
                            _connector="OR",
                        ),
                        name="classes_proposal_planned_has_class",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pledge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pledges",
                        to="classes.proposal",
                        verbose_name="proposal",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pledges",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="neighbour",
                    ),
                ),
                (
                    "hours",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), size=None, verbose_name="free hours"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="pledged"),
                ),
            ],
            options={
                "verbose_name": "pledge",
                "verbose_name_plural": "pledges",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("proposal", "user"),
                        name="classes_pledge_once",
                        violation_error_message="You pledged already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hours__len__gte", 1), ("hours__len__lte", 168)),
                        name="classes_pledge_has_hours",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "enrolment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rating",
                        to="classes.enrolment",
                        verbose_name="enrolment",
                    ),
                ),
                (
                    "stars",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="stars",
                    ),
                ),
                ("again", models.BooleanField(verbose_name="would come again")),
                ("comment", models.CharField(blank=True, max_length=500, verbose_name="comment")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="rated"),
                ),
            ],
            options={
                "verbose_name": "rating",
                "verbose_name_plural": "ratings",
                "ordering": ["-created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stars__gte", 1), ("stars__lte", 5)), name="classes_rating_one_to_five"
                    )
                ],
            },
        ),
    ]
