"""A fund's book of many years, one month of it, and the whole chain: `script/bench --fund 100000`."""

from django.db import connection, transaction

from community.models import User

BATCH = 1000  # entries per transaction
PEOPLE = """
INSERT INTO fund_account (code, name, name_en, kind, is_open) VALUES
    ('HELD', '代管', '', 'held', true), ('CITY', '市级', '', 'source', true), ('5001', '维修', '', 'expense', true)
"""
VOUCHERS = """
INSERT INTO fund_fundvoucher (kind, state, happened_on, amount, words, money_id, source_id, expense_id, payee, receipt,
                              receipt_kind, receipt_sha256, invoice_number, about_label, about_path, drafted_by_id,
                              drafted_at, signed_by_id, signed_at)
SELECT CASE WHEN n %% 2 = 1 THEN 'income' ELSE 'expense' END, 'posted', date '2020-01-01' + n / 40, 10000,
       '第' || n || '笔', held.id, city.id, CASE WHEN n %% 2 = 0 THEN spent.id END, '', '', '', '', '', '', '',
       %(by)s, now(), %(second)s, now()
FROM generate_series(%(first)s, %(last)s) n, fund_account held, fund_account city, fund_account spent
WHERE held.code = 'HELD' AND city.code = 'CITY' AND spent.code = '5001' ORDER BY n
RETURNING id
"""
ENTRIES = """
INSERT INTO fund_fundentry (voucher_id, happened_on, recorded_at, words, receipt_sha256)
SELECT id, happened_on, now(), words, '' FROM fund_fundvoucher WHERE id = ANY (%(vouchers)s) ORDER BY id
"""
LINES = """
INSERT INTO fund_fundline (entry_id, account_id, source_id, amount)
SELECT e.id, v.money_id, NULL::bigint, CASE WHEN v.kind = 'income' THEN v.amount ELSE -v.amount END
FROM fund_fundentry e JOIN fund_fundvoucher v ON v.id = e.voucher_id WHERE v.id = ANY (%(vouchers)s)
UNION ALL
SELECT e.id, CASE WHEN v.kind = 'income' THEN v.source_id ELSE v.expense_id END,
       CASE WHEN v.kind = 'income' THEN NULL ELSE v.source_id END,
       CASE WHEN v.kind = 'income' THEN -v.amount ELSE v.amount END
FROM fund_fundentry e JOIN fund_fundvoucher v ON v.id = e.voucher_id WHERE v.id = ANY (%(vouchers)s)
"""


def load(entries: int) -> str:
    """Fill an empty database's book, forty entries a day; returns the path of the last full month."""
    by = User.objects.create_user("13811111111", None, name="甲")
    second = User.objects.create_user("13822222222", None, name="乙")
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE)
        for first in range(1, entries + 1, BATCH):
            with transaction.atomic():
                chosen = {"first": first, "last": min(first + BATCH - 1, entries), "by": by.pk, "second": second.pk}
                cursor.execute(VOUCHERS, chosen)
                vouchers = {"vouchers": [pk for (pk,) in cursor.fetchall()]}
                cursor.execute(ENTRIES, vouchers)
                cursor.execute(LINES, vouchers)
        cursor.execute("ANALYZE")
        cursor.execute("SELECT max(happened_on) - 32 FROM fund_fundentry")
        month = cursor.fetchone()[0]
    return f"/fund/{month.year}/{month.month}/"
