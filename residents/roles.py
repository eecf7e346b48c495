"""The front desk's permissions on the register; see `community.registers.roles`."""

FRONT_DESK = (
    "view_resident",
    "reveal_resident",
    "view_residence",
    "view_household",
    "view_building",
    "view_compound",
    "view_appointment",
    "view_emergencycontact",
    "view_loginmatch",
    "settle_match",
)
