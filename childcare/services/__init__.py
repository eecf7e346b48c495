"""Every change of the children's room; nothing else writes. This is the guide to the app.

Who acts: `by: User` is a login (a guardian, or staff with `childcare.run_childcare`);
`carer: Carer` is who opened the tablet with a PIN (`station.carer`) and is signed on;
`station` is the tablet, or None. `key` is a UUID as text that the page made: the same
request twice has one effect. What a rule refuses is a `community.errors.DomainError`.

- Sheets: `save_care_sheet`, `confirm_sheet`, `set_extra_points`, `reveal_health`; consent by
  purpose: `give_consent`, `withdraw_consent`.
- Who may fetch: `add_pickup_person`, `comes_today`, `remove_pickup_person`; who must not:
  `bar_person`, `lift_bar`.
- Openings: `open_session`, `plan_pattern`, `end_pattern`, `change_session`, `cancel_session`,
  `open_for_weather` (with `selectors.weather_plan`), `note_where_to`.
- Carers: `save_carer`, `retire_carer`, `set_pin`, `sign_on_carer`, `sign_off_carer`, `declare_breach`.
- The tablet: `register_station` gives its token, `unlock_station`, `touch_station`,
  `lock_station`, `revoke_station`.
- At the door: `drop_off` (a whole family, all or none), `turn_away`; `hand_over` with the
  pass and a person from the list, `send_home_alone`, `undo_hand_over` within two minutes,
  `unlock_pass` after a document was seen, `override_hand_over` by two of the staff.
- While inside: `extend_stay`, `say_late`, `note_call`.
- Full: `join_waiting`, `leave_waiting`; whoever frees a place offers it to the first that
  fits, in the same transaction.
- Incidents: `record_incident`, `acknowledge_incident`, `look_at_incident`. Alarms: `see_alarm`.
- Without a network: `note_roll_call` with `Ticked`, `note_offline_hand_over`, `settle_offline`.
- Time itself, through the worker: `tend_care`, `make_sessions`, `forget_stays`.

Each opens one transaction, locks what it needs in the portal's order (the session last),
checks again and writes. The database has the last word (`triggers.sql`): children within
places and points, two carers of different households, and out exactly where a pick-up stands.
"""

from childcare.services.carers import declare_breach, retire_carer, save_carer, set_pin, sign_off_carer, sign_on_carer
from childcare.services.door import drop_off, turn_away
from childcare.services.forgetting import forget_stays, forget_these
from childcare.services.handing import hand_over, override_hand_over, send_home_alone, undo_hand_over
from childcare.services.incidents import acknowledge_incident, look_at_incident, record_incident, see_alarm
from childcare.services.passes import unlock_pass
from childcare.services.pickups import add_pickup_person, bar_person, comes_today, lift_bar, remove_pickup_person
from childcare.services.roll import Ticked, note_offline_hand_over, note_roll_call, settle_offline
from childcare.services.sessions import (
    cancel_session,
    change_session,
    end_pattern,
    make_sessions,
    note_where_to,
    open_session,
    plan_pattern,
)
from childcare.services.sheets import (
    confirm_sheet,
    give_consent,
    reveal_health,
    save_care_sheet,
    set_extra_points,
    withdraw_consent,
)
from childcare.services.stations import (
    lock_station,
    register_station,
    revoke_station,
    touch_station,
    unlock_station,
)
from childcare.services.stays import extend_stay, note_call, say_late
from childcare.services.tending import tend_care
from childcare.services.waiting import join_waiting, leave_waiting
from childcare.services.weather import open_for_weather

__all__ = [
    "Ticked",
    "acknowledge_incident",
    "add_pickup_person",
    "bar_person",
    "cancel_session",
    "change_session",
    "comes_today",
    "confirm_sheet",
    "declare_breach",
    "drop_off",
    "end_pattern",
    "extend_stay",
    "forget_stays",
    "forget_these",
    "give_consent",
    "hand_over",
    "join_waiting",
    "leave_waiting",
    "lift_bar",
    "lock_station",
    "look_at_incident",
    "make_sessions",
    "note_call",
    "note_offline_hand_over",
    "note_roll_call",
    "note_where_to",
    "open_for_weather",
    "open_session",
    "override_hand_over",
    "plan_pattern",
    "record_incident",
    "register_station",
    "remove_pickup_person",
    "retire_carer",
    "reveal_health",
    "revoke_station",
    "save_care_sheet",
    "save_carer",
    "say_late",
    "see_alarm",
    "send_home_alone",
    "set_extra_points",
    "set_pin",
    "settle_offline",
    "sign_off_carer",
    "sign_on_carer",
    "tend_care",
    "touch_station",
    "turn_away",
    "undo_hand_over",
    "unlock_pass",
    "unlock_station",
    "withdraw_consent",
]
