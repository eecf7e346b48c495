"""The front desk's permissions on classes; see `community.registers.roles`."""

FRONT_DESK = (
    "view_interestclass",
    "view_classsession",
    "change_classsession",
    "view_enrolment",
    "change_enrolment",
    "view_proposal",
    "view_draw",
    "view_attendance",
    "view_practicecertificate",
    "view_rating",
)
