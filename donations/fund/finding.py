"""Entries of the fund's book in the search."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.http import UserRequest
from community.registers.finding import MOST, Hit, likeness_of, register
from community.templatetags.dates import day
from donations.fund.models import FundVoucher
from donations.fund.money import words_of


@register(_("Vouchers of the fund"), icon="file-text", permissions=["fund.view_fundvoucher"], place=65)
def vouchers(request: UserRequest, words: str) -> Iterator[Hit]:
    """Vouchers by their text, newest first."""
    if not request.user.is_staff:
        return
    for voucher in FundVoucher.objects.filter(words__icontains=words).order_by("-happened_on", "-pk")[: MOST + 1]:
        url = reverse("admin:fund_fundvoucher_change", args=[voucher.pk])
        detail = f"{day(voucher.happened_on)} · {words_of(voucher.amount)}"
        yield Hit(voucher.words, url, detail, likeness_of(words, voucher.words))
