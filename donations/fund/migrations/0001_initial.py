"""The book of the public-service fund."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import community.workbooks.storage
import donations.fund.models.vouchers


class Migration(migrations.Migration):
    replaces = [
        ("fund", "0001_tables"),
        ("fund", "0002_book"),
        ("fund", "0003_periods"),
        ("fund", "0004_only_added"),
        ("fund", "0005_month_sums"),
    ]

    initial = True

    dependencies = [
        ("community", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        help_text="Short, such as CITY or 5001; it stands in the published book and never changes.",
                        max_length=12,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z0-9-]+\\Z", "Capital letters, digits and hyphens only."
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=120, verbose_name="name in English")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("held", "money that the sub-district holds"),
                            ("petty", "petty cash"),
                            ("source", "where money comes from"),
                            ("expense", "what money is spent on"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                (
                    "bound_to",
                    models.ForeignKey(
                        blank=True,
                        help_text="The one kind of expense that whoever gave this money wants it spent on.",
                        limit_choices_to={"kind": "expense"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="fund.account",
                        verbose_name="bound to",
                    ),
                ),
                ("is_open", models.BooleanField(default=True, verbose_name="in use")),
            ],
            options={
                "verbose_name": "account",
                "verbose_name_plural": "accounts",
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("bound_to", None), ("kind", "source"), _connector="OR"),
                        name="fund_account_bound_is_source",
                        violation_error_message="Only a source of money can be bound to a purpose.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[A-Z0-9-]+$")), name="fund_account_code"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Balance",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="balance",
                        serialize=False,
                        to="fund.account",
                    ),
                ),
                ("fen", models.BigIntegerField(default=0, verbose_name="balance")),
            ],
            options={
                "verbose_name": "balance",
                "verbose_name_plural": "balances",
            },
        ),
        migrations.CreateModel(
            name="FundExport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("with_receipts", models.BooleanField(verbose_name="with receipts")),
                (
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="taken by",
                    ),
                ),
                ("taken_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="taken")),
            ],
            options={
                "verbose_name": "export of the book",
                "verbose_name_plural": "exports of the book",
                "ordering": ["-taken_at"],
                "permissions": [("take_fundexport", "Can take the book and its receipts away")],
            },
        ),
        migrations.CreateModel(
            name="FundMonth",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2000),
                            django.core.validators.MaxValueValidator(2999),
                        ],
                        verbose_name="year",
                    ),
                ),
                (
                    "month",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="month",
                    ),
                ),
                ("last_number", models.BigIntegerField(editable=False, verbose_name="number of the last entry")),
                ("root", models.CharField(editable=False, max_length=64, verbose_name="root")),
                ("closing", models.BigIntegerField(editable=False, verbose_name="closing balance in fen")),
                (
                    "frozen_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="frozen by",
                    ),
                ),
                (
                    "frozen_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="frozen"),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
                ("published_at", models.DateTimeField(editable=False, null=True, verbose_name="published")),
            ],
            options={
                "verbose_name": "month",
                "verbose_name_plural": "months",
                "ordering": ["-year", "-month"],
                "permissions": [("publish_fundmonth", "Can publish months of the fund")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("year", "month"),
                        name="fund_month_once",
                        violation_error_message="This month was frozen already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__gte", 1), ("month__lte", 12)), name="fund_month_of_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_by", None),
                            models.Q(("published_by", models.F("frozen_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="fund_month_two_people",
                        violation_error_message="Another person must publish it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at", None), ("published_by", None)),
                            models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="fund_month_published_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChainCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "checked_at",
                    models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="checked"),
                ),
                ("entries", models.BigIntegerField(verbose_name="entries")),
                ("first_broken", models.BigIntegerField(null=True, verbose_name="first entry that differs")),
                (
                    "lost_month",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="fund.fundmonth",
                        verbose_name="first month whose root the book lost",
                    ),
                ),
                ("sums_agree", models.BooleanField(default=True, verbose_name="sums agree with the lines")),
            ],
            options={
                "verbose_name": "check of the chain",
                "verbose_name_plural": "checks of the chain",
                "ordering": ["-checked_at"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAccount",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        db_index=True,
                        help_text="Short, such as CITY or 5001; it stands in the published book and never changes.",
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z0-9-]+\\Z", "Capital letters, digits and hyphens only."
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=120, verbose_name="name in English")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("held", "money that the sub-district holds"),
                            ("petty", "petty cash"),
                            ("source", "where money comes from"),
                            ("expense", "what money is spent on"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("is_open", models.BooleanField(default=True, verbose_name="in use")),
                (
                    "bound_to",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The one kind of expense that whoever gave this money wants it spent on.",
                        limit_choices_to={"kind": "expense"},
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="fund.account",
                        verbose_name="bound to",
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
                "verbose_name": "historical account",
                "verbose_name_plural": "historical accounts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="MonthSum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_day", models.DateField(verbose_name="first day of the month")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="months",
                        to="fund.account",
                        verbose_name="account",
                    ),
                ),
                ("fen", models.BigIntegerField(verbose_name="sum in fen")),
            ],
            options={
                "verbose_name": "sum of a month",
                "verbose_name_plural": "sums of months",
                "ordering": ["first_day", "account_id"],
                "constraints": [models.UniqueConstraint(fields=("first_day", "account"), name="fund_month_sum_once")],
            },
        ),
        migrations.CreateModel(
            name="YearClose",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        unique=True,
                        validators=[
                            django.core.validators.MinValueValidator(2000),
                            django.core.validators.MaxValueValidator(2999),
                        ],
                        verbose_name="year",
                    ),
                ),
                ("brought_forward", models.BigIntegerField(editable=False, verbose_name="brought forward in fen")),
                (
                    "closed_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="closed by",
                    ),
                ),
                (
                    "closed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="closed"),
                ),
            ],
            options={
                "verbose_name": "closed year",
                "verbose_name_plural": "closed years",
                "ordering": ["-year"],
            },
        ),
        migrations.CreateModel(
            name="FundEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("happened_on", models.DateField(db_index=True, verbose_name="day")),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="recorded")),
                ("words", models.CharField(max_length=200, verbose_name="what it is")),
                ("receipt_sha256", models.CharField(blank=True, max_length=64)),
                (
                    "reverses",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="fund.fundentry",
                        verbose_name="undoes",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry",
                "verbose_name_plural": "entries",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words__regex", "[\\r\\n\\t]"), _negated=True),
                        name="fund_entry_words_one_line",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FundLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="fund.fundentry"
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="fund.account"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="spent", to="fund.account"
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="sum in fen")),
            ],
            options={
                "verbose_name": "line",
                "verbose_name_plural": "lines",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount", 0), _negated=True), name="fund_line_amount")
                ],
            },
        ),
        migrations.CreateModel(
            name="FundVoucher",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("income", "income"),
                            ("expense", "expense"),
                            ("transfer", "between money accounts"),
                            ("reversal", "undoes an entry"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "waits for the second signature"),
                            ("posted", "in the book"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("happened_on", models.DateField(help_text="When the money moved.", verbose_name="day")),
                (
                    "amount",
                    models.BigIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100000000000),
                        ],
                        verbose_name="sum in fen",
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        help_text="Stands in the book for everybody to read; name no private person.",
                        max_length=200,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[^\\r\\n\\t]*\\Z", "One line without tabs, please."
                            ),
                            django.core.validators.RegexValidator(
                                "(?<!\\d)(1\\d{10}|\\d{17}[\\dXx])(?!\\d)",
                                "This looks like a phone or identity number. Everybody reads the book: please leave it out.",
                                inverse_match=True,
                            ),
                        ],
                        verbose_name="what it is",
                    ),
                ),
                (
                    "money",
                    models.ForeignKey(
                        limit_choices_to={"kind__in": ["held", "petty"]},
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="fund.account",
                        verbose_name="money account",
                    ),
                ),
                (
                    "other_money",
                    models.ForeignKey(
                        blank=True,
                        limit_choices_to={"kind__in": ["held", "petty"]},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="fund.account",
                        verbose_name="to which money account",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        limit_choices_to={"kind": "source"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="fund.account",
                        verbose_name="source",
                    ),
                ),
                (
                    "expense",
                    models.ForeignKey(
                        blank=True,
                        limit_choices_to={"kind": "expense"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="fund.account",
                        verbose_name="kind of expense",
                    ),
                ),
                (
                    "reverses",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversal_vouchers",
                        to="fund.fundentry",
                        verbose_name="undoes",
                    ),
                ),
                (
                    "payee",
                    models.CharField(
                        blank=True,
                        help_text="A firm or a person; kept for the auditor, never published.",
                        max_length=100,
                        verbose_name="payee or payer",
                    ),
                ),
                (
                    "payee_login",
                    models.ForeignKey(
                        blank=True,
                        help_text="Where the payee has one: they cannot sign for themselves.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="payee's login",
                    ),
                ),
                (
                    "receipt",
                    models.FileField(
                        blank=True,
                        storage=community.workbooks.storage.sealed_storage,
                        upload_to=donations.fund.models.vouchers.receipt_path,
                        verbose_name="receipt",
                    ),
                ),
                (
                    "receipt_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("photo", "photo"),
                            ("pdf", "electronic invoice, PDF"),
                            ("ofd", "electronic invoice, OFD"),
                        ],
                        editable=False,
                        max_length=5,
                    ),
                ),
                ("receipt_sha256", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "invoice_number",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator("^[0-9A-Z]*\\Z", "Digits and capital letters only.")
                        ],
                        verbose_name="invoice number",
                    ),
                ),
                (
                    "about_label",
                    models.CharField(
                        blank=True,
                        max_length=60,
                        validators=[
                            django.core.validators.RegexValidator("^[^\\r\\n\\t]*\\Z", "One line without tabs, please.")
                        ],
                        verbose_name="paid for",
                    ),
                ),
                (
                    "about_path",
                    models.CharField(
                        blank=True,
                        help_text="A class, a gift, a repair that was paid from it; readers are led there.",
                        max_length=200,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(/[^/\\\\\\s][^\\\\\\s]*)?\\Z", "A path of this portal, such as /classes/3/."
                            )
                        ],
                        verbose_name="page of the portal",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="drafted by",
                    ),
                ),
                (
                    "drafted_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="drafted"),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="signed by",
                    ),
                ),
                ("signed_at", models.DateTimeField(editable=False, null=True, verbose_name="signed")),
            ],
            options={
                "verbose_name": "voucher",
                "verbose_name_plural": "vouchers",
                "ordering": ["-happened_on", "-pk"],
                "permissions": [("sign_fundvoucher", "Can sign vouchers into the book")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="fund_voucher_amount"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_by", None),
                            models.Q(("signed_by", models.F("drafted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="fund_voucher_two_people",
                        violation_error_message="The second signature must be another person's.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_by", None),
                            ("payee_login", None),
                            models.Q(("signed_by", models.F("payee_login")), _negated=True),
                            _connector="OR",
                        ),
                        name="fund_voucher_not_the_payee",
                        violation_error_message="Nobody signs for money that they get.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed_at__isnull", False), ("signed_by__isnull", False), ("state", "posted")),
                            models.Q(
                                models.Q(("state", "posted"), _negated=True), ("signed_at", None), ("signed_by", None)
                            ),
                            _connector="OR",
                        ),
                        name="fund_voucher_signed_is_posted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("expense", None), ("kind", "income"), ("other_money", None), ("source__isnull", False)
                            ),
                            models.Q(
                                ("expense__isnull", False),
                                ("kind", "expense"),
                                ("other_money", None),
                                ("source__isnull", False),
                            ),
                            models.Q(
                                ("expense", None),
                                ("kind", "transfer"),
                                ("other_money__isnull", False),
                                ("source", None),
                                models.Q(("money", models.F("other_money")), _negated=True),
                            ),
                            models.Q(("kind", "reversal"), ("reverses__isnull", False)),
                            _connector="OR",
                        ),
                        name="fund_voucher_accounts_fit_kind",
                        violation_error_message="These accounts do not fit the kind of voucher.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("invoice_number", ""), _negated=True),
                            models.Q(("state", "withdrawn"), _negated=True),
                        ),
                        fields=("invoice_number",),
                        name="fund_voucher_invoice_once",
                        violation_error_message="This invoice was used for another voucher already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "withdrawn"), _negated=True),
                        fields=("reverses",),
                        name="fund_voucher_reversed_once",
                        violation_error_message="This entry was undone, or is about to be, already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalFundVoucher",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("income", "income"),
                            ("expense", "expense"),
                            ("transfer", "between money accounts"),
                            ("reversal", "undoes an entry"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "waits for the second signature"),
                            ("posted", "in the book"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("happened_on", models.DateField(help_text="When the money moved.", verbose_name="day")),
                (
                    "amount",
                    models.BigIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100000000000),
                        ],
                        verbose_name="sum in fen",
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        help_text="Stands in the book for everybody to read; name no private person.",
                        max_length=200,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[^\\r\\n\\t]*\\Z", "One line without tabs, please."
                            ),
                            django.core.validators.RegexValidator(
                                "(?<!\\d)(1\\d{10}|\\d{17}[\\dXx])(?!\\d)",
                                "This looks like a phone or identity number. Everybody reads the book: please leave it out.",
                                inverse_match=True,
                            ),
                        ],
                        verbose_name="what it is",
                    ),
                ),
                (
                    "payee",
                    models.CharField(
                        blank=True,
                        help_text="A firm or a person; kept for the auditor, never published.",
                        max_length=100,
                        verbose_name="payee or payer",
                    ),
                ),
                (
                    "receipt_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("photo", "photo"),
                            ("pdf", "electronic invoice, PDF"),
                            ("ofd", "electronic invoice, OFD"),
                        ],
                        editable=False,
                        max_length=5,
                    ),
                ),
                ("receipt_sha256", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "invoice_number",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator("^[0-9A-Z]*\\Z", "Digits and capital letters only.")
                        ],
                        verbose_name="invoice number",
                    ),
                ),
                (
                    "about_label",
                    models.CharField(
                        blank=True,
                        max_length=60,
                        validators=[
                            django.core.validators.RegexValidator("^[^\\r\\n\\t]*\\Z", "One line without tabs, please.")
                        ],
                        verbose_name="paid for",
                    ),
                ),
                (
                    "about_path",
                    models.CharField(
                        blank=True,
                        help_text="A class, a gift, a repair that was paid from it; readers are led there.",
                        max_length=200,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(/[^/\\\\\\s][^\\\\\\s]*)?\\Z", "A path of this portal, such as /classes/3/."
                            )
                        ],
                        verbose_name="page of the portal",
                    ),
                ),
                (
                    "drafted_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="drafted"),
                ),
                ("signed_at", models.DateTimeField(editable=False, null=True, verbose_name="signed")),
                (
                    "money",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        limit_choices_to={"kind__in": ["held", "petty"]},
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="fund.account",
                        verbose_name="money account",
                    ),
                ),
                (
                    "other_money",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        limit_choices_to={"kind__in": ["held", "petty"]},
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="fund.account",
                        verbose_name="to which money account",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        limit_choices_to={"kind": "source"},
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="fund.account",
                        verbose_name="source",
                    ),
                ),
                (
                    "expense",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        limit_choices_to={"kind": "expense"},
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="fund.account",
                        verbose_name="kind of expense",
                    ),
                ),
                (
                    "reverses",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="fund.fundentry",
                        verbose_name="undoes",
                    ),
                ),
                (
                    "payee_login",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Where the payee has one: they cannot sign for themselves.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="payee's login",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="drafted by",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="signed by",
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
                "verbose_name": "historical voucher",
                "verbose_name_plural": "historical vouchers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="seal",
                        serialize=False,
                        to="fund.fundentry",
                    ),
                ),
                ("number", models.BigIntegerField(unique=True, verbose_name="number")),
                ("before", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64, unique=True)),
            ],
            options={
                "verbose_name": "seal",
                "verbose_name_plural": "seals",
                "ordering": ["number"],
            },
        ),
        migrations.AddField(
            model_name="FundEntry",
            name="voucher",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entry",
                to="fund.fundvoucher",
                verbose_name="voucher",
            ),
        ),
    ]
