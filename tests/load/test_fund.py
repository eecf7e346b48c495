"""Many signatures at once, over HTTP with gunicorn and several workers: one entry per voucher, no money spent twice."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.urls import reverse

from donations.fund.models import Balance, FundEntry, FundVoucher, Seal
from donations.fund.roles import SIGNATORY, TREASURER
from donations.fund.rules.vouchers import mark_of
from donations.fund.selectors.chain import first_broken
from tests.fund.factories import held, income, make_voucher, person
from tests.load.browsers import Browser

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SIGNERS = 32
SIGNED, REFUSED = 302, 409


def sign_together(people: list[Browser], vouchers: list[FundVoucher]) -> Counter[int]:
    """Each of the people signs one of the vouchers, all in the same moment; the answers by status."""
    together = threading.Barrier(len(people))

    def sign(pair: tuple[Browser, FundVoucher]) -> int:
        person, voucher = pair
        address = reverse("admin:fund_fundvoucher_sign", args=[voucher.pk])
        return person.insist(address, {"mark": mark_of(FundVoucher.objects.get(pk=voucher.pk))}, together)

    with ThreadPoolExecutor(len(people)) as pool:
        return Counter(pool.map(sign, zip(people, vouchers, strict=True)))


def test_32_signatures_on_one_voucher_make_one_entry(address: tuple[str, int]) -> None:
    drafter = person(TREASURER)
    people = [Browser(person(SIGNATORY), address) for _number in range(SIGNERS)]
    income(drafter, people[0].user)
    told = sign_together(people, [make_voucher(drafter)] * SIGNERS)
    assert told == {SIGNED: 1, REFUSED: SIGNERS - 1}
    assert FundEntry.objects.count() == 2


def test_32_spendings_against_the_money_for_ten(address: tuple[str, int]) -> None:
    drafter = person(TREASURER)
    people = [Browser(person(SIGNATORY), address) for _number in range(SIGNERS)]
    income(drafter, people[0].user, 100_000)
    told = sign_together(people, [make_voucher(drafter) for _number in range(SIGNERS)])
    assert set(told) <= {SIGNED, REFUSED}
    assert told[SIGNED] <= 10
    assert Balance.objects.get(account=held()).fen == 100_000 - told[SIGNED] * 10_000
    assert list(Seal.objects.values_list("number", flat=True)) == list(range(1, told[SIGNED] + 2))
    assert first_broken() is None
