"""What each account moved in each month, kept by the database as entries are sealed, so that old years cost nothing."""

import django.db.models.deletion
from django.db import migrations, models

from community.versions import Versioned

FORWARD = r"""
CREATE FUNCTION fund_add_to_month() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO fund_monthsum (first_day, account_id, fen)
    SELECT date_trunc('month', e.happened_on)::date, l.account_id, sum(l.amount)
    FROM fund_fundentry e JOIN fund_fundline l ON l.entry_id = e.id WHERE e.id = NEW.entry_id
    GROUP BY 1, 2 ORDER BY 2
    ON CONFLICT (first_day, account_id) DO UPDATE SET fen = fund_monthsum.fen + excluded.fen;
    RETURN NULL;
END $$;

CREATE TRIGGER fund_seal_adds_to_month AFTER INSERT ON fund_seal
FOR EACH ROW EXECUTE FUNCTION fund_add_to_month();

INSERT INTO fund_monthsum (first_day, account_id, fen)
SELECT date_trunc('month', e.happened_on)::date, l.account_id, sum(l.amount)
FROM fund_seal s JOIN fund_fundentry e ON e.id = s.entry_id JOIN fund_fundline l ON l.entry_id = e.id
GROUP BY 1, 2;

-- Whether what is summed up beside the book is what its lines come to: by month, and what each account holds.
CREATE FUNCTION fund_sums_agree() RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT NOT EXISTS (
        SELECT FROM (
            SELECT date_trunc('month', e.happened_on)::date AS first_day, l.account_id, sum(l.amount) AS fen
            FROM fund_seal s JOIN fund_fundentry e ON e.id = s.entry_id JOIN fund_fundline l ON l.entry_id = e.id
            GROUP BY 1, 2
        ) moved FULL JOIN fund_monthsum USING (first_day, account_id)
        WHERE moved.fen IS DISTINCT FROM fund_monthsum.fen
    ) AND NOT EXISTS (
        SELECT FROM (
            SELECT account_id, sum(fen) AS fen FROM (
                SELECT m.account_id, CASE WHEN a.kind = 'source' THEN -m.fen ELSE m.fen END AS fen
                FROM fund_monthsum m JOIN fund_account a ON a.id = m.account_id
                UNION ALL
                SELECT source_id, -amount FROM fund_fundline WHERE source_id IS NOT NULL
            ) steps GROUP BY account_id
        ) held FULL JOIN fund_balance USING (account_id)
        WHERE coalesce(held.fen, 0) <> coalesce(fund_balance.fen, 0)
    )
$$;
"""

BACKWARD = """
DROP FUNCTION fund_sums_agree();
DROP TRIGGER fund_seal_adds_to_month ON fund_seal;
DROP FUNCTION fund_add_to_month();
"""


class Migration(migrations.Migration):
    dependencies = [("community", "0014_versions"), ("fund", "0004_only_added")]

    operations = [
        migrations.CreateModel(
            name="MonthSum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_day", models.DateField(verbose_name="first day of the month")),
                ("fen", models.BigIntegerField(verbose_name="sum in fen")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="months",
                        to="fund.account",
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "verbose_name": "sum of a month",
                "verbose_name_plural": "sums of months",
                "ordering": ["first_day", "account_id"],
                "constraints": [
                    models.UniqueConstraint(fields=("first_day", "account"), name="fund_month_sum_once"),
                ],
            },
        ),
        migrations.AddField(
            model_name="chaincheck",
            name="sums_agree",
            field=models.BooleanField(default=True, verbose_name="sums agree with the lines"),
        ),
        migrations.AddField(
            model_name="chaincheck",
            name="lost_month",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="fund.fundmonth",
                verbose_name="first month whose root the book lost",
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
        Versioned("account", "balance", "fundentry", "fundline", "seal", "fundmonth", "fundvoucher", "monthsum"),
    ]
