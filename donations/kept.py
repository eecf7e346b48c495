"""The personal data that donations store, in words; see `community.registers.personal_data`."""

from django.utils.translation import gettext_lazy as _

from community.registers.personal_data import Kind

KINDS = [
    Kind(
        _("What you offered and gave: your name as donor, the things, what others may see about you, our answer"),
        _("To thank you, and to know where things come from"),
        _(
            "Your name until you delete your login or ask us to remove it; gifts, things and numbers are "
            "kept without it"
        ),
        frozenset(
            {
                *("donations.Donor", "donations.HistoricalDonor", "donations.Giver"),
                *("donations.Gift", "donations.HistoricalGift", "donations.GiftPhoto", "donations.UseConsent"),
            }
        ),
    ),
    Kind(
        _("What you borrowed, until when, and when it came back"),
        _("To remind you, and to know where things are"),
        _("The link to you is removed with your login"),
        frozenset({"donations.Loan"}),
    ),
    Kind(
        _("Of workers: who moved a thing, or signed that it is retired"),
        _("So that things can be found"),
        _("As long as the record itself; your name is removed with your login"),
        frozenset(
            {
                *("donations.Placement", "donations.Item", "donations.HistoricalItem", "donations.Repair"),
                *("donations.StockTake", "donations.StockCount"),
            }
        ),
    ),
    Kind(
        _("Of workers: who counted cash, and who had certificates issued together"),
        _("So that two people are responsible for money, and someone for each certificate"),
        _(
            "Numbers of slips and certificates as long as the centre exists; your name is removed from them "
            "with your login"
        ),
        frozenset(
            {
                *("donations.CashSlip", "donations.CertificateBatch"),
                *("donations.CertificateBatch_gifts", "donations.CertificateBatch_certificates"),
            }
        ),
    ),
    Kind(
        _("Of the old paper list: the workbook, and names in rows that need correction"),
        _("To import old gifts, and to undo the import while that is possible"),
        _("90 days; a name is removed earlier at its owner's request"),
        frozenset({"donations.GiftImport", "donations.GiftImportRow"}),
    ),
]
