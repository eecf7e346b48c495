"""Every change of gifts and of what became of them; each verb is one transaction, keyword-only.

- From the offer on: `offer_gift`, `withdraw_offer`, `accept_gift`, `decline_gift`.
- Certificates: `issue_certificates` (one for all givers, or one each), `revoke_gift_certificate`.
- Who gave: `show_donor` (publicity), `make_donor_nameless`.
- Things: `place_item`, `set_item_state`, `lend_item`, `take_back_item`, `remind_of_loans`,
  `ask_to_retire_item`, `retire_item`.

Lock order: user, donor, gift, item, certificate.
"""

from donations.services.certificates import issue_certificates, revoke_gift_certificate
from donations.services.donors import make_donor_nameless, show_donor
from donations.services.gifts import accept_gift, decline_gift, offer_gift, withdraw_offer
from donations.services.items import (
    ask_to_retire_item,
    lend_item,
    place_item,
    remind_of_loans,
    retire_item,
    set_item_state,
    take_back_item,
)

__all__ = [
    "accept_gift",
    "ask_to_retire_item",
    "decline_gift",
    "issue_certificates",
    "lend_item",
    "make_donor_nameless",
    "offer_gift",
    "place_item",
    "remind_of_loans",
    "retire_item",
    "revoke_gift_certificate",
    "set_item_state",
    "show_donor",
    "take_back_item",
    "withdraw_offer",
]
