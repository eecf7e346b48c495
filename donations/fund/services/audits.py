"""Checking the whole chain, and exporting the book for an audit."""

from django.utils.translation import gettext as _

from community.models import User
from community.permissions import require_permission
from donations.fund.models import ChainCheck, FundExport, Seal
from donations.fund.selectors.chain import first_broken, first_lost_month, sums_agree


def check_chain() -> ChainCheck:
    """Check the whole book, with the roots and totals based on it, and save the result."""
    return ChainCheck.objects.create(
        entries=Seal.objects.count(),
        first_broken=first_broken(),
        lost_month=first_lost_month(),
        sums_agree=sums_agree(),
    )


def take_export(*, year: int, with_receipts: bool, by: User) -> FundExport:
    """Record who exports a year of the book; the caller then creates the files. Raises `not_allowed`."""
    require_permission(by, "fund.take_fundexport", _("You may not export the book."))
    return FundExport.objects.create(year=year, with_receipts=with_receipts, taken_by=by)
