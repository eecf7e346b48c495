"""Exports of the book for auditors: a workbook of six sheets, and the receipts with an index."""

import csv
import io
import zipfile
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook

from community.spreadsheets import safe
from donations.fund.enums import VoucherState
from donations.fund.models import Balance, FundLine, FundVoucher, Seal
from donations.fund.money import yuan_of

ENDINGS = {"pdf": "pdf", "ofd": "ofd", "photo": "jpg"}


def audit_workbook(year: int) -> bytes:
    """Entries, lines, balances, signatures, reversals and chain of a year, one sheet each."""
    seals = list(
        Seal.objects.filter(entry__happened_on__year=year)
        .select_related("entry__voucher__drafted_by", "entry__voucher__signed_by", "entry__reverses__seal")
        .order_by("number")
    )
    lines = (
        FundLine.objects.filter(entry__happened_on__year=year)
        .select_related("entry__seal", "account", "source")
        .order_by("entry__seal__number", "pk")
    )
    book = Workbook(write_only=True)
    _sheet(
        book,
        _("Entries"),
        [_("Number"), _("Day"), _("Recorded"), _("What it is"), _("Receipt's SHA-256"), _("Payee or payer")],
        (
            [s.number, s.entry.happened_on, f"{s.entry.recorded_at:%F %T}", s.entry.words, s.entry.receipt_sha256,
             s.entry.voucher.payee]
            for s in seals
        ),
    )  # fmt: skip
    _sheet(
        book,
        _("Lines"),
        [_("Number"), _("Account"), pgettext("account", "Code"), _("Source"), _("Sum in yuan")],
        (
            [each.entry.seal.number, each.account.name, each.account.code,
             each.source.name if each.source else "", yuan_of(each.amount)]
            for each in lines
        ),
    )  # fmt: skip
    balances = Balance.objects.select_related("account").order_by("account__code")
    _sheet(
        book,
        _("Balances"),
        [pgettext("account", "Code"), _("Account"), _("Balance in yuan")],
        ([each.account.code, each.account.name, yuan_of(each.fen)] for each in balances),
    )
    _sheet(
        book,
        _("Signatures"),
        [_("Number"), _("Drafted by"), _("Drafted"), _("Signed by"), _("Signed")],
        ([s.number, *_signatures(s.entry.voucher)] for s in seals),
    )
    _sheet(
        book,
        _("Reversals"),
        [_("Number"), _("Undoes number"), _("What it is")],
        ([s.number, s.entry.reverses.seal.number, s.entry.words] for s in seals if s.entry.reverses),
    )
    _sheet(book, _("Chain"), [_("Number"), _("Hash before"), _("Hash")], ([s.number, s.before, s.hash] for s in seals))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _signatures(voucher: FundVoucher) -> list[str]:
    signed = f"{voucher.signed_at:%F %T}" if voucher.signed_at else ""
    return [voucher.drafted_by.name, f"{voucher.drafted_at:%F %T}", getattr(voucher.signed_by, "name", ""), signed]


def _sheet(book: Workbook, title: str, header: list[str], rows: Iterable[list[object]]) -> None:
    sheet = book.create_sheet(title)
    sheet.append(header)
    for row in rows:
        sheet.append([safe(value) for value in row])


def receipts_zip(year: int) -> bytes:
    """The year's receipts as stored, named by number, with an index of their hashes."""
    signed = (
        FundVoucher.objects.filter(state=VoucherState.POSTED, happened_on__year=year)
        .exclude(receipt_sha256="")
        .select_related("entry__seal")
        .order_by("entry__seal__number")
    )
    file, index = io.BytesIO(), io.StringIO()
    rows = csv.writer(index)
    rows.writerow([_("Number"), _("File"), "SHA-256", _("Invoice number")])
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for voucher in signed:
            number = voucher.entry.seal.number
            name = f"{number:06}.{ENDINGS[voucher.receipt_kind]}"
            with voucher.receipt.open() as receipt:
                archive.writestr(name, receipt.read())
            rows.writerow([number, name, voucher.receipt_sha256, safe(voucher.invoice_number)])
        archive.writestr("index.csv", "\ufeff" + index.getvalue())
    return file.getvalue()
