"""The serving role can add to the book, but change nothing in it, nor write balances and seals."""

import pytest
from django.conf import settings
from django.db import connection

from donations.fund.models import Balance, Seal
from tests.config.test_two_roles import refuses, serving
from tests.fund.factories import held, income, make_voucher, post

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(settings.SERVING_ROLE is None, reason="one role is all: OWNER_DATABASE_URL is not set"),
]


def test_it_signs_vouchers_and_the_database_seals_them(drafter, signer):
    with serving():
        income(drafter, signer)
        post(make_voucher(drafter), signer)
    assert Balance.objects.get(account=held()).fen == 90_000
    assert Seal.objects.count() == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE fund_balance SET fen = fen + 1",
        "INSERT INTO fund_balance (account_id, fen) SELECT id, 1 FROM fund_account WHERE code = 'CITY'",
        "DELETE FROM fund_balance",
        "INSERT INTO fund_seal SELECT entry_id, 9, before, 'x' FROM fund_seal",
        "UPDATE fund_seal SET number = number + 1",
        "UPDATE fund_fundline SET amount = 1",
        "DELETE FROM fund_fundline",
        "UPDATE fund_fundentry SET words = 'x'",
        "DELETE FROM fund_fundentry",
        "TRUNCATE fund_fundentry CASCADE",
        "UPDATE fund_fundvoucher SET amount = 1",
        "DELETE FROM fund_fundvoucher",
        "ALTER TABLE fund_fundentry DISABLE TRIGGER ALL",
        "DROP FUNCTION fund_seal_entry() CASCADE",
    ],
)
def test_it_cannot_bend_the_book(drafter, signer, statement):
    income(drafter, signer)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with serving():
        assert refuses(statement)
