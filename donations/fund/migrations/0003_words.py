"""The English words of the models, as pages say them: changes the state only, and runs no SQL."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("fund", "0002_triggers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="account",
            name="bound_to",
            field=models.ForeignKey(
                blank=True,
                help_text="The only kind of expense that this money may be spent on.",
                limit_choices_to={"kind": "expense"},
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="fund.account",
                verbose_name="bound to",
            ),
        ),
        migrations.AlterField(
            model_name="account",
            name="code",
            field=models.CharField(
                help_text="Short, such as CITY or 5001; it appears in the published book and never changes.",
                max_length=12,
                unique=True,
                validators=[
                    django.core.validators.RegexValidator("^[A-Z0-9-]+\\Z", "Capital letters, digits and hyphens only.")
                ],
                verbose_name="code",
            ),
        ),
        migrations.AlterField(
            model_name="fundentry",
            name="reverses",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reversed_by",
                to="fund.fundentry",
                verbose_name="reverses",
            ),
        ),
        migrations.AlterField(
            model_name="fundvoucher",
            name="about_path",
            field=models.CharField(
                blank=True,
                help_text="Such as the class, gift or repair that was paid for; the published book links to it.",
                max_length=200,
                validators=[
                    django.core.validators.RegexValidator(
                        "^(/[^/\\\\\\s][^\\\\\\s]*)?\\Z", "A path of this portal, such as /classes/3/."
                    )
                ],
                verbose_name="page of the portal",
            ),
        ),
        migrations.AlterField(
            model_name="fundvoucher",
            name="kind",
            field=models.CharField(
                choices=[
                    ("income", "income"),
                    ("expense", "expense"),
                    ("transfer", "between money accounts"),
                    ("reversal", "reversal of an entry"),
                ],
                max_length=8,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="fundvoucher",
            name="reverses",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reversal_vouchers",
                to="fund.fundentry",
                verbose_name="reverses",
            ),
        ),
        migrations.AlterField(
            model_name="fundvoucher",
            name="words",
            field=models.CharField(
                help_text="Published in the book for everyone to read; please name no private person.",
                max_length=200,
                validators=[
                    django.core.validators.RegexValidator("^[^\\r\\n\\t]*\\Z", "One line without tabs, please."),
                    django.core.validators.RegexValidator(
                        "(?<!\\d)(1\\d{10}|\\d{17}[\\dXx])(?!\\d)",
                        "This looks like a phone or identity number. Everybody reads the book: please leave it out.",
                        inverse_match=True,
                    ),
                ],
                verbose_name="what it is",
            ),
        ),
        migrations.AlterField(
            model_name="historicalaccount",
            name="bound_to",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="The only kind of expense that this money may be spent on.",
                limit_choices_to={"kind": "expense"},
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="fund.account",
                verbose_name="bound to",
            ),
        ),
        migrations.AlterField(
            model_name="historicalaccount",
            name="code",
            field=models.CharField(
                db_index=True,
                help_text="Short, such as CITY or 5001; it appears in the published book and never changes.",
                max_length=12,
                validators=[
                    django.core.validators.RegexValidator("^[A-Z0-9-]+\\Z", "Capital letters, digits and hyphens only.")
                ],
                verbose_name="code",
            ),
        ),
        migrations.AlterField(
            model_name="historicalfundvoucher",
            name="about_path",
            field=models.CharField(
                blank=True,
                help_text="Such as the class, gift or repair that was paid for; the published book links to it.",
                max_length=200,
                validators=[
                    django.core.validators.RegexValidator(
                        "^(/[^/\\\\\\s][^\\\\\\s]*)?\\Z", "A path of this portal, such as /classes/3/."
                    )
                ],
                verbose_name="page of the portal",
            ),
        ),
        migrations.AlterField(
            model_name="historicalfundvoucher",
            name="kind",
            field=models.CharField(
                choices=[
                    ("income", "income"),
                    ("expense", "expense"),
                    ("transfer", "between money accounts"),
                    ("reversal", "reversal of an entry"),
                ],
                max_length=8,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="historicalfundvoucher",
            name="reverses",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="fund.fundentry",
                verbose_name="reverses",
            ),
        ),
        migrations.AlterField(
            model_name="historicalfundvoucher",
            name="words",
            field=models.CharField(
                help_text="Published in the book for everyone to read; please name no private person.",
                max_length=200,
                validators=[
                    django.core.validators.RegexValidator("^[^\\r\\n\\t]*\\Z", "One line without tabs, please."),
                    django.core.validators.RegexValidator(
                        "(?<!\\d)(1\\d{10}|\\d{17}[\\dXx])(?!\\d)",
                        "This looks like a phone or identity number. Everybody reads the book: please leave it out.",
                        inverse_match=True,
                    ),
                ],
                verbose_name="what it is",
            ),
        ),
        migrations.AlterConstraint(
            model_name="fundmonth",
            name="fund_month_once",
            constraint=models.UniqueConstraint(
                fields=("year", "month"),
                name="fund_month_once",
                violation_error_message="This month is already frozen.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="fundvoucher",
            name="fund_voucher_not_the_payee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("signed_by", None),
                    ("payee_login", None),
                    models.Q(("signed_by", models.F("payee_login")), _negated=True),
                    _connector="OR",
                ),
                name="fund_voucher_not_the_payee",
                violation_error_message="Nobody may sign for money that they receive.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="fundvoucher",
            name="fund_voucher_invoice_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    models.Q(("invoice_number", ""), _negated=True), models.Q(("state", "withdrawn"), _negated=True)
                ),
                fields=("invoice_number",),
                name="fund_voucher_invoice_once",
                violation_error_message="This invoice has already been used for another voucher.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="fundvoucher",
            name="fund_voucher_reversed_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "withdrawn"), _negated=True),
                fields=("reverses",),
                name="fund_voucher_reversed_once",
                violation_error_message="This entry has already been reversed, or is about to be.",
            ),
        ),
    ]
