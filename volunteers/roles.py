"""The front desk's permissions on duty; see `community.registers.roles`."""

FRONT_DESK = (
    "run_duty",
    "view_volunteer",
    "add_volunteer",
    "change_volunteer",
    "view_skill",
    "view_dutyrules",
    "view_absence",
    "view_dutyteam",
    "change_dutyteam",
    "view_post",
    "view_rosterpattern",
    "view_shift",
    "view_assignment",
    "view_presence",
    "view_handover",
    "view_openitem",
    "view_hoursmonth",
    "view_servicehours",
    "view_objection",
    "view_hourscertificate",
)
