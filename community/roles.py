"""What the front desk may do with the kernel's own records; see `community.registers.roles`."""

FRONT_DESK = (
    "view_user",
    "view_centre",
    "view_notice",
    "add_notice",
    "change_notice",
    "view_message",
    "view_calendarday",
)
