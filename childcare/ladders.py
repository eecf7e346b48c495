"""The escalation ladders for children who are not picked up; see `community.ladders`. They run at any hour."""

from datetime import timedelta

from childcare.services.ladder import (
    BROUGHT,
    EVERYBODY,
    FIRST_AFTER,
    GUARDIANS,
    LATE,
    MANAGER,
    OVERDUE,
    POLICE,
    SECOND_AFTER,
    late_children,
    overdue_children,
    send_rung,
)
from community.ladders import Ladder, Rung, register

FIRST = register(Ladder(LATE, (Rung(BROUGHT, FIRST_AFTER, any_hour=True),), late_children, send_rung))
NEVER_FORGOTTEN = register(
    Ladder(
        OVERDUE,
        (
            Rung(GUARDIANS, SECOND_AFTER, any_hour=True),
            Rung(EVERYBODY, timedelta(minutes=30), any_hour=True),
            Rung(MANAGER, timedelta(minutes=45), any_hour=True),
            Rung(POLICE, timedelta(minutes=90), any_hour=True),
        ),
        overdue_children,
        send_rung,
    )
)
