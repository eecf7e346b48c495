"""What gifts and things need for their whole life: photos, values, consents, cash slips, batches, repairs, counts, the old list."""

from pathlib import Path

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import community.certificates.models
import community.photos
import community.workbooks.models
import community.workbooks.storage

APP = Path(__file__).resolve().parent.parent


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0015_official_seal"),
        ("donations", "0002_versions"),
        ("rooms", "0014_versions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                ("confirmed_at", models.DateTimeField(editable=False, null=True, verbose_name="counted again")),
            ],
            options={
                "verbose_name": "cash slip",
                "verbose_name_plural": "cash slips",
                "ordering": ["-counted_at", "-pk"],
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
                ("ready_at", models.DateTimeField(editable=False, null=True, verbose_name="ready")),
                ("file", models.CharField(blank=True, editable=False, max_length=40)),
            ],
            options={
                "verbose_name": "batch of certificates",
                "verbose_name_plural": "batches of certificates",
                "ordering": ["-made_at", "-pk"],
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
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="uploaded")),
                ("applied_at", models.DateTimeField(null=True, verbose_name="applied")),
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
            ],
            options={
                "verbose_name": "row of an import of gifts",
                "verbose_name_plural": "rows of imports of gifts",
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GiftPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
            name="Repair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fault", models.CharField(max_length=200, verbose_name="what is broken")),
                ("workshop", models.CharField(blank=True, max_length=100, verbose_name="who repairs it")),
                (
                    "began_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="began"),
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
            ],
            options={
                "verbose_name": "repair",
                "verbose_name_plural": "repairs",
                "ordering": ["-began_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="StockCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("found", models.PositiveIntegerField(verbose_name="found")),
                ("was_at", models.CharField(blank=True, max_length=130, verbose_name="should stand")),
                ("is_elsewhere", models.BooleanField(default=False, verbose_name="found elsewhere")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="when")),
            ],
            options={
                "verbose_name": "thing that was counted",
                "verbose_name_plural": "things that were counted",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="StockTake",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "began_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="began"),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True, verbose_name="ended")),
                ("expected", models.PositiveIntegerField(default=0, editable=False, verbose_name="expected")),
                ("missing", models.PositiveIntegerField(default=0, editable=False, verbose_name="missing")),
            ],
            options={
                "verbose_name": "stock-taking",
                "verbose_name_plural": "stock-takings",
                "ordering": ["-began_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="UseConsent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("use", models.CharField(max_length=100, verbose_name="other use")),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="asked"),
                ),
                ("said_yes", models.BooleanField(editable=False, null=True, verbose_name="the giver says yes")),
                ("how", models.CharField(blank=True, max_length=60, verbose_name="how the giver said so")),
                ("answered_at", models.DateTimeField(editable=False, null=True, verbose_name="answered")),
            ],
            options={
                "verbose_name": "consent to another use",
                "verbose_name_plural": "consents to other uses",
                "ordering": ["-asked_at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="donor",
            name="merged_into",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="donations.donor",
                verbose_name="merged into",
            ),
        ),
        migrations.AddField(
            model_name="gift",
            name="paper_number",
            field=models.CharField(
                blank=True, editable=False, max_length=40, verbose_name="number of the old paper list"
            ),
        ),
        migrations.AddField(
            model_name="gift",
            name="prints_value",
            field=models.BooleanField(default=False, verbose_name="the giver wishes the value printed"),
        ),
        migrations.AddField(
            model_name="gift",
            name="value",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                max_digits=11,
                null=True,
                validators=[django.core.validators.MinValueValidator(0)],
                verbose_name="value, in yuan",
            ),
        ),
        migrations.AddField(
            model_name="gift",
            name="valued_by",
            field=models.CharField(blank=True, max_length=60, verbose_name="valued by"),
        ),
        migrations.AddField(
            model_name="gift",
            name="valued_how",
            field=models.CharField(blank=True, max_length=100, verbose_name="valued how"),
        ),
        migrations.AddField(
            model_name="historicaldonor",
            name="merged_into",
            field=models.ForeignKey(
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
        migrations.AddField(
            model_name="historicalgift",
            name="paper_number",
            field=models.CharField(
                blank=True, editable=False, max_length=40, verbose_name="number of the old paper list"
            ),
        ),
        migrations.AddField(
            model_name="historicalgift",
            name="prints_value",
            field=models.BooleanField(default=False, verbose_name="the giver wishes the value printed"),
        ),
        migrations.AddField(
            model_name="historicalgift",
            name="value",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                max_digits=11,
                null=True,
                validators=[django.core.validators.MinValueValidator(0)],
                verbose_name="value, in yuan",
            ),
        ),
        migrations.AddField(
            model_name="historicalgift",
            name="valued_by",
            field=models.CharField(blank=True, max_length=60, verbose_name="valued by"),
        ),
        migrations.AddField(
            model_name="historicalgift",
            name="valued_how",
            field=models.CharField(blank=True, max_length=100, verbose_name="valued how"),
        ),
        migrations.AddField(
            model_name="item",
            name="photo",
            field=community.photos.PhotoField(blank=True, upload_to="private/things", verbose_name="photo"),
        ),
        migrations.AddField(
            model_name="placement",
            name="use",
            field=models.CharField(
                blank=True,
                help_text="Of a gift that is bound: the giver's, or agreed.",
                max_length=100,
                verbose_name="for which use",
            ),
        ),
        migrations.AlterField(
            model_name="historicalitem",
            name="state",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="item",
            name="state",
            field=models.CharField(
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
        migrations.AddIndex(
            model_name="gift",
            index=models.Index(
                condition=models.Q(("state", "offered")), fields=["-offered_at"], name="donations_gift_open"
            ),
        ),
        migrations.AddIndex(
            model_name="placement",
            index=models.Index(
                condition=models.Q(("during__endswith__isnull", True)), fields=["room"], name="donations_placement_now"
            ),
        ),
        migrations.AddConstraint(
            model_name="gift",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="gift",
            constraint=models.UniqueConstraint(
                condition=models.Q(("paper_number", ""), _negated=True),
                fields=("paper_number",),
                name="donations_gift_paper_number_once",
                violation_error_message="This number of the paper list is another gift's.",
            ),
        ),
        migrations.AddField(
            model_name="cashslip",
            name="confirmed_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="cashslip",
            name="counted_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="cashslip",
            name="gift",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="slip",
                to="donations.gift",
                verbose_name="gift",
            ),
        ),
        migrations.AddField(
            model_name="certificatebatch",
            name="certificates",
            field=models.ManyToManyField(related_name="+", to="community.certificate", verbose_name="certificates"),
        ),
        migrations.AddField(
            model_name="certificatebatch",
            name="gifts",
            field=models.ManyToManyField(related_name="batches", to="donations.gift", verbose_name="gifts"),
        ),
        migrations.AddField(
            model_name="certificatebatch",
            name="made_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="giftimport",
            name="applied_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="applied by",
            ),
        ),
        migrations.AddField(
            model_name="giftimport",
            name="undone_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="undone by",
            ),
        ),
        migrations.AddField(
            model_name="giftimport",
            name="uploaded_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="uploaded by",
            ),
        ),
        migrations.AddField(
            model_name="giftimportrow",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rows",
                to="donations.giftimport",
                verbose_name="import",
            ),
        ),
        migrations.AddField(
            model_name="giftphoto",
            name="gift",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="photos", to="donations.gift"
            ),
        ),
        migrations.AddField(
            model_name="repair",
            name="began_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="repair",
            name="ended_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="repair",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="repairs",
                to="donations.item",
                verbose_name="thing",
            ),
        ),
        migrations.AddField(
            model_name="stockcount",
            name="by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="stockcount",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="donations.item", verbose_name="thing"
            ),
        ),
        migrations.AddField(
            model_name="stocktake",
            name="began_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="stocktake",
            name="ended_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="stocktake",
            name="room",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="rooms.room", verbose_name="room"
            ),
        ),
        migrations.AddField(
            model_name="stockcount",
            name="take",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="counts", to="donations.stocktake"
            ),
        ),
        migrations.AddField(
            model_name="useconsent",
            name="asked_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="useconsent",
            name="gift",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="consents",
                to="donations.gift",
                verbose_name="gift",
            ),
        ),
        migrations.AddField(
            model_name="useconsent",
            name="recorded_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="cashslip",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="donations_slip_amount"),
        ),
        migrations.AddConstraint(
            model_name="cashslip",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_by", None),
                    ("counted_by", None),
                    models.Q(("confirmed_by", models.F("counted_by")), _negated=True),
                    _connector="OR",
                ),
                name="donations_slip_counted_by_two",
                violation_error_message="Two people count cash.",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificatebatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("file", ""), ("state", "done"), _connector="OR"),
                name="donations_batch_file_when_done",
            ),
        ),
        migrations.AddConstraint(
            model_name="repair",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("item",),
                name="donations_repair_one_at_a_time",
                violation_error_message="This thing is in repair already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="repair",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cost", None), ("ended_at", None)),
                    models.Q(("cost__gte", 0), ("cost__isnull", False), ("ended_at__isnull", False)),
                    _connector="OR",
                ),
                name="donations_repair_cost_when_done",
                violation_error_message="A repair that is done has a cost, nought or more.",
            ),
        ),
        migrations.AddConstraint(
            model_name="stocktake",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("room",),
                name="donations_stock_take_one_a_room",
                violation_error_message="This room is being counted already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="stockcount",
            constraint=models.UniqueConstraint(fields=("take", "item"), name="donations_stock_count_once"),
        ),
        migrations.AddConstraint(
            model_name="useconsent",
            constraint=models.UniqueConstraint(
                fields=("gift", "use"),
                name="donations_consent_asked_once",
                violation_error_message="The giver was asked about this use already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="useconsent",
            constraint=models.CheckConstraint(
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
        ),
        migrations.RunSQL(
            (APP / "life.sql").read_text(encoding="utf-8"), (APP / "life_undo.sql").read_text(encoding="utf-8")
        ),
    ]
