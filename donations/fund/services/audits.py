"""Reading the whole chain, and taking the book away for an audit."""

from django.utils.translation import gettext as _

from community.errors import Invalid
from community.models import User
from donations.fund.models import ChainCheck, FundExport, Seal
from donations.fund.selectors.chain import first_broken, first_lost_month, sums_agree


def check_chain() -> ChainCheck:
    """Read the book from its first entry, with the roots and sums that rest on it, and keep what was found."""
    return ChainCheck.objects.create(
        entries=Seal.objects.count(),
        first_broken=first_broken(),
        lost_month=first_lost_month(),
        sums_agree=sums_agree(),
    )


def take_export(*, year: int, with_receipts: bool, by: User) -> FundExport:
    """Keep who takes a year of the book away; the caller then makes the files. Raises `not_allowed`."""
    if not by.has_perm("fund.take_fundexport"):
        raise Invalid("not_allowed", _("You may not take the book away."))
    return FundExport.objects.create(year=year, with_receipts=with_receipts, taken_by=by)
