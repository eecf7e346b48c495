"""Messages about donations, which users may mute; each has a template in templates/messages."""

from django.utils.translation import gettext_lazy as _

GROUP = _("Gifts")
KINDS = {
    "gift_offered": _("My offer of a gift arrived"),
    "gift_accepted": _("A gift of mine was accepted"),
    "gift_declined": _("A gift of mine could not be accepted"),
    "gift_certificate": _("A certificate for a gift is ready"),
    "gift_certificate_revoked": _("A certificate for a gift was revoked"),
    "gift_use_asked": _("The centre asks about another use of my gift"),
    "gift_in_room": _("A thing that I gave has found its room"),
    "gift_retired": _("A thing that I gave was retired"),
    "gift_loan_due": _("Something that I borrowed is due"),
}
