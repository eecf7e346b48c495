"""Concurrent signatures and spending: one entry per voucher, no negative balance, no fork of the chain."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from community.errors import DomainError
from community.models import User
from donations.fund import services
from donations.fund.models import Balance, FundEntry, FundVoucher, Seal
from donations.fund.roles import SIGNATORY, TREASURER
from donations.fund.rules.vouchers import mark_of
from donations.fund.selectors.chain import first_broken, sums_agree
from tests.fund.factories import held, income, make_voucher, person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def signed(voucher: FundVoucher, by: User, together: Barrier) -> str:
    try:
        together.wait(60)
        services.sign_voucher(voucher=voucher, mark=mark_of(voucher), by=by)
    except DomainError as error:
        return error.code
    else:
        return "signed"
    finally:
        connection.close()


def race(vouchers: list[FundVoucher], by: User) -> Counter[str]:
    fresh = [FundVoucher.objects.get(pk=each.pk) for each in vouchers]
    together = Barrier(len(fresh))
    with ThreadPoolExecutor(len(fresh)) as pool:
        return Counter(pool.map(lambda each: signed(each, by, together), fresh))


def test_sixteen_signatures_on_one_voucher_make_one_entry():
    drafter, signer = person(TREASURER), person(SIGNATORY)
    income(drafter, signer)
    told = race([make_voucher(drafter)] * 16, signer)
    assert told["signed"] == 1
    assert set(told) <= {"signed", "not_a_draft", "busy"}
    assert FundEntry.objects.count() == 2


def test_spendings_at_once_stop_at_what_there_is():
    """django-hordak PR 142: running totals lost what was committed late."""
    drafter, signer = person(TREASURER), person(SIGNATORY)
    income(drafter, signer, 50_000)
    told = race([make_voucher(drafter) for _number in range(16)], signer)
    assert told["signed"] <= 5
    assert Balance.objects.get(account=held()).fen == 50_000 - told["signed"] * 10_000
    assert list(Seal.objects.values_list("number", flat=True)) == list(range(1, told["signed"] + 2))
    assert first_broken() is None
    assert sums_agree()
