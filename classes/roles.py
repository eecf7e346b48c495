"""What the front desk may do with classes; see `community.roles`."""

FRONT_DESK = ("view_interestclass", "view_classsession", "view_enrolment", "change_enrolment")
