"""The accounts of the book: where money is, where it came from, and what it was spent on."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from community.models import Bilingual
from donations.fund.enums import MONEY, AccountKind


class Account(Bilingual):
    """One account. Its code is part of the chain's hashes, so code, kind and purpose never change."""

    Kind = AccountKind

    code = models.CharField(
        _("code"),
        max_length=12,
        unique=True,
        validators=[RegexValidator(r"^[A-Z0-9-]+\Z", _("Capital letters, digits and hyphens only."))],
        help_text=_("Short, such as CITY or 5001; it appears in the published book and never changes."),
    )
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    bound_to = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"kind": AccountKind.EXPENSE},
        verbose_name=_("bound to"),
        help_text=_("The only kind of expense that this money may be spent on."),
    )
    is_open = models.BooleanField(_("in use"), default=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(bound_to=None) | Q(kind=AccountKind.SOURCE),
                name="fund_account_bound_is_source",
                violation_error_message=_("Only a source of money can be bound to a purpose."),
            ),
            models.CheckConstraint(condition=Q(code__regex=r"^[A-Z0-9-]+$"), name="fund_account_code"),
        ]

    def __str__(self) -> str:
        return self.in_reader_language("name")

    @property
    def is_money(self) -> bool:
        """Whether this account holds money."""
        return self.kind in MONEY


class Balance(models.Model):
    """The balance of an account, in fen; only written by a trigger, under the book's lock."""

    account = models.OneToOneField(Account, models.PROTECT, primary_key=True, related_name="balance")
    fen = models.BigIntegerField(_("balance"), default=0)

    class Meta:
        verbose_name = _("balance")
        verbose_name_plural = _("balances")

    def __str__(self) -> str:
        return f"{self.account_id}: {self.fen}"


class MonthSum(models.Model):
    """The total of one account's lines in a month, in fen; only written by a trigger when entries are sealed."""

    first_day = models.DateField(_("first day of the month"))
    account = models.ForeignKey(Account, models.PROTECT, related_name="months", verbose_name=_("account"))
    fen = models.BigIntegerField(_("sum in fen"))

    class Meta:
        verbose_name = _("sum of a month")
        verbose_name_plural = _("sums of months")
        ordering = ["first_day", "account_id"]
        constraints = [models.UniqueConstraint(fields=["first_day", "account"], name="fund_month_sum_once")]

    def __str__(self) -> str:
        return f"{self.first_day:%Y-%m} {self.account_id}: {self.fen}"
