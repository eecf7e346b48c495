"""After any drafts, signatures and reversals each balance is the sum of its lines, and none is negative."""

from contextlib import suppress

from django.db.models import Sum
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from community.errors import Conflict, Invalid
from donations.fund import services
from donations.fund.enums import AccountKind, VoucherKind
from donations.fund.models import Balance, FundEntry, FundLine
from donations.fund.roles import SIGNATORY, TREASURER
from donations.fund.selectors.chain import first_broken, sums_agree
from tests.fund.factories import make_voucher, person, post

STEPS = st.tuples(st.sampled_from([*VoucherKind]), st.integers(1, 500), st.integers(0, 5))


class Balances(TestCase):
    @settings(max_examples=8, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(st.lists(STEPS, min_size=3, max_size=6))
    def test_each_balance_is_the_sum_of_its_lines(self, steps):
        drafter, signer = person(TREASURER), person(SIGNATORY)
        for kind, amount, which in steps:
            with suppress(Conflict, Invalid):  # what the book refuses leaves it as it was
                post(self.voucher(kind, amount, which, drafter), signer)
        assert first_broken() is None
        assert sums_agree()
        for balance in Balance.objects.select_related("account"):
            own = FundLine.objects.filter(account=balance.account).aggregate(fen=Sum("amount"))["fen"] or 0
            spent = FundLine.objects.filter(source=balance.account).aggregate(fen=Sum("amount"))["fen"] or 0
            is_source = balance.account.kind == AccountKind.SOURCE
            assert balance.fen == (-own - spent if is_source else own)
            assert balance.fen >= 0

    def voucher(self, kind, amount, which, drafter):
        entries = list(FundEntry.objects.order_by("pk"))
        if kind != VoucherKind.REVERSAL:
            return make_voucher(drafter, kind, amount)
        if not entries:
            return make_voucher(drafter, VoucherKind.INCOME, amount)
        return services.draft_reversal(entry=entries[which % len(entries)], words="冲销", by=drafter)
