"""Gifts, things, where they stand, thanks."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import community.certificates.models
import community.photos
import community.workbooks.models
import community.workbooks.storage
import donations.models.items
import donations.names


class Migration(migrations.Migration):
    replaces = [("donations", "0001_gifts_and_things"), ("donations", "0002_versions")]

    initial = True

    dependencies = [
        ("community", "0001_initial"),
        ("residents", "0001_initial"),
        ("rooms", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Donor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "a person"),
                            ("company", "a company or shop"),
                            ("group", "a group"),
                            ("unnamed", "somebody who stays unnamed"),
                        ],
                        default="person",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True, max_length=60, validators=[donations.names.check_name], verbose_name="name"
                    ),
                ),
                (
                    "credit_code",
                    models.CharField(
                        blank=True,
                        max_length=18,
                        validators=[donations.names.check_credit_code],
                        verbose_name="unified social credit code",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="donors",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="login",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="residents.resident",
                        verbose_name="child who gives",
                    ),
                ),
                ("nameless_at", models.DateTimeField(editable=False, null=True, verbose_name="without a name since")),
                (
                    "merged_into",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="donations.donor",
                        verbose_name="merged into",
                    ),
                ),
            ],
            options={
                "verbose_name": "donor",
                "verbose_name_plural": "donors",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nameless_at", None), models.Q(("credit_code", ""), ("name", "")), _connector="OR"
                        ),
                        name="donations_donor_nameless",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            ("kind", "unnamed"),
                            ("nameless_at__isnull", False),
                            _connector="OR",
                        ),
                        name="donations_donor_named",
                        violation_error_message="Please say who gives, or that they stay unnamed.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GiftImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=12, verbose_name="what it holds")),
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
            ],
            options={
                "verbose_name": "import of old gifts",
                "verbose_name_plural": "imports of old gifts",
                "ordering": ["-uploaded_at"],
                "permissions": [("import_gifts", "Can import the old list of gifts")],
                "abstract": False,
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="GiftImportRow",
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
                        to="donations.giftimport",
                        verbose_name="import",
                    ),
                ),
            ],
            options={
                "verbose_name": "row of an import of gifts",
                "verbose_name_plural": "rows of imports of gifts",
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HistoricalDonor",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "a person"),
                            ("company", "a company or shop"),
                            ("group", "a group"),
                            ("unnamed", "somebody who stays unnamed"),
                        ],
                        default="person",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True, max_length=60, validators=[donations.names.check_name], verbose_name="name"
                    ),
                ),
                (
                    "credit_code",
                    models.CharField(
                        blank=True,
                        max_length=18,
                        validators=[donations.names.check_credit_code],
                        verbose_name="unified social credit code",
                    ),
                ),
                ("nameless_at", models.DateTimeField(editable=False, null=True, verbose_name="without a name since")),
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
                        verbose_name="child who gives",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="donations.donor",
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
                "verbose_name": "historical donor",
                "verbose_name_plural": "historical donors",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalGift",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "Offered"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="offered",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("wished_use", models.CharField(blank=True, max_length=100, verbose_name="what it is meant for")),
                ("use_binds", models.BooleanField(default=False, verbose_name="only for this use")),
                (
                    "publicity",
                    models.CharField(
                        choices=[
                            ("full", "my full name"),
                            ("family", "my family name"),
                            ("neighbour", "“a neighbour”"),
                            ("nothing", "nothing at all"),
                        ],
                        default="full",
                        max_length=10,
                        verbose_name="what others may read of you",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=11,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0.01)],
                        verbose_name="amount of money, in yuan",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=11,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="value, in yuan",
                    ),
                ),
                ("valued_by", models.CharField(blank=True, max_length=60, verbose_name="valued by")),
                ("valued_how", models.CharField(blank=True, max_length=100, verbose_name="valued how")),
                ("prints_value", models.BooleanField(default=False, verbose_name="the giver wishes the value printed")),
                (
                    "paper_number",
                    models.CharField(
                        blank=True, editable=False, max_length=40, verbose_name="number of the old paper list"
                    ),
                ),
                ("story", models.TextField(blank=True, max_length=500, verbose_name="its story")),
                (
                    "offered_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="offered"),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="decided")),
                (
                    "decline_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unsafe", "a toy without the 3C mark, or otherwise not safe"),
                            ("spoiled", "damaged or out of date"),
                            ("conditions", "conditions that we cannot keep"),
                            ("no_room", "no room for it at present"),
                        ],
                        editable=False,
                        max_length=12,
                        verbose_name="why not",
                    ),
                ),
                (
                    "letter",
                    models.TextField(blank=True, editable=False, max_length=500, verbose_name="words to the giver"),
                ),
                (
                    "offered_by",
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
                    "decided_by",
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
                "verbose_name": "historical gift",
                "verbose_name_plural": "historical gifts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="StockTake",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="rooms.room",
                        verbose_name="room",
                    ),
                ),
                (
                    "began_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="began"),
                ),
                (
                    "began_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True, verbose_name="ended")),
                (
                    "ended_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("expected", models.PositiveIntegerField(default=0, editable=False, verbose_name="expected")),
                ("missing", models.PositiveIntegerField(default=0, editable=False, verbose_name="missing")),
            ],
            options={
                "verbose_name": "stock-taking",
                "verbose_name_plural": "stock-takings",
                "ordering": ["-began_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("room",),
                        name="donations_stock_take_one_a_room",
                        violation_error_message="This room is being counted already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CashSlip",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "number",
                    community.certificates.models.GivenNumber(
                        default="", editable=False, max_length=20, unique=True, verbose_name="number"
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=11, verbose_name="counted, in yuan")),
                (
                    "counted_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="counted"),
                ),
                (
                    "counted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("confirmed_at", models.DateTimeField(editable=False, null=True, verbose_name="counted again")),
                (
                    "confirmed_by",
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
                "verbose_name": "cash slip",
                "verbose_name_plural": "cash slips",
                "ordering": ["-counted_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="donations_slip_amount"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by", None),
                            ("counted_by", None),
                            models.Q(("confirmed_by", models.F("counted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="donations_slip_counted_by_two",
                        violation_error_message="Two people count cash.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CertificateBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("one_each", models.BooleanField(default=False, verbose_name="each giver gets one of their own")),
                ("leaves_space", models.BooleanField(default=False, verbose_name="leaves a space for the brush")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "not issued yet"),
                            ("waiting", "waits for the worker"),
                            ("working", "being issued and drawn"),
                            ("done", "ready to print"),
                            ("refused", "refused: nothing was issued"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("message", models.CharField(blank=True, editable=False, max_length=500, verbose_name="message")),
                ("done", models.PositiveIntegerField(default=0, editable=False, verbose_name="done")),
                ("total", models.PositiveIntegerField(default=0, editable=False, verbose_name="total")),
                ("progress_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="made"),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ready_at", models.DateTimeField(editable=False, null=True, verbose_name="ready")),
                ("file", models.CharField(blank=True, editable=False, max_length=40)),
                (
                    "certificates",
                    models.ManyToManyField(related_name="+", to="community.certificate", verbose_name="certificates"),
                ),
            ],
            options={
                "verbose_name": "batch of certificates",
                "verbose_name_plural": "batches of certificates",
                "ordering": ["-made_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("file", ""), ("state", "done"), _connector="OR"),
                        name="donations_batch_file_when_done",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Gift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "Offered"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="offered",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("wished_use", models.CharField(blank=True, max_length=100, verbose_name="what it is meant for")),
                ("use_binds", models.BooleanField(default=False, verbose_name="only for this use")),
                (
                    "publicity",
                    models.CharField(
                        choices=[
                            ("full", "my full name"),
                            ("family", "my family name"),
                            ("neighbour", "“a neighbour”"),
                            ("nothing", "nothing at all"),
                        ],
                        default="full",
                        max_length=10,
                        verbose_name="what others may read of you",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=11,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0.01)],
                        verbose_name="amount of money, in yuan",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=11,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="value, in yuan",
                    ),
                ),
                ("valued_by", models.CharField(blank=True, max_length=60, verbose_name="valued by")),
                ("valued_how", models.CharField(blank=True, max_length=100, verbose_name="valued how")),
                ("prints_value", models.BooleanField(default=False, verbose_name="the giver wishes the value printed")),
                (
                    "paper_number",
                    models.CharField(
                        blank=True, editable=False, max_length=40, verbose_name="number of the old paper list"
                    ),
                ),
                ("story", models.TextField(blank=True, max_length=500, verbose_name="its story")),
                (
                    "offered_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="offered"),
                ),
                (
                    "offered_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="decided")),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decline_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unsafe", "a toy without the 3C mark, or otherwise not safe"),
                            ("spoiled", "damaged or out of date"),
                            ("conditions", "conditions that we cannot keep"),
                            ("no_room", "no room for it at present"),
                        ],
                        editable=False,
                        max_length=12,
                        verbose_name="why not",
                    ),
                ),
                (
                    "letter",
                    models.TextField(blank=True, editable=False, max_length=500, verbose_name="words to the giver"),
                ),
            ],
            options={
                "verbose_name": "gift",
                "verbose_name_plural": "gifts",
                "ordering": ["-offered_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "accepted")),
                        fields=["-decided_at", "-id"],
                        name="donations_gift_wall",
                    ),
                    models.Index(
                        condition=models.Q(("state", "offered")), fields=["-offered_at"], name="donations_gift_open"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount", None), ("amount__gt", 0), _connector="OR"),
                        name="donations_gift_amount_positive",
                        violation_error_message="An amount is more than nothing.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["offered", "withdrawn"]), ("decided_at__isnull", False), _connector="OR"
                        ),
                        name="donations_gift_decided_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value", None),
                            models.Q(
                                ("value__gte", 0),
                                models.Q(("valued_by", ""), _negated=True),
                                models.Q(("valued_how", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="donations_gift_value_has_a_source",
                        violation_error_message="A value is nought or more, and says by whom and how it was found.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("paper_number", ""), _negated=True),
                        fields=("paper_number",),
                        name="donations_gift_paper_number_once",
                        violation_error_message="This number of the paper list is another gift's.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GiftLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "gift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="donations.gift"
                    ),
                ),
                ("what", models.CharField(max_length=60, verbose_name="what")),
                (
                    "count",
                    models.PositiveIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="how many"
                    ),
                ),
                ("unit", models.CharField(default="件", max_length=6, verbose_name="counted in")),
                (
                    "condition",
                    models.CharField(
                        choices=[("new", "new"), ("good", "used, in good order"), ("repair", "needs a repair")],
                        default="good",
                        max_length=10,
                        verbose_name="condition",
                    ),
                ),
                (
                    "accepted",
                    models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name="accepted"),
                ),
            ],
            options={
                "verbose_name": "things in a gift",
                "verbose_name_plural": "things in a gift",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("count__gt", 0)),
                        name="donations_line_counts",
                        violation_error_message="One thing at least is given.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("accepted", None), ("accepted__lte", models.F("count")), _connector="OR"),
                        name="donations_line_accepts_at_most_all",
                        violation_error_message="More was accepted than offered.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GiftPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "gift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="photos", to="donations.gift"
                    ),
                ),
                ("photo", community.photos.PhotoField(upload_to="private/gifts", verbose_name="photo")),
                (
                    "added_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="added"),
                ),
            ],
            options={
                "verbose_name": "photo of a gift",
                "verbose_name_plural": "photos of gifts",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Giver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "gift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="givers", to="donations.gift"
                    ),
                ),
                (
                    "donor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="given",
                        to="donations.donor",
                        verbose_name="donor",
                    ),
                ),
                (
                    "certificate",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="givers",
                        to="community.certificate",
                        verbose_name="certificate",
                    ),
                ),
            ],
            options={
                "verbose_name": "giver",
                "verbose_name_plural": "givers",
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("gift", "donor"), name="donations_giver_once")],
            },
        ),
        migrations.CreateModel(
            name="HistoricalItem",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(editable=False, verbose_name="position")),
                (
                    "code",
                    models.CharField(
                        db_index=True, default=donations.models.items.item_code, editable=False, max_length=8
                    ),
                ),
                ("what", models.CharField(max_length=60, verbose_name="what")),
                ("count", models.PositiveIntegerField(verbose_name="how many")),
                ("unit", models.CharField(max_length=6, verbose_name="counted in")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("in_store", "in store"),
                            ("in_use", "in use"),
                            ("lent", "lent"),
                            ("in_repair", "in repair"),
                            ("missing", "missing"),
                            ("retired", "retired"),
                        ],
                        default="in_store",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "retire_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="why it is retired"),
                ),
                ("retired_at", models.DateTimeField(editable=False, null=True, verbose_name="retired")),
                (
                    "gift",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="donations.gift",
                        verbose_name="gift",
                    ),
                ),
                (
                    "retire_asked_by",
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
                    "retired_by",
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
                "verbose_name": "historical thing",
                "verbose_name_plural": "historical things",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "gift",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="donations.gift",
                        verbose_name="gift",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(editable=False, verbose_name="position")),
                (
                    "code",
                    models.CharField(
                        default=donations.models.items.item_code, editable=False, max_length=8, unique=True
                    ),
                ),
                ("what", models.CharField(max_length=60, verbose_name="what")),
                ("count", models.PositiveIntegerField(verbose_name="how many")),
                ("unit", models.CharField(max_length=6, verbose_name="counted in")),
                ("photo", community.photos.PhotoField(blank=True, upload_to="private/things", verbose_name="photo")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("in_store", "in store"),
                            ("in_use", "in use"),
                            ("lent", "lent"),
                            ("in_repair", "in repair"),
                            ("missing", "missing"),
                            ("retired", "retired"),
                        ],
                        default="in_store",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "retire_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="why it is retired"),
                ),
                (
                    "retire_asked_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "retired_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("retired_at", models.DateTimeField(editable=False, null=True, verbose_name="retired")),
            ],
            options={
                "verbose_name": "thing",
                "verbose_name_plural": "things",
                "ordering": ["-gift", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("gift", "position"), name="donations_item_position_once"),
                    models.CheckConstraint(condition=models.Q(("count__gt", 0)), name="donations_item_counts"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("retired_at", None), models.Q(("state", "retired"), _negated=True)),
                            models.Q(
                                ("retired_at__isnull", False),
                                ("state", "retired"),
                                models.Q(("retire_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="donations_item_retired_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("retired_by", None),
                            ("retire_asked_by", None),
                            models.Q(("retired_by", models.F("retire_asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="donations_item_retired_by_two",
                        violation_error_message="Two people sign that a thing is retired.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Loan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="loans",
                        to="donations.item",
                        verbose_name="thing",
                    ),
                ),
                (
                    "borrower",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="loans",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="borrower",
                    ),
                ),
                ("count", models.PositiveIntegerField(default=1, verbose_name="how many")),
                ("lent_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lent")),
                ("due_on", models.DateField(verbose_name="due")),
                ("returned_at", models.DateTimeField(blank=True, null=True, verbose_name="returned")),
                ("reminded_at", models.DateTimeField(editable=False, null=True)),
                (
                    "lent_by",
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
                "verbose_name": "loan",
                "verbose_name_plural": "loans",
                "ordering": ["-lent_at"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("returned_at", None)), fields=["due_on"], name="donations_loan_due"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("count__gt", 0)), name="donations_loan_counts")
                ],
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="placements",
                        to="donations.item",
                        verbose_name="thing",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="rooms.room",
                        verbose_name="room",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=60, verbose_name="shelf, or another place")),
                (
                    "use",
                    models.CharField(
                        blank=True,
                        help_text="Of a gift that is bound: the giver's, or agreed.",
                        max_length=100,
                        verbose_name="for which use",
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField(verbose_name="during")),
                (
                    "placed_by",
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
                "verbose_name": "place of a thing",
                "verbose_name_plural": "places of things",
                "indexes": [
                    models.Index(
                        condition=models.Q(("during__endswith__isnull", True)),
                        fields=["room"],
                        name="donations_placement_now",
                    )
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("item"), models.F("item"), models.Value("[]"), function="int8range"
                                ),
                                "&&",
                            ),
                            ("during", "&&"),
                        ],
                        name="donations_item_in_one_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("room__isnull", False), models.Q(("place", ""), _negated=True), _connector="OR"
                        ),
                        name="donations_placement_somewhere",
                        violation_error_message="Please say where the thing stands.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Repair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repairs",
                        to="donations.item",
                        verbose_name="thing",
                    ),
                ),
                ("fault", models.CharField(max_length=200, verbose_name="what is broken")),
                ("workshop", models.CharField(blank=True, max_length=100, verbose_name="who repairs it")),
                (
                    "began_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="began"),
                ),
                (
                    "began_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "cost",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=9,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="cost, in yuan",
                    ),
                ),
                ("outcome", models.CharField(blank=True, max_length=200, verbose_name="what was done")),
                ("ended_at", models.DateTimeField(editable=False, null=True, verbose_name="ended")),
                (
                    "ended_by",
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
                "verbose_name": "repair",
                "verbose_name_plural": "repairs",
                "ordering": ["-began_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("item",),
                        name="donations_repair_one_at_a_time",
                        violation_error_message="This thing is in repair already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cost", None), ("ended_at", None)),
                            models.Q(("cost__gte", 0), ("cost__isnull", False), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="donations_repair_cost_when_done",
                        violation_error_message="A repair that is done has a cost, nought or more.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StockCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "take",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="counts", to="donations.stocktake"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="donations.item",
                        verbose_name="thing",
                    ),
                ),
                ("found", models.PositiveIntegerField(verbose_name="found")),
                ("was_at", models.CharField(blank=True, max_length=130, verbose_name="should stand")),
                ("is_elsewhere", models.BooleanField(default=False, verbose_name="found elsewhere")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="when")),
                (
                    "by",
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
                "verbose_name": "thing that was counted",
                "verbose_name_plural": "things that were counted",
                "ordering": ["-at", "-pk"],
                "constraints": [models.UniqueConstraint(fields=("take", "item"), name="donations_stock_count_once")],
            },
        ),
        migrations.CreateModel(
            name="UseConsent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "gift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="donations.gift",
                        verbose_name="gift",
                    ),
                ),
                ("use", models.CharField(max_length=100, verbose_name="other use")),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="asked"),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("said_yes", models.BooleanField(editable=False, null=True, verbose_name="the giver says yes")),
                ("how", models.CharField(blank=True, max_length=60, verbose_name="how the giver said so")),
                ("answered_at", models.DateTimeField(editable=False, null=True, verbose_name="answered")),
                (
                    "recorded_by",
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
                "verbose_name": "consent to another use",
                "verbose_name_plural": "consents to other uses",
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("gift", "use"),
                        name="donations_consent_asked_once",
                        violation_error_message="The giver was asked about this use already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("said_yes", None)),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("said_yes__isnull", False),
                                models.Q(("how", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="donations_consent_says_how",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="CashSlip",
            name="gift",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="slip",
                to="donations.gift",
                verbose_name="gift",
            ),
        ),
        migrations.AddField(
            model_name="CertificateBatch",
            name="gifts",
            field=models.ManyToManyField(related_name="batches", to="donations.gift", verbose_name="gifts"),
        ),
        migrations.AddField(
            model_name="Gift",
            name="donors",
            field=models.ManyToManyField(
                related_name="gifts", through="donations.Giver", to="donations.donor", verbose_name="givers"
            ),
        ),
    ]
