"""What donations keep about people, in words; see `community.registers.personal_data`."""

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
                *("donations.Gift", "donations.HistoricalGift"),
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
        frozenset({"donations.Placement", "donations.Item", "donations.HistoricalItem"}),
    ),
]
