"""The personal data that the fund stores, in words; see `community.registers.personal_data`."""

from django.utils.translation import gettext_lazy as _

from community.registers.personal_data import Kind

KINDS = [
    Kind(
        _("Vouchers of the public-service fund: who was paid or paid in, who drafted and who signed"),
        _("So that every fen is accounted for; the published book names no private person"),
        _("As long as the book is kept; a payee's name is removed with their login"),
        frozenset({"fund.FundVoucher", "fund.HistoricalFundVoucher", "fund.HistoricalAccount"}),
    ),
    Kind(
        _("Who froze, published and closed periods of the fund, and who exported the book for an audit"),
        _("So that every signature has a name"),
        _("As long as the book is kept"),
        frozenset({"fund.FundMonth", "fund.YearClose", "fund.FundExport"}),
    ),
]
