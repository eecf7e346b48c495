"""The book itself: entries, their lines, and the chain that seals them. All three are append-only."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from donations.fund.models.accounts import Account
from donations.fund.models.vouchers import FundVoucher


class FundEntry(models.Model):
    """One transaction in the book; its lines sum to zero, as a deferred trigger checks at commit."""

    voucher = models.OneToOneField(FundVoucher, models.PROTECT, related_name="entry", verbose_name=_("voucher"))
    happened_on = models.DateField(_("day"), db_index=True)
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    words = models.CharField(_("what it is"), max_length=200)
    receipt_sha256 = models.CharField(max_length=64, blank=True)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="reversed_by", verbose_name=_("reverses")
    )

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(words__regex=r"[\r\n\t]"), name="fund_entry_words_one_line"),
        ]

    def __str__(self) -> str:
        return self.words


class FundLine(models.Model):
    """An amount, in fen, on one account: positive for what comes in, negative for what goes out.

    A line on an expense account names the source that paid for it.
    """

    entry = models.ForeignKey(FundEntry, models.PROTECT, related_name="lines")
    account = models.ForeignKey(Account, models.PROTECT, related_name="lines")
    source = models.ForeignKey(Account, models.PROTECT, null=True, related_name="spent")
    amount = models.BigIntegerField(_("sum in fen"))

    class Meta:
        verbose_name = _("line")
        verbose_name_plural = _("lines")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="fund_line_amount")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.amount}"


class Seal(models.Model):
    """An entry's place in the chain: its number and the hash of everything up to it; PostgreSQL writes it at commit."""

    entry = models.OneToOneField(FundEntry, models.PROTECT, primary_key=True, related_name="seal")
    number = models.BigIntegerField(pgettext_lazy("fund", "number"), unique=True)
    before = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"
