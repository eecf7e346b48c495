"""What the front desk may do with the children's room; see `community.registers.roles`."""

FRONT_DESK = (
    "run_childcare",
    "reveal_caresheet",
    "view_family",
    "view_caresheet",
    "view_consent",
    "view_pickupperson",
    "view_barred",
    "view_carer",
    "view_careduty",
    "view_caresession",
    "view_carepattern",
    "view_breach",
    "view_dropin",
    "view_pickup",
    "view_turnedaway",
    "view_carewaiting",
    "view_alarm",
    "view_incident",
    "view_offlinehandover",
    "view_station",
)
