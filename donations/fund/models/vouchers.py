"""Vouchers (凭单), which one person drafts and another signs into the book."""

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from community.workbooks.storage import sealed_storage
from donations.fund.enums import AccountKind, ReceiptKind, VoucherKind, VoucherState
from donations.fund.models.accounts import Account
from donations.fund.money import MOST_YUAN, words_of

if TYPE_CHECKING:
    from donations.fund.models.entries import FundEntry

# A single line of plain text, because the hashed text separates its fields by line breaks.
one_line = RegexValidator(r"^[^\r\n\t]*\Z", _("One line without tabs, please."))
# Phone and identity numbers must not appear in a public book.
no_numbers_of_people = RegexValidator(
    r"(?<!\d)(1\d{10}|\d{17}[\dXx])(?!\d)",
    _("This looks like a phone or identity number. Everybody reads the book: please leave it out."),
    inverse_match=True,
)


def receipt_path(voucher: "FundVoucher", filename: str) -> str:
    """The storage path of an encrypted receipt, without its original name."""
    return f"fund/{uuid.uuid4().hex}.sealed"


class FundVoucher(models.Model):
    """An intended entry, its receipt, and the two people responsible.

    Income goes from a source to a money account, an expense from a money account and a source to an expense account,
    a transfer between two money accounts; a reversal undoes an entry. The second signature turns it into a
    `FundEntry`.
    """

    Kind, State = VoucherKind, VoucherState

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT, editable=False)
    happened_on = models.DateField(_("day"), help_text=_("When the money moved."))
    amount = models.BigIntegerField(
        _("sum in fen"), validators=[MinValueValidator(1), MaxValueValidator(int(MOST_YUAN) * 100)]
    )
    words = models.CharField(
        _("what it is"),
        max_length=200,
        validators=[one_line, no_numbers_of_people],
        help_text=_("Published in the book for everyone to read; please name no private person."),
    )
    money = models.ForeignKey(
        Account,
        models.PROTECT,
        related_name="+",
        limit_choices_to={"kind__in": [AccountKind.HELD, AccountKind.PETTY]},
        verbose_name=_("money account"),
    )
    other_money = models.ForeignKey(
        Account,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"kind__in": [AccountKind.HELD, AccountKind.PETTY]},
        verbose_name=_("to which money account"),
    )
    source = models.ForeignKey(
        Account,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"kind": AccountKind.SOURCE},
        verbose_name=_("source"),
    )
    expense = models.ForeignKey(
        Account,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"kind": AccountKind.EXPENSE},
        verbose_name=_("kind of expense"),
    )
    reverses = models.ForeignKey(
        "FundEntry",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reversal_vouchers",
        editable=False,
        verbose_name=_("reverses"),
    )
    payee = models.CharField(
        _("payee or payer"),
        max_length=100,
        blank=True,
        help_text=_("A firm or a person; kept for the auditor, never published."),
    )
    payee_login = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("payee's login"),
        help_text=_("Where the payee has one: they cannot sign for themselves."),
    )
    receipt = models.FileField(_("receipt"), upload_to=receipt_path, storage=sealed_storage, blank=True)
    receipt_kind = models.CharField(max_length=5, choices=ReceiptKind, blank=True, editable=False)
    receipt_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    invoice_number = models.CharField(
        _("invoice number"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^[0-9A-Z]*\Z", _("Digits and capital letters only."))],
    )
    about_label = models.CharField(_("paid for"), max_length=60, blank=True, validators=[one_line])
    about_path = models.CharField(
        _("page of the portal"),
        max_length=200,
        blank=True,
        validators=[RegexValidator(r"^(/[^/\\\s][^\\\s]*)?\Z", _("A path of this portal, such as /classes/3/."))],
        help_text=_("Such as the class, gift or repair that was paid for; the published book links to it."),
    )
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("drafted by")
    )
    drafted_at = models.DateTimeField(_("drafted"), default=timezone.now, editable=False)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=pgettext_lazy("voucher", "signed by"),
    )
    signed_at = models.DateTimeField(_("signed"), null=True, editable=False)

    entry: "FundEntry"
    history = HistoricalRecords(excluded_fields=["receipt"])

    class Meta:
        verbose_name = _("voucher")
        verbose_name_plural = _("vouchers")
        ordering = ["-happened_on", "-pk"]
        permissions = [("sign_fundvoucher", _("Can sign vouchers into the book"))]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="fund_voucher_amount"),
            models.CheckConstraint(
                condition=Q(signed_by=None) | ~Q(signed_by=F("drafted_by")),
                name="fund_voucher_two_people",
                violation_error_message=_("The second signature must be another person's."),
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None) | Q(payee_login=None) | ~Q(signed_by=F("payee_login")),
                name="fund_voucher_not_the_payee",
                violation_error_message=_("Nobody may sign for money that they receive."),
            ),
            models.CheckConstraint(
                condition=Q(state=VoucherState.POSTED, signed_by__isnull=False, signed_at__isnull=False)
                | (~Q(state=VoucherState.POSTED) & Q(signed_by=None, signed_at=None)),
                name="fund_voucher_signed_is_posted",
            ),
            models.CheckConstraint(
                condition=Q(kind=VoucherKind.INCOME, source__isnull=False, expense=None, other_money=None)
                | Q(kind=VoucherKind.EXPENSE, source__isnull=False, expense__isnull=False, other_money=None)
                | (
                    Q(kind=VoucherKind.TRANSFER, source=None, expense=None, other_money__isnull=False)
                    & ~Q(money=F("other_money"))
                )
                | Q(kind=VoucherKind.REVERSAL, reverses__isnull=False),
                name="fund_voucher_accounts_fit_kind",
                violation_error_message=_("These accounts do not fit the kind of voucher."),
            ),
            models.UniqueConstraint(
                fields=["invoice_number"],
                condition=~Q(invoice_number="") & ~Q(state=VoucherState.WITHDRAWN),
                name="fund_voucher_invoice_once",
                violation_error_message=_("This invoice has already been used for another voucher."),
            ),
            models.UniqueConstraint(
                fields=["reverses"],
                condition=~Q(state=VoucherState.WITHDRAWN),
                name="fund_voucher_reversed_once",
                violation_error_message=_("This entry has already been reversed, or is about to be."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.words} · {words_of(self.amount)}"
