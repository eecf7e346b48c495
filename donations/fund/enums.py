"""States and kinds of the fund."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AccountKind(models.TextChoices):
    """What an account of the book represents."""

    HELD = "held", _("money that the sub-district holds")
    PETTY = "petty", _("petty cash")
    SOURCE = "source", _("where money comes from")
    EXPENSE = "expense", _("what money is spent on")


MONEY = (AccountKind.HELD, AccountKind.PETTY)


class VoucherKind(models.TextChoices):
    """What a voucher books."""

    INCOME = "income", _("income")
    EXPENSE = "expense", _("expense")
    TRANSFER = "transfer", _("between money accounts")
    REVERSAL = "reversal", _("reversal of an entry")


class VoucherState(models.TextChoices):
    """The progress of a voucher (凭单)."""

    DRAFT = "draft", _("waits for the second signature")
    POSTED = "posted", _("in the book")
    WITHDRAWN = "withdrawn", pgettext_lazy("voucher", "withdrawn")


class ReceiptKind(models.TextChoices):
    """The file type of a receipt."""

    PHOTO = "photo", _("photo")
    PDF = "pdf", _("electronic invoice, PDF")
    OFD = "ofd", _("electronic invoice, OFD")
