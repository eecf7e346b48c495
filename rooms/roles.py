"""The front desk's permissions on rooms; see `community.registers.roles`."""

FRONT_DESK = (
    "run_desk",
    "approve_booking",
    "view_booking",
    "change_booking",
    "add_booking",
    "view_bookingseries",
    "view_room",
    "view_roomkind",
    "view_openingspan",
    "view_specialhours",
    "view_closure",
    "add_closure",
    "change_closure",
    "view_waiting",
    "view_strike",
    "change_strike",
    "view_reservation",
)
