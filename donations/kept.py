"""The personal data that donations store, in words; see `community.registers.personal_data`."""

from django.utils.translation import gettext_lazy as _

from community.registers.personal_data import Kind

KINDS = [
    Kind(
        _("What you offered and gave: your name as giver, the things, what others may read of you, our answer"),
        _("To thank you, and to know where things come from"),
        _("Your name until you delete your login or wish it away; gifts, things and numbers stay without it"),
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
        _("The tie to you goes with your login"),
        frozenset({"donations.Loan"}),
    ),
    Kind(
        _("Of workers: who moved a thing, or signed that it is retired"),
        _("So that things can be found again"),
        _("As long as the record itself; your name goes from it with your login"),
        frozenset(
            {
                *("donations.Placement", "donations.Item", "donations.HistoricalItem", "donations.Repair"),
                *("donations.StockTake", "donations.StockCount"),
            }
        ),
    ),
    Kind(
        _("Of workers: who counted cash, and who had certificates issued together"),
        _("So that two people vouch for money, and somebody for each paper"),
        _("Numbers of slips and papers as long as the centre; your name goes from them with your login"),
        frozenset(
            {
                *("donations.CashSlip", "donations.CertificateBatch"),
                *("donations.CertificateBatch_gifts", "donations.CertificateBatch_certificates"),
            }
        ),
    ),
    Kind(
        _("Of the old paper list: the workbook, and names in rows that need mending"),
        _("To bring old gifts in, and to take them back while that is possible"),
        _("90 days; a name goes from it earlier where its owner wishes it away"),
        frozenset({"donations.GiftImport", "donations.GiftImportRow"}),
    ),
]
