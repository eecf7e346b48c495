"""The register: people, homes, appointments, imports."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import community.photos
import community.ranges
import community.workbooks.models
import community.workbooks.storage


class Migration(migrations.Migration):
    replaces = [
        ("residents", "0001_register_and_appointments"),
        ("residents", "0002_reveals_only_added"),
        ("residents", "0003_search_order"),
        ("residents", "0004_imports_and_exports"),
        ("residents", "0005_imports_of_appointments"),
        ("residents", "0006_merged_residents"),
        ("residents", "0007_attempts_and_searches"),
        ("residents", "0008_exports_only_added"),
        ("residents", "0009_words"),
        ("residents", "0010_pictures"),
        ("residents", "0011_only_added"),
        ("residents", "0012_own_reveals"),
        ("residents", "0013_workbooks"),
        ("residents", "0014_named_buildings"),
        ("residents", "0015_precision_and_relations"),
        ("residents", "0016_other_documents"),
        ("residents", "0017_other_documents_checked"),
    ]

    initial = True

    dependencies = [
        ("community", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Compound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=50, unique=True, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=100, verbose_name="name in English")),
            ],
            options={
                "verbose_name": "compound",
                "verbose_name_plural": "compounds",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Building",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "compound",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="buildings",
                        to="residents.compound",
                        verbose_name="compound",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="3 for building 3; or a word: A座, 南区3栋.",
                        max_length=20,
                        verbose_name="number or name",
                    ),
                ),
                (
                    "order",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Where it stands in lists; empty: by its number or name.",
                        verbose_name="order",
                    ),
                ),
                (
                    "unit_names",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(blank=True, max_length=10),
                        blank=True,
                        default=list,
                        help_text="Only where units are called by words, such as 东单元,西单元: the name of unit 1, of unit 2 and so on, with commas between. A change renames a unit, it moves nobody.",
                        size=99,
                        verbose_name="names of units",
                    ),
                ),
            ],
            options={
                "verbose_name": "building",
                "verbose_name_plural": "buildings",
                "ordering": ["compound", "order", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("compound", "name"),
                        name="residents_building_once",
                        violation_error_message="This building is there already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("name__contains", "-"), _negated=True)
                        ),
                        name="residents_building_has_name",
                        violation_error_message="A building has a name, without a hyphen.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalRegisterPolicy",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "moved_out_years",
                    models.PositiveSmallIntegerField(
                        default=3, verbose_name="years after moving out until a person is anonymised"
                    ),
                ),
                (
                    "reveal_years",
                    models.PositiveSmallIntegerField(default=3, verbose_name="years that reveals are kept"),
                ),
                (
                    "refused_days",
                    models.PositiveSmallIntegerField(default=90, verbose_name="days that refused matches are kept"),
                ),
                (
                    "import_days",
                    models.PositiveSmallIntegerField(
                        default=90, verbose_name="days that imported files and their rows are kept"
                    ),
                ),
                (
                    "reveals_an_hour",
                    models.PositiveSmallIntegerField(
                        default=20,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="reveals an hour before administrators are alerted",
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
                "verbose_name": "historical rules of the register",
                "verbose_name_plural": "historical rules of the register",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTag",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("slug", models.SlugField(verbose_name="short name")),
                ("name", models.CharField(max_length=30, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=60, verbose_name="name in English")),
                (
                    "purpose",
                    models.CharField(help_text="Why the centre needs to know.", max_length=200, verbose_name="purpose"),
                ),
                ("is_sensitive", models.BooleanField(default=False, verbose_name="sensitive")),
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
                "verbose_name": "historical tag",
                "verbose_name_plural": "historical tags",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Household",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "building",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="households",
                        to="residents.building",
                        verbose_name="building",
                    ),
                ),
                (
                    "unit",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(99),
                        ],
                        verbose_name="unit",
                    ),
                ),
                ("room", models.CharField(max_length=10, verbose_name="room")),
                ("address_key", models.CharField(editable=False, max_length=50)),
            ],
            options={
                "verbose_name": "household",
                "verbose_name_plural": "households",
                "ordering": ["building", "unit", "room"],
                "indexes": [
                    models.Index(
                        fields=["address_key"], name="residents_household_address", opclasses=["varchar_pattern_ops"]
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("building", "unit", "room"),
                        name="residents_household_once",
                        violation_error_message="This household is there already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MatchAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("phone", models.CharField(max_length=64)),
                ("client", models.CharField(max_length=64)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "attempt to match",
                "verbose_name_plural": "attempts to match",
                "indexes": [
                    models.Index(fields=["phone", "at"], name="residents_attempt_phone"),
                    models.Index(fields=["client", "at"], name="residents_attempt_client"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterExport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who took it along",
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                ("people", models.PositiveIntegerField(verbose_name="people")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
            ],
            options={
                "verbose_name": "unmasked export",
                "verbose_name_plural": "unmasked exports",
                "ordering": ["-at"],
            },
        ),
        migrations.CreateModel(
            name="RegisterImport",
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
                        choices=[("people", "Residents"), ("appointments", "Appointments")],
                        default="people",
                        max_length=12,
                        verbose_name="what it holds",
                    ),
                ),
                (
                    "compound",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports",
                        to="residents.compound",
                        verbose_name="compound",
                    ),
                ),
                (
                    "as_of",
                    models.DateField(
                        default=community.ranges.today,
                        help_text="The day from which new addresses count.",
                        verbose_name="as of",
                    ),
                ),
                ("merges", models.BooleanField(default=True, verbose_name="merges the same person in two households")),
            ],
            options={
                "verbose_name": "import of the register",
                "verbose_name_plural": "imports of the register",
                "ordering": ["-uploaded_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RegisterPolicy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "moved_out_years",
                    models.PositiveSmallIntegerField(
                        default=3, verbose_name="years after moving out until a person is anonymised"
                    ),
                ),
                (
                    "reveal_years",
                    models.PositiveSmallIntegerField(default=3, verbose_name="years that reveals are kept"),
                ),
                (
                    "refused_days",
                    models.PositiveSmallIntegerField(default=90, verbose_name="days that refused matches are kept"),
                ),
                (
                    "import_days",
                    models.PositiveSmallIntegerField(
                        default=90, verbose_name="days that imported files and their rows are kept"
                    ),
                ),
                (
                    "reveals_an_hour",
                    models.PositiveSmallIntegerField(
                        default=20,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="reveals an hour before administrators are alerted",
                    ),
                ),
            ],
            options={
                "verbose_name": "rules of the register",
                "verbose_name_plural": "rules of the register",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)),
                        name="residents_policy_single",
                        violation_error_message="There is one set of rules.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RelationWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=20, unique=True, verbose_name="word")),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("head", "Head of household"),
                            ("spouse", "Spouse"),
                            ("child", "Child"),
                            ("parent", "Parent"),
                            ("sibling", "Brother or sister"),
                            ("grandchild", "Grandchild"),
                            ("grandparent", "Grandparent"),
                            ("child_in_law", "Son- or daughter-in-law"),
                            ("parent_in_law", "Father- or mother-in-law"),
                            ("relative", "Another relative"),
                            ("helper", "Helper in the house"),
                            ("tenant", "Tenant"),
                            ("other", "Other"),
                        ],
                        max_length=15,
                        verbose_name="relation to the head",
                    ),
                ),
            ],
            options={
                "verbose_name": "word for a relation",
                "verbose_name_plural": "words for relations",
                "ordering": ["relation", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(unique=True, verbose_name="short name")),
                ("name", models.CharField(max_length=30, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=60, verbose_name="name in English")),
                (
                    "purpose",
                    models.CharField(help_text="Why the centre needs to know.", max_length=200, verbose_name="purpose"),
                ),
                ("is_sensitive", models.BooleanField(default=False, verbose_name="sensitive")),
            ],
            options={
                "verbose_name": "tag",
                "verbose_name_plural": "tags",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Resident",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("name_key", models.CharField(db_collation="C", editable=False, max_length=400)),
                ("initials", models.CharField(db_collation="C", editable=False, max_length=100)),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[("male", "Male"), ("female", "Female"), ("", "Not known")],
                        max_length=6,
                        verbose_name="sex",
                    ),
                ),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="date of birth")),
                (
                    "birth_precision",
                    models.CharField(
                        choices=[("day", "to the day"), ("month", "month and year only"), ("year", "year only")],
                        default="day",
                        max_length=5,
                        verbose_name="how much of the date of birth is known",
                    ),
                ),
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
                ("other_phone", models.CharField(blank=True, max_length=20, verbose_name="another number")),
                ("phone_last4", models.CharField(blank=True, editable=False, max_length=4)),
                (
                    "id_kind",
                    models.CharField(
                        choices=[
                            ("identity", "Identity card"),
                            ("passport", "Passport"),
                            ("hk_permit", "Travel permit for people from Hong Kong and Macao"),
                            ("hk_residence", "Residence permit for people from Hong Kong and Macao"),
                            ("tw_permit", "Travel permit for people from Taiwan"),
                            ("tw_residence", "Residence permit for people from Taiwan"),
                            ("foreign_card", "Permanent residence card of a foreigner"),
                            ("other", "Another document"),
                        ],
                        default="identity",
                        max_length=12,
                        verbose_name="kind of document",
                    ),
                ),
                ("id_encrypted", models.TextField(blank=True, editable=False)),
                ("id_fingerprint", models.CharField(editable=False, max_length=64, null=True, unique=True)),
                ("id_last4", models.CharField(blank=True, editable=False, help_text="A keyed hash.", max_length=64)),
                (
                    "language",
                    models.CharField(
                        choices=[("zh-hans", "Chinese"), ("en", "English")],
                        default="zh-hans",
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                (
                    "contact",
                    models.CharField(
                        choices=[
                            ("phone", "By phone"),
                            ("text", "By text"),
                            ("visit", "At the door"),
                            ("none", "Please do not"),
                        ],
                        default="phone",
                        max_length=5,
                        verbose_name="contact",
                    ),
                ),
                ("remarks", models.TextField(blank=True, verbose_name="remarks")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="in the register since"
                    ),
                ),
                ("anonymised_at", models.DateTimeField(editable=False, null=True, verbose_name="anonymised")),
                (
                    "merged_into",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merged",
                        to="residents.resident",
                        verbose_name="merged into",
                    ),
                ),
                (
                    "tags",
                    models.ManyToManyField(
                        blank=True, related_name="residents", to="residents.tag", verbose_name="tags"
                    ),
                ),
            ],
            options={
                "verbose_name": "resident",
                "verbose_name_plural": "residents",
                "ordering": ["name_key", "pk"],
                "permissions": [
                    ("reveal_resident", "Can reveal a resident's data, with a reason"),
                    ("settle_match", "Can settle which login is which resident"),
                    ("export_register", "Can export the register"),
                    ("import_register", "Can import the register"),
                ],
                "indexes": [
                    models.Index(fields=["name"], name="residents_resident_name", opclasses=["varchar_pattern_ops"]),
                    models.Index(
                        django.db.models.functions.text.Left("name", 1),
                        models.F("name_key"),
                        models.F("id"),
                        name="residents_resident_surname",
                    ),
                    models.Index(fields=["name_key", "id"], name="residents_resident_pinyin"),
                    models.Index(fields=["initials", "name_key"], name="residents_resident_initials"),
                    models.Index(
                        condition=models.Q(("phone_last4", ""), _negated=True),
                        fields=["phone_last4"],
                        name="residents_resident_last4",
                    ),
                    models.Index(
                        django.db.models.functions.text.Right("other_phone", 4),
                        condition=models.Q(("other_phone", ""), _negated=True),
                        name="residents_resident_other4",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", None), ("anonymised_at__isnull", False), _connector="OR"),
                        name="residents_resident_merged_is_empty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("id_kind", "identity"), models.Q(("id_encrypted", ""), _negated=True), _connector="OR"
                        ),
                        name="residents_resident_document_has_number",
                        violation_error_message="Please give the number of the document.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("leader", "Building leader"),
                            ("grid", "Grid officer"),
                            ("police", "Police officer"),
                            ("owners", "Owners' committee member"),
                            ("station", "Workstation worker"),
                        ],
                        max_length=7,
                        verbose_name="role",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty for somebody who does not live here, such as a police officer.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="appointments",
                        to="residents.resident",
                        verbose_name="resident",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="telephone")),
                (
                    "compound",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="residents.compound",
                        verbose_name="compound",
                    ),
                ),
                (
                    "building",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the whole compound.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="residents.building",
                        verbose_name="building",
                    ),
                ),
                (
                    "units",
                    django.contrib.postgres.fields.ranges.IntegerRangeField(
                        help_text="From and to; 1 to 99 is the whole building.", verbose_name="units"
                    ),
                ),
                ("term", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="term")),
                ("is_public", models.BooleanField(default=False, verbose_name="agreed to be named in public")),
                (
                    "photo",
                    community.photos.PhotoField(
                        blank=True,
                        help_text="Shown where they are named in public: ask them first.",
                        upload_to="leaders",
                        verbose_name="photo",
                    ),
                ),
                ("is_phone_public", models.BooleanField(default=False, verbose_name="agreed to a public phone number")),
            ],
            options={
                "verbose_name": "appointment",
                "verbose_name_plural": "appointments",
                "ordering": ["building", "units", "role", "term"],
                "indexes": [
                    django.contrib.postgres.indexes.GistIndex(fields=["term"], name="residents_appointment_term"),
                    models.Index(django.db.models.functions.text.Upper("term"), name="residents_appointment_ends"),
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("role", "leader")),
                        expressions=[
                            (
                                models.Func(
                                    models.F("building_id"),
                                    models.F("building_id"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            ("units", "&&"),
                            ("term", "&&"),
                        ],
                        name="residents_one_leader",
                        violation_error_message="These units have a leader for a part of this term already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role", "leader"), _negated=True), ("building__isnull", False), _connector="OR"
                        ),
                        name="residents_leader_has_building",
                        violation_error_message="A building leader needs a building.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("units__endswith__lte", 100), ("units__isempty", False), ("units__startswith__gte", 1)
                        ),
                        name="residents_appointment_units",
                        violation_error_message="Units run from 1 to 99.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("term__isempty", False), ("term__lower_inf", False)),
                        name="residents_appointment_begins",
                        violation_error_message="A term has a first day.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EmergencyContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="emergency_contacts",
                        to="residents.resident",
                        verbose_name="resident",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("spouse", "Spouse"),
                            ("child", "Child"),
                            ("parent", "Parent"),
                            ("sibling", "Brother or sister"),
                            ("grandchild", "Grandchild"),
                            ("grandparent", "Grandparent"),
                            ("child_in_law", "Son- or daughter-in-law"),
                            ("parent_in_law", "Father- or mother-in-law"),
                            ("relative", "Another relative"),
                            ("helper", "Helper in the house"),
                            ("tenant", "Tenant"),
                            ("other", "Other"),
                        ],
                        max_length=15,
                        verbose_name="who they are to the resident",
                    ),
                ),
                ("phone", models.CharField(max_length=20, verbose_name="number to ring")),
                (
                    "consented_on",
                    models.DateField(
                        help_text="The day on which this person agreed to be rung.", verbose_name="agreed on"
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "noted_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="noted"),
                ),
            ],
            options={
                "verbose_name": "emergency contact",
                "verbose_name_plural": "emergency contacts",
                "ordering": ["resident", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("resident", "phone"),
                        name="residents_emergency_once",
                        violation_error_message="This number is noted for this resident already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("phone", ""), _negated=True)
                        ),
                        name="residents_emergency_says_whom",
                        violation_error_message="Please say whom to ring, and at which number.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Guardianship",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "guardian",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wards",
                        to="residents.resident",
                        verbose_name="guardian",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guardians",
                        to="residents.resident",
                        verbose_name="child",
                    ),
                ),
                ("consented_at", models.DateTimeField(blank=True, null=True, verbose_name="consented")),
            ],
            options={
                "verbose_name": "guardianship",
                "verbose_name_plural": "guardianships",
                "constraints": [
                    models.UniqueConstraint(fields=("guardian", "child"), name="residents_guardianship_once"),
                    models.CheckConstraint(
                        condition=models.Q(("guardian", models.F("child")), _negated=True),
                        name="residents_guardianship_of_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAppointment",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("leader", "Building leader"),
                            ("grid", "Grid officer"),
                            ("police", "Police officer"),
                            ("owners", "Owners' committee member"),
                            ("station", "Workstation worker"),
                        ],
                        max_length=7,
                        verbose_name="role",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="telephone")),
                (
                    "units",
                    django.contrib.postgres.fields.ranges.IntegerRangeField(
                        help_text="From and to; 1 to 99 is the whole building.", verbose_name="units"
                    ),
                ),
                ("term", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="term")),
                ("is_public", models.BooleanField(default=False, verbose_name="agreed to be named in public")),
                (
                    "photo",
                    models.TextField(
                        blank=True,
                        help_text="Shown where they are named in public: ask them first.",
                        max_length=100,
                        verbose_name="photo",
                    ),
                ),
                ("is_phone_public", models.BooleanField(default=False, verbose_name="agreed to a public phone number")),
                (
                    "resident",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty for somebody who does not live here, such as a police officer.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="residents.resident",
                        verbose_name="resident",
                    ),
                ),
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
                        help_text="Empty: the whole compound.",
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
                "verbose_name": "historical appointment",
                "verbose_name_plural": "historical appointments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalGuardianship",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("consented_at", models.DateTimeField(blank=True, null=True, verbose_name="consented")),
                (
                    "guardian",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="residents.resident",
                        verbose_name="guardian",
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
                "verbose_name": "historical guardianship",
                "verbose_name_plural": "historical guardianships",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalLoginMatch",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="name that was given")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting for staff"),
                            ("matched", "Matched"),
                            ("refused", "Not in the register"),
                            ("undone", "Undone"),
                        ],
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="settled")),
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
                    "settled_by",
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
                "verbose_name": "historical login and resident",
                "verbose_name_plural": "historical logins and residents",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalResidence",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("lives", "Lives here"), ("registered", "Is registered here")],
                        default="lives",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("head", "Head of household"),
                            ("spouse", "Spouse"),
                            ("child", "Child"),
                            ("parent", "Parent"),
                            ("sibling", "Brother or sister"),
                            ("grandchild", "Grandchild"),
                            ("grandparent", "Grandparent"),
                            ("child_in_law", "Son- or daughter-in-law"),
                            ("parent_in_law", "Father- or mother-in-law"),
                            ("relative", "Another relative"),
                            ("helper", "Helper in the house"),
                            ("tenant", "Tenant"),
                            ("other", "Other"),
                        ],
                        default="other",
                        max_length=15,
                        verbose_name="relation to the head",
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="from and until")),
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
                    "household",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="residents.household",
                        verbose_name="household",
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
                "verbose_name": "historical residence",
                "verbose_name_plural": "historical residences",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalResident",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("name_key", models.CharField(editable=False, max_length=400)),
                ("initials", models.CharField(editable=False, max_length=100)),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[("male", "Male"), ("female", "Female"), ("", "Not known")],
                        max_length=6,
                        verbose_name="sex",
                    ),
                ),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="date of birth")),
                (
                    "birth_precision",
                    models.CharField(
                        choices=[("day", "to the day"), ("month", "month and year only"), ("year", "year only")],
                        default="day",
                        max_length=5,
                        verbose_name="how much of the date of birth is known",
                    ),
                ),
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
                ("other_phone", models.CharField(blank=True, max_length=20, verbose_name="another number")),
                ("phone_last4", models.CharField(blank=True, editable=False, max_length=4)),
                (
                    "id_kind",
                    models.CharField(
                        choices=[
                            ("identity", "Identity card"),
                            ("passport", "Passport"),
                            ("hk_permit", "Travel permit for people from Hong Kong and Macao"),
                            ("hk_residence", "Residence permit for people from Hong Kong and Macao"),
                            ("tw_permit", "Travel permit for people from Taiwan"),
                            ("tw_residence", "Residence permit for people from Taiwan"),
                            ("foreign_card", "Permanent residence card of a foreigner"),
                            ("other", "Another document"),
                        ],
                        default="identity",
                        max_length=12,
                        verbose_name="kind of document",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("zh-hans", "Chinese"), ("en", "English")],
                        default="zh-hans",
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                (
                    "contact",
                    models.CharField(
                        choices=[
                            ("phone", "By phone"),
                            ("text", "By text"),
                            ("visit", "At the door"),
                            ("none", "Please do not"),
                        ],
                        default="phone",
                        max_length=5,
                        verbose_name="contact",
                    ),
                ),
                ("remarks", models.TextField(blank=True, verbose_name="remarks")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="in the register since"
                    ),
                ),
                ("anonymised_at", models.DateTimeField(editable=False, null=True, verbose_name="anonymised")),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="residents.resident",
                        verbose_name="merged into",
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
                "verbose_name": "historical resident",
                "verbose_name_plural": "historical residents",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalResident_tags",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "resident",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="residents.resident",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="residents.tag",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="residents.historicalresident",
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "HistoricalResident_tags",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ImportRow",
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
                        to="residents.registerimport",
                        verbose_name="import",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="import_rows",
                        to="residents.resident",
                    ),
                ),
            ],
            options={
                "verbose_name": "row of an import",
                "verbose_name_plural": "rows of imports",
                "ordering": ["pk"],
                "abstract": False,
                "indexes": [models.Index(fields=["run", "verdict"], name="residents_importrow_verdict")],
            },
        ),
        migrations.CreateModel(
            name="LoginMatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="matches",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="login",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="matches",
                        to="residents.resident",
                        verbose_name="resident",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name that was given")),
                ("last4", models.CharField(editable=False, help_text="A keyed hash.", max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting for staff"),
                            ("matched", "Matched"),
                            ("refused", "Not in the register"),
                            ("undone", "Undone"),
                        ],
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="settled")),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "login and resident",
                "verbose_name_plural": "logins and residents",
                "ordering": ["-asked_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["waiting", "matched"])),
                        fields=("user",),
                        name="residents_match_once_for_login",
                        violation_error_message="This login is matched, or waits for it, already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "matched")),
                        fields=("resident",),
                        name="residents_match_once_for_resident",
                        violation_error_message="This resident has a login already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "matched"), _negated=True), ("resident__isnull", False), _connector="OR"
                        ),
                        name="residents_match_has_resident",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Residence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="residences",
                        to="residents.resident",
                        verbose_name="resident",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="residences",
                        to="residents.household",
                        verbose_name="household",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("lives", "Lives here"), ("registered", "Is registered here")],
                        default="lives",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("head", "Head of household"),
                            ("spouse", "Spouse"),
                            ("child", "Child"),
                            ("parent", "Parent"),
                            ("sibling", "Brother or sister"),
                            ("grandchild", "Grandchild"),
                            ("grandparent", "Grandparent"),
                            ("child_in_law", "Son- or daughter-in-law"),
                            ("parent_in_law", "Father- or mother-in-law"),
                            ("relative", "Another relative"),
                            ("helper", "Helper in the house"),
                            ("tenant", "Tenant"),
                            ("other", "Other"),
                        ],
                        default="other",
                        max_length=15,
                        verbose_name="relation to the head",
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="from and until")),
            ],
            options={
                "verbose_name": "residence",
                "verbose_name_plural": "residences",
                "ordering": ["-during"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("kind", "lives")),
                        expressions=[
                            (
                                models.Func(
                                    models.F("resident_id"),
                                    models.F("resident_id"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            ("during", "&&"),
                        ],
                        name="residents_residence_one_home",
                        violation_error_message="A resident lives in one household at a time.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("kind", "registered")),
                        expressions=[
                            (
                                models.Func(
                                    models.F("resident_id"),
                                    models.F("resident_id"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            ("during", "&&"),
                        ],
                        name="residents_residence_one_register",
                        violation_error_message="A resident is registered in one household at a time.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("kind", "lives"), ("relation", "head")),
                        expressions=[
                            (
                                models.Func(
                                    models.F("household_id"),
                                    models.F("household_id"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            ("during", "&&"),
                        ],
                        name="residents_residence_one_head",
                        violation_error_message="A household has one head at a time.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("during__isempty", False), ("during__lower_inf", False)),
                        name="residents_residence_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reveal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reveals",
                        to="residents.resident",
                        verbose_name="resident",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        help_text="Empty: the person themselves.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who looked",
                    ),
                ),
                ("field", models.CharField(max_length=20, verbose_name="field")),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
            ],
            options={
                "verbose_name": "reveal",
                "verbose_name_plural": "reveals",
                "ordering": ["-at"],
                "indexes": [models.Index(fields=["by", "-at"], name="residents_reveal_by")],
            },
        ),
    ]
