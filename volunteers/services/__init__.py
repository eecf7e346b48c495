"""Every change to duty; this is the guide to the app.

| about | functions |
| --- | --- |
| people | `erase_volunteer`, `join`, `save_volunteer`, `note_absence`, `remove_absence`, `leave` |
| posts, teams | `save_post`, `save_team`, `settle_members` |
| rosters | `copy_last_week`, `create_pattern`, `preview`, `change_from`, `end_pattern`, `make_shifts` |
| single shifts | `add_shift`, `move_shift`, `resize_shift`, `call_off` |
| emergencies | `call_for`, `look_up_phone` |
| promises | `promise`, `ask`, `decline`, `wait_in_reserve`, `give_back`, `let_go` |
| changing hands | `want_cover`, `come_after_all`, `cover`, `offer_swap`, `accept_swap`, `decline_swap` |
| at the post | `check_in`, `check_in_by_pass`, `check_in_at_tablet`, `mark_present`, `enter_sheet` |
| hand-over | `write_handover`, `sign_out`, `sign_in`, `add_note`, `close_item` |
| hours | `confirm_hours`, `correct_hours`, `publish_month`, `object_to`, `settle`, `issue_certificate` |
| time | `tend_duty`, `remind`, `count_done`, `close_months`, `follow_successions` |

Each opens one transaction, locks volunteers and then shifts, checks again, writes, and lets
the history record who did it. The database enforces the invariants: promises never exceed
places, and nobody has two that overlap (`triggers.sql`).
"""

from volunteers.services.calling import call_for
from volunteers.services.certificates import issue_certificate, revoke_certificate
from volunteers.services.changing_hands import (
    accept_swap,
    come_after_all,
    cover,
    decline_swap,
    offer_swap,
    want_cover,
)
from volunteers.services.copying import copy_last_week
from volunteers.services.forgetting import erase_volunteer, follow_register, forget_old_charts, forget_old_presences
from volunteers.services.handovers import add_note, close_item, on_post, sign_in, sign_out, write_handover
from volunteers.services.hours import (
    close_months,
    confirm_hours,
    correct_hours,
    count_done,
    minutes_left,
    object_to,
    publish_month,
    settle,
)
from volunteers.services.membership import (
    current_rules,
    join,
    leave,
    note_absence,
    remove_absence,
    save_volunteer,
)
from volunteers.services.patterns import change_from, create_pattern, end_pattern, make_shifts, preview
from volunteers.services.places import save_post, save_team, settle_members
from volunteers.services.presence import check_in, check_in_at_tablet, check_in_by_pass, enter_sheet, mark_present
from volunteers.services.promises import give_back, let_go, promise
from volunteers.services.reserves import ask, decline, lapse_asks, wait_in_reserve
from volunteers.services.ringing import look_up_phone
from volunteers.services.shifts import add_shift, call_off, move_shift, resize_shift
from volunteers.services.successions import follow_successions
from volunteers.services.tending import remind, tend_duty

__all__ = [
    "accept_swap",
    "add_note",
    "add_shift",
    "ask",
    "call_for",
    "call_off",
    "change_from",
    "check_in",
    "check_in_at_tablet",
    "check_in_by_pass",
    "close_item",
    "close_months",
    "come_after_all",
    "confirm_hours",
    "copy_last_week",
    "correct_hours",
    "count_done",
    "cover",
    "create_pattern",
    "current_rules",
    "decline",
    "decline_swap",
    "end_pattern",
    "enter_sheet",
    "erase_volunteer",
    "follow_register",
    "follow_successions",
    "forget_old_charts",
    "forget_old_presences",
    "give_back",
    "issue_certificate",
    "join",
    "lapse_asks",
    "leave",
    "let_go",
    "look_up_phone",
    "make_shifts",
    "mark_present",
    "minutes_left",
    "move_shift",
    "note_absence",
    "object_to",
    "offer_swap",
    "on_post",
    "preview",
    "promise",
    "publish_month",
    "remind",
    "remove_absence",
    "resize_shift",
    "revoke_certificate",
    "save_post",
    "save_team",
    "save_volunteer",
    "settle",
    "settle_members",
    "sign_in",
    "sign_out",
    "tend_duty",
    "wait_in_reserve",
    "want_cover",
    "write_handover",
]
