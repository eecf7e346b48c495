"""Every change of the children's room; nothing else writes. This is the guide to the app.

Who acts: `by: User` is a login (a guardian, or staff with `childcare.run_childcare`);
`carer: Carer` is who opened the tablet with a PIN (`station.carer`) and is signed on;
`station` is the tablet, or None. `key` is a UUID as text that the page made: the same
request twice has one effect. What a rule refuses is a `community.errors.DomainError`.

| about | verbs |
| --- | --- |
| sheets | `save_care_sheet(*, by, child=None, name="", birth_date=None, called, health, contacts, comforts="", sheet=None, guardian_name="", guardian_phone="", guardian_kin="guardian") -> CareSheet`, `confirm_sheet(*, sheet, by)`, `set_extra_points(*, sheet, points, by)`, `reveal_health(*, sheet, reason, by) -> Health` |
| consent | `give_consent(*, sheet, purpose, by, on_paper=False) -> Consent`, `withdraw_consent(*, sheet, purpose, by)` |
| people | `add_pickup_person(*, sheets, name, phone, kin, by, is_adult=True, starts_on=None, ends_on=None) -> list[PickupPerson]`, `comes_today(*, sheets, name, phone, kin, by, is_adult=True)`, `remove_pickup_person(*, person, by)`, `bar_person(*, sheet, name, phone, paper, first, second, person=None) -> Barred`, `lift_bar(*, barred, by)` |
| sessions | `open_session(*, room, span, places, by, kind="usual", weather="", displace=False) -> CareSession`, `plan_pattern(*, new: CarePattern, by) -> CarePattern`, `end_pattern(*, pattern, last_day, by)`, `make_sessions()`, `change_session(*, session, by, span=None, places=None)`, `cancel_session(*, session, reason, by)`, `open_for_weather(*, plan: WeatherPlan, by) -> CareSession`, `note_where_to(*, session, place, by)` |
| carers | `save_carer(*, carer: Carer, by) -> Carer`, `set_pin(*, carer, pin, by)`, `sign_on_carer(*, session, carer, by=None, station=None) -> CareDuty`, `sign_off_carer(*, duty, by=None)`, `declare_breach(*, duty, reason, by=None) -> Breach` |
| tablets | `register_station(*, name, by) -> (Station, token)`, `unlock_station(*, station, carer, pin) -> Station`, `touch_station(*, station)`, `lock_station(*, station)`, `revoke_station(*, station, by)` |
| the door | `drop_off(*, session, sheets, until, carer, key, brought_by=None, station=None, allergies_read=False, still_right=False) -> list[DropIn]`, `turn_away(*, session, sheet, reason, carer, note="") -> TurnedAway`, `hand_over(*, drop_ins, person, carer, key, words=None, code="", station=None) -> list[PickUp]`, `send_home_alone(*, drop_in, carer, key, station=None) -> PickUp`, `undo_hand_over(*, pick_up, carer)`, `unlock_pass(*, day_pass, document, by)`, `override_hand_over(*, drop_ins, name, document, reason, first, second, key) -> list[PickUp]` |
| stays | `extend_stay(*, drop_in, until, by=None, carer=None)`, `say_late(*, drop_ins, by)`, `note_call(*, drop_in, whom, result, by, phone="")` |
| waiting | `join_waiting(*, session, sheets, by=None, carer=None) -> CareWaiting`, `leave_waiting(*, waiting, by=None, carer=None)`; offers are made by whoever frees a place |
| incidents | `record_incident(*, drop_in, happened_at, what, done, carer, witnesses="", photo=None) -> Incident`, `acknowledge_incident(*, incident, by, words="") -> IncidentAnswer` |
| roll call | `note_roll_call(*, session, ticks: list[Ticked], carer, station=None) -> int` (how many were new), `note_offline_hand_over(*, drop_in, to, seconds_ago, key, carer)`, `settle_offline(*, note, first, second) -> PickUp` |
| alarms | `see_alarm(*, alarm, by)` |
| time | `tend_care()`, `make_sessions()`, `forget_stays()` |

Each opens one transaction, locks what it needs in the portal's order (the session last),
checks again and writes. The database has the last word (`triggers.sql`): children within
places and points, two carers, and out exactly where a pick-up stands.
"""
