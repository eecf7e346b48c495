"""Every change to gifts and things; each function is one transaction, keyword-only.

- Offers: `offer_gift`, `add_photos`, `withdraw_offer`, `accept_gift`, `decline_gift`, `value_gift`.
- Obligations: `ask_other_use`, `answer_other_use`; `count_cash`, `confirm_cash`.
- Certificates: `issue_certificates` (one for all donors, or one each), `replace_gift_certificate`,
  `revoke_gift_certificate`; many at once: `make_batch`, `order_batch`, `work_on_batch`, `forget_batches`.
- Donors: `show_donor` (publicity), `make_donor_nameless`, `merge_donors`.
- Things: `place_item`, `set_item_state`, `photograph_item`, `lend_item`, `take_back_item`, `remind_of_loans`,
  `begin_repair`, `end_repair`, `ask_to_retire_item`, `retire_item`.
- Stock-taking: `begin_stock_take`, `count_item`, `end_stock_take`.
- The old list: `write_old_gifts`, `take_back_old_gifts`.

Lock order: user, donor, gift, item, loan or stock-taking, certificate.
"""

from donations.services.batches import forget_batches, make_batch, order_batch, work_on_batch
from donations.services.care import begin_repair, end_repair
from donations.services.certificates import (
    issue_certificates,
    replace_gift_certificate,
    revoke_gift_certificate,
)
from donations.services.donors import make_donor_nameless, merge_donors, show_donor
from donations.services.gifts import (
    accept_gift,
    add_photos,
    decline_gift,
    offer_gift,
    value_gift,
    withdraw_offer,
)
from donations.services.items import (
    ask_to_retire_item,
    lend_item,
    photograph_item,
    place_item,
    remind_of_loans,
    retire_item,
    set_item_state,
    take_back_item,
)
from donations.services.old_list import forget_old_lists, take_back_old_gifts, write_old_gifts
from donations.services.promises import answer_other_use, ask_other_use, confirm_cash, count_cash
from donations.services.stock import begin_stock_take, count_item, end_stock_take

__all__ = [
    "accept_gift",
    "add_photos",
    "answer_other_use",
    "ask_other_use",
    "ask_to_retire_item",
    "begin_repair",
    "begin_stock_take",
    "confirm_cash",
    "count_cash",
    "count_item",
    "decline_gift",
    "end_repair",
    "end_stock_take",
    "forget_batches",
    "forget_old_lists",
    "issue_certificates",
    "lend_item",
    "make_batch",
    "make_donor_nameless",
    "merge_donors",
    "offer_gift",
    "order_batch",
    "photograph_item",
    "place_item",
    "remind_of_loans",
    "replace_gift_certificate",
    "retire_item",
    "revoke_gift_certificate",
    "set_item_state",
    "show_donor",
    "take_back_item",
    "take_back_old_gifts",
    "value_gift",
    "withdraw_offer",
    "work_on_batch",
    "write_old_gifts",
]
