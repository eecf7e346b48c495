"""Rooms, the ledger of their time, bookings and hours."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import community.models.users
import community.photos
import rooms.models.bookings


class Migration(migrations.Migration):
    replaces = [
        ("rooms", "0001_rooms_and_ledger_tables"),
        ("rooms", "0002_ledger"),
        ("rooms", "0003_booking_idempotency"),
        ("rooms", "0004_moves_and_slug"),
        ("rooms", "0005_labels"),
        ("rooms", "0006_pictures"),
        ("rooms", "0007_what_people_do"),
        ("rooms", "0008_only_added"),
        ("rooms", "0009_favourites"),
        ("rooms", "0010_reminders"),
        ("rooms", "0011_sent_once_while_active"),
        ("rooms", "0012_strikes_left"),
        ("rooms", "0013_calendar_days"),
    ]

    initial = True

    dependencies = [
        ("community", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="BookingPolicy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "strikes",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="missed bookings until suspension",
                    ),
                ),
                (
                    "strike_days",
                    models.PositiveSmallIntegerField(default=60, verbose_name="counted over this many days"),
                ),
                ("suspension_days", models.PositiveSmallIntegerField(default=14, verbose_name="days of suspension")),
                (
                    "offer_minutes",
                    models.PositiveSmallIntegerField(
                        default=60,
                        validators=[django.core.validators.MinValueValidator(5)],
                        verbose_name="minutes an offered slot is held",
                    ),
                ),
            ],
            options={
                "verbose_name": "rules of fairness",
                "verbose_name_plural": "rules of fairness",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)),
                        name="rooms_policy_single",
                        violation_error_message="There is one set of rules.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BookingSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(max_length=200, verbose_name="purpose")),
                ("until", models.DateField(verbose_name="until")),
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
                "verbose_name": "repeating booking",
                "verbose_name_plural": "repeating bookings",
            },
        ),
        migrations.CreateModel(
            name="HistoricalBookingPolicy",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "strikes",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="missed bookings until suspension",
                    ),
                ),
                (
                    "strike_days",
                    models.PositiveSmallIntegerField(default=60, verbose_name="counted over this many days"),
                ),
                ("suspension_days", models.PositiveSmallIntegerField(default=14, verbose_name="days of suspension")),
                (
                    "offer_minutes",
                    models.PositiveSmallIntegerField(
                        default=60,
                        validators=[django.core.validators.MinValueValidator(5)],
                        verbose_name="minutes an offered slot is held",
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
                "verbose_name": "historical rules of fairness",
                "verbose_name_plural": "historical rules of fairness",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRoomKind",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("slug", models.SlugField(verbose_name="short name in addresses")),
                ("name", models.CharField(max_length=50, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=100, verbose_name="name in English")),
                (
                    "drawing",
                    models.CharField(
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
                        default="room",
                        max_length=30,
                        verbose_name="drawing",
                    ),
                ),
                (
                    "doing",
                    models.CharField(
                        blank=True,
                        help_text="As in “3 neighbours reading”: reading.",
                        max_length=20,
                        verbose_name="what people do there",
                    ),
                ),
                (
                    "doing_en",
                    models.CharField(blank=True, max_length=50, verbose_name="what people do there, in English"),
                ),
                (
                    "max_active_bookings",
                    models.PositiveSmallIntegerField(default=3, verbose_name="bookings ahead for each resident"),
                ),
                (
                    "max_hours_per_week",
                    models.PositiveSmallIntegerField(default=6, verbose_name="hours a week for each resident"),
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
                "verbose_name": "historical kind of room",
                "verbose_name_plural": "historical kinds of room",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="RoomKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(unique=True, verbose_name="short name in addresses")),
                ("name", models.CharField(max_length=50, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=100, verbose_name="name in English")),
                (
                    "drawing",
                    models.CharField(
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
                        default="room",
                        max_length=30,
                        verbose_name="drawing",
                    ),
                ),
                (
                    "doing",
                    models.CharField(
                        blank=True,
                        help_text="As in “3 neighbours reading”: reading.",
                        max_length=20,
                        verbose_name="what people do there",
                    ),
                ),
                (
                    "doing_en",
                    models.CharField(blank=True, max_length=50, verbose_name="what people do there, in English"),
                ),
                (
                    "max_active_bookings",
                    models.PositiveSmallIntegerField(default=3, verbose_name="bookings ahead for each resident"),
                ),
                (
                    "max_hours_per_week",
                    models.PositiveSmallIntegerField(default=6, verbose_name="hours a week for each resident"),
                ),
            ],
            options={
                "verbose_name": "kind of room",
                "verbose_name_plural": "kinds of room",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalRoom",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("slug", models.SlugField(verbose_name="short name in addresses")),
                ("name", models.CharField(max_length=50, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=100, verbose_name="name in English")),
                ("floor", models.SmallIntegerField(default=1, verbose_name="floor")),
                ("photo", models.TextField(blank=True, max_length=100, verbose_name="photo")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("description_en", models.TextField(blank=True, verbose_name="description in English")),
                ("house_rules", models.TextField(blank=True, verbose_name="house rules")),
                ("house_rules_en", models.TextField(blank=True, verbose_name="house rules in English")),
                ("equipment", models.TextField(blank=True, verbose_name="equipment, one a line")),
                ("equipment_en", models.TextField(blank=True, verbose_name="equipment in English, one a line")),
                ("step_free", models.BooleanField(default=True, verbose_name="step-free access")),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(2000),
                        ],
                        verbose_name="places",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("whole", "The whole room"),
                            ("places", "By the place"),
                            ("walk_in", "Walk in, no booking"),
                        ],
                        default="whole",
                        max_length=10,
                        verbose_name="booked",
                    ),
                ),
                (
                    "holiday_rule",
                    models.CharField(
                        choices=[
                            ("closed", "Closed on statutory holidays"),
                            ("sunday", "Sunday's hours on statutory holidays"),
                            ("usual", "The weekday's hours on statutory holidays"),
                        ],
                        default="closed",
                        max_length=10,
                        verbose_name="holidays",
                    ),
                ),
                (
                    "slot_minutes",
                    models.PositiveSmallIntegerField(
                        default=30,
                        validators=[
                            django.core.validators.MinValueValidator(5),
                            django.core.validators.MaxValueValidator(240),
                        ],
                        verbose_name="slot length in minutes",
                    ),
                ),
                ("min_minutes", models.PositiveSmallIntegerField(default=30, verbose_name="shortest stay in minutes")),
                ("max_minutes", models.PositiveSmallIntegerField(default=120, verbose_name="longest stay in minutes")),
                (
                    "buffer_minutes",
                    models.PositiveSmallIntegerField(default=0, verbose_name="minutes for cleaning afterwards"),
                ),
                ("advance_days", models.PositiveSmallIntegerField(default=14, verbose_name="days ahead one may book")),
                (
                    "notice_minutes",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="0: until it starts.",
                        verbose_name="minutes before the start until one may book",
                    ),
                ),
                (
                    "cancel_minutes",
                    models.PositiveSmallIntegerField(
                        default=60, verbose_name="minutes before the start until one may cancel"
                    ),
                ),
                (
                    "grace_minutes",
                    models.PositiveSmallIntegerField(default=15, verbose_name="minutes after the start to check in"),
                ),
                ("needs_approval", models.BooleanField(default=False, verbose_name="staff approve each booking")),
                ("minimum_age", models.PositiveSmallIntegerField(default=0, verbose_name="minimum age")),
                (
                    "guardian_below",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="0: children may come alone.",
                        verbose_name="with a guardian below this age",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "kind",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rooms.roomkind",
                        verbose_name="kind",
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
                "verbose_name": "historical room",
                "verbose_name_plural": "historical rooms",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rooms",
                        to="rooms.roomkind",
                        verbose_name="kind",
                    ),
                ),
                ("slug", models.SlugField(unique=True, verbose_name="short name in addresses")),
                ("name", models.CharField(max_length=50, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=100, verbose_name="name in English")),
                ("floor", models.SmallIntegerField(default=1, verbose_name="floor")),
                ("photo", community.photos.PhotoField(blank=True, upload_to="rooms", verbose_name="photo")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("description_en", models.TextField(blank=True, verbose_name="description in English")),
                ("house_rules", models.TextField(blank=True, verbose_name="house rules")),
                ("house_rules_en", models.TextField(blank=True, verbose_name="house rules in English")),
                ("equipment", models.TextField(blank=True, verbose_name="equipment, one a line")),
                ("equipment_en", models.TextField(blank=True, verbose_name="equipment in English, one a line")),
                ("step_free", models.BooleanField(default=True, verbose_name="step-free access")),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(2000),
                        ],
                        verbose_name="places",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("whole", "The whole room"),
                            ("places", "By the place"),
                            ("walk_in", "Walk in, no booking"),
                        ],
                        default="whole",
                        max_length=10,
                        verbose_name="booked",
                    ),
                ),
                (
                    "holiday_rule",
                    models.CharField(
                        choices=[
                            ("closed", "Closed on statutory holidays"),
                            ("sunday", "Sunday's hours on statutory holidays"),
                            ("usual", "The weekday's hours on statutory holidays"),
                        ],
                        default="closed",
                        max_length=10,
                        verbose_name="holidays",
                    ),
                ),
                (
                    "slot_minutes",
                    models.PositiveSmallIntegerField(
                        default=30,
                        validators=[
                            django.core.validators.MinValueValidator(5),
                            django.core.validators.MaxValueValidator(240),
                        ],
                        verbose_name="slot length in minutes",
                    ),
                ),
                ("min_minutes", models.PositiveSmallIntegerField(default=30, verbose_name="shortest stay in minutes")),
                ("max_minutes", models.PositiveSmallIntegerField(default=120, verbose_name="longest stay in minutes")),
                (
                    "buffer_minutes",
                    models.PositiveSmallIntegerField(default=0, verbose_name="minutes for cleaning afterwards"),
                ),
                ("advance_days", models.PositiveSmallIntegerField(default=14, verbose_name="days ahead one may book")),
                (
                    "notice_minutes",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="0: until it starts.",
                        verbose_name="minutes before the start until one may book",
                    ),
                ),
                (
                    "cancel_minutes",
                    models.PositiveSmallIntegerField(
                        default=60, verbose_name="minutes before the start until one may cancel"
                    ),
                ),
                (
                    "grace_minutes",
                    models.PositiveSmallIntegerField(default=15, verbose_name="minutes after the start to check in"),
                ),
                ("needs_approval", models.BooleanField(default=False, verbose_name="staff approve each booking")),
                ("minimum_age", models.PositiveSmallIntegerField(default=0, verbose_name="minimum age")),
                (
                    "guardian_below",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="0: children may come alone.",
                        verbose_name="with a guardian below this age",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "feed_token",
                    models.CharField(
                        default=community.models.users.unguessable_token, editable=False, max_length=43, unique=True
                    ),
                ),
            ],
            options={
                "verbose_name": "room",
                "verbose_name_plural": "rooms",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("capacity__gte", 1)),
                        name="rooms_room_has_places",
                        violation_error_message="A room has at least one place.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("slug", "day"), _negated=True),
                        name="rooms_room_slug_is_free",
                        violation_error_message="The address “day” belongs to the day of all rooms.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("max_minutes__gte", models.F("min_minutes")),
                            ("min_minutes__gte", 1),
                            ("slot_minutes__gte", 1),
                        ),
                        name="rooms_room_stay_lengths",
                        violation_error_message="The longest stay must not be shorter than the shortest.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FavouriteRoom",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="favourite_rooms",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="login",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="favourites",
                        to="rooms.room",
                        verbose_name="room",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "verbose_name": "favourite room",
                "verbose_name_plural": "favourite rooms",
                "ordering": ["created_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "room"),
                        name="rooms_favourite_once",
                        violation_error_message="This room is among the favourites already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HeadCount",
            fields=[
                (
                    "room",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="head_count",
                        serialize=False,
                        to="rooms.room",
                    ),
                ),
                ("people", models.PositiveSmallIntegerField(default=0, verbose_name="people in the room")),
                ("day", models.DateField(verbose_name="day")),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "head count",
                "verbose_name_plural": "head counts",
            },
        ),
        migrations.CreateModel(
            name="HistoricalOpeningSpan",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
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
                ("opens", models.TimeField(verbose_name="opens")),
                ("closes", models.TimeField(verbose_name="closes")),
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
                "verbose_name": "historical opening hours",
                "verbose_name_plural": "historical opening hours",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSpecialHours",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("date", models.DateField(verbose_name="date")),
                ("opens", models.TimeField(blank=True, null=True, verbose_name="opens")),
                ("closes", models.TimeField(blank=True, null=True, verbose_name="closes")),
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
                "verbose_name": "historical hours on one day",
                "verbose_name_plural": "historical hours on one day",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="OpeningSpan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opening_spans",
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
                ("opens", models.TimeField(verbose_name="opens")),
                ("closes", models.TimeField(verbose_name="closes")),
            ],
            options={
                "verbose_name": "opening hours",
                "verbose_name_plural": "opening hours",
                "ordering": ["weekday", "opens"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes__gt", models.F("opens"))),
                        name="rooms_opening_closes_after_opening",
                        violation_error_message="Closing time must be after opening time.",
                    ),
                    models.UniqueConstraint(
                        fields=("room", "weekday", "opens"),
                        name="rooms_opening_once",
                        violation_error_message="These hours are there already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reservation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reservations",
                        to="rooms.room",
                        verbose_name="room",
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField(verbose_name="during")),
                ("places", models.PositiveSmallIntegerField(verbose_name="places")),
                ("whole_room", models.BooleanField(default=False, verbose_name="whole room")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("booking", "Booking"),
                            ("class", "Class"),
                            ("closure", "Closed"),
                            ("childcare", "Childcare"),
                            ("event", "Event"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("revision", models.PositiveSmallIntegerField(db_default=0, default=0, editable=False)),
                ("moved_at", models.DateTimeField(editable=False, null=True)),
                ("label", models.CharField(blank=True, db_default="", default="", editable=False, max_length=60)),
                ("label_en", models.CharField(blank=True, db_default="", default="", editable=False, max_length=120)),
                ("path", models.CharField(blank=True, db_default="", default="", editable=False, max_length=100)),
                ("released_at", models.DateTimeField(blank=True, null=True, verbose_name="released")),
            ],
            options={
                "verbose_name": "hold on a room",
                "verbose_name_plural": "holds on rooms",
                "indexes": [
                    django.contrib.postgres.indexes.GistIndex(
                        condition=models.Q(("released_at__isnull", True)),
                        fields=["during"],
                        name="rooms_reservation_during",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("places__gte", 1)), name="rooms_reservation_has_places"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("during__isempty", False),
                            ("during__lower_inc", True),
                            ("during__lower_inf", False),
                            ("during__upper_inc", False),
                            ("during__upper_inf", False),
                        ),
                        name="rooms_reservation_bounded",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Booking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    models.CharField(
                        default=rooms.models.bookings.new_ref,
                        editable=False,
                        max_length=12,
                        unique=True,
                        verbose_name="reference",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="rooms.room",
                        verbose_name="room",
                    ),
                ),
                (
                    "reservation",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="booking",
                        to="rooms.reservation",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(verbose_name="until")),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="bookings",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="login",
                    ),
                ),
                ("contact_name", models.CharField(max_length=100, verbose_name="name")),
                ("contact_key", models.CharField(editable=False, max_length=400)),
                (
                    "contact_phone",
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
                    "party_size",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="people"
                    ),
                ),
                ("purpose", models.CharField(blank=True, max_length=200, verbose_name="purpose")),
                ("with_guardian", models.BooleanField(default=False, verbose_name="a guardian comes along")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "Waiting for approval"),
                            ("confirmed", "Confirmed"),
                            ("declined", "Declined"),
                            ("cancelled", "Cancelled"),
                            ("checked_in", "Checked in"),
                            ("completed", "Completed"),
                            ("no_show", "Missed"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="bookings",
                        to="rooms.bookingseries",
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
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="booked"),
                ),
                ("checked_in_at", models.DateTimeField(blank=True, null=True, verbose_name="checked in")),
                (
                    "in_mind_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        default=django.utils.timezone.now,
                        editable=False,
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="asked whether they come"),
                ),
                (
                    "coming_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="said that they come"),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, help_text="Why it was declined or cancelled.", max_length=200, verbose_name="reason"
                    ),
                ),
                ("idempotency_key", models.UUIDField(blank=True, editable=False, null=True)),
            ],
            options={
                "verbose_name": "booking",
                "verbose_name_plural": "bookings",
                "ordering": ["starts_at", "pk"],
                "permissions": [
                    ("run_desk", "Can work at the front desk"),
                    ("approve_booking", "Can approve and decline bookings"),
                ],
                "indexes": [
                    models.Index(fields=["user", "-starts_at"], name="rooms_booking_of_user"),
                    models.Index(fields=["starts_at", "room"], name="rooms_booking_of_day"),
                    models.Index(fields=["contact_phone"], name="rooms_booking_phone"),
                    models.Index(
                        condition=models.Q(("state__in", ["requested", "confirmed", "checked_in"])),
                        fields=["starts_at"],
                        name="rooms_booking_unfinished",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="rooms_booking_ends_after_start",
                        violation_error_message="The end must be after the start.",
                    ),
                    models.CheckConstraint(condition=models.Q(("party_size__gte", 1)), name="rooms_booking_has_people"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("requested", "confirmed", "checked_in"))),
                        fields=("created_by", "idempotency_key"),
                        name="rooms_booking_sent_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Closure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reservation",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closure",
                        to="rooms.reservation",
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                ("reason_en", models.CharField(blank=True, max_length=300, verbose_name="reason in English")),
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
                "verbose_name": "closure",
                "verbose_name_plural": "closures",
            },
        ),
        migrations.CreateModel(
            name="HistoricalBooking",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "ref",
                    models.CharField(
                        db_index=True,
                        default=rooms.models.bookings.new_ref,
                        editable=False,
                        max_length=12,
                        verbose_name="reference",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(verbose_name="until")),
                ("contact_name", models.CharField(max_length=100, verbose_name="name")),
                ("contact_key", models.CharField(editable=False, max_length=400)),
                (
                    "contact_phone",
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
                    "party_size",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="people"
                    ),
                ),
                ("purpose", models.CharField(blank=True, max_length=200, verbose_name="purpose")),
                ("with_guardian", models.BooleanField(default=False, verbose_name="a guardian comes along")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "Waiting for approval"),
                            ("confirmed", "Confirmed"),
                            ("declined", "Declined"),
                            ("cancelled", "Cancelled"),
                            ("checked_in", "Checked in"),
                            ("completed", "Completed"),
                            ("no_show", "Missed"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="booked"),
                ),
                ("checked_in_at", models.DateTimeField(blank=True, null=True, verbose_name="checked in")),
                (
                    "coming_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="said that they come"),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, help_text="Why it was declined or cancelled.", max_length=200, verbose_name="reason"
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
                    "series",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rooms.bookingseries",
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
                "verbose_name": "historical booking",
                "verbose_name_plural": "historical bookings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalClosure",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                ("reason_en", models.CharField(blank=True, max_length=300, verbose_name="reason in English")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
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
                "verbose_name": "historical closure",
                "verbose_name_plural": "historical closures",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalStrike",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="missed")),
                ("forgiven_at", models.DateTimeField(blank=True, null=True, verbose_name="forgiven")),
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
                    "booking",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rooms.booking",
                        verbose_name="booking",
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
                "verbose_name": "historical strike",
                "verbose_name_plural": "historical strikes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="SpecialHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="special_hours",
                        to="rooms.room",
                        verbose_name="room",
                    ),
                ),
                ("date", models.DateField(verbose_name="date")),
                ("opens", models.TimeField(blank=True, null=True, verbose_name="opens")),
                ("closes", models.TimeField(blank=True, null=True, verbose_name="closes")),
            ],
            options={
                "verbose_name": "hours on one day",
                "verbose_name_plural": "hours on one day",
                "ordering": ["date", "opens"],
                "indexes": [models.Index(fields=["date"], name="rooms_special_hours_date")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closes__isnull", True), ("opens__isnull", True)),
                            ("closes__gt", models.F("opens")),
                            _connector="OR",
                        ),
                        name="rooms_special_closes_after_opening",
                        violation_error_message="Give both times, closing after opening, or none for a closed day.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Strike",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="strikes",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="login",
                    ),
                ),
                ("phone_hash", models.CharField(blank=True, db_default="", default="", editable=False, max_length=64)),
                (
                    "booking",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="strike",
                        to="rooms.booking",
                        verbose_name="booking",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="missed")),
                ("forgiven_at", models.DateTimeField(blank=True, null=True, verbose_name="forgiven")),
            ],
            options={
                "verbose_name": "strike",
                "verbose_name_plural": "strikes",
                "indexes": [
                    models.Index(fields=["user", "-at"], name="rooms_strike_of_user"),
                    models.Index(
                        condition=models.Q(("phone_hash", ""), _negated=True),
                        fields=["phone_hash"],
                        name="rooms_strike_left",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("phone_hash", ""), ("user__isnull", False)),
                            models.Q(("user__isnull", True), models.Q(("phone_hash", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="rooms_strike_of_somebody",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Waiting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="waiting",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="login",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="waiting",
                        to="rooms.room",
                        verbose_name="room",
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField(verbose_name="during")),
                ("places", models.PositiveSmallIntegerField(default=1, verbose_name="people")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("offered", "Offered"),
                            ("taken", "Taken"),
                            ("lapsed", "Lapsed"),
                            ("left", "Left"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "offer",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offered_to",
                        to="rooms.reservation",
                    ),
                ),
                ("offer_ends_at", models.DateTimeField(blank=True, null=True, verbose_name="held until")),
            ],
            options={
                "verbose_name": "waiting resident",
                "verbose_name_plural": "waiting residents",
                "ordering": ["created_at", "pk"],
                "indexes": [
                    django.contrib.postgres.indexes.GistIndex(
                        condition=models.Q(("state__in", ["waiting", "offered"])),
                        fields=["during"],
                        name="rooms_waiting_during",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("offer__isnull", False), ("offer_ends_at__isnull", False), ("state", "offered")),
                            models.Q(("state", "offered"), _negated=True),
                            _connector="OR",
                        ),
                        name="rooms_waiting_offer_holds_slot",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("state__in", ["waiting", "offered"])),
                        expressions=[
                            (
                                models.Func(
                                    models.F("user_id"), models.F("user_id"), models.Value("[]"), function="int8range"
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("room_id"), models.F("room_id"), models.Value("[]"), function="int8range"
                                ),
                                "&&",
                            ),
                            ("during", "&&"),
                        ],
                        name="rooms_waiting_once",
                        violation_error_message="You are waiting for this time already.",
                    ),
                ],
            },
        ),
    ]
