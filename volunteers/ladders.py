"""The escalation ladder for unfilled shifts; see `community.ladders`."""

from datetime import timedelta

from community.ladders import Ladder, Rung, register
from volunteers.services.ladder import EVERYBODY, FIRST_RUNG, LADDER, ON_CALL, TEAM, send_rung, send_rungs, short_shifts

NEVER_SHORT = register(
    Ladder(
        name=LADDER,
        rungs=(
            Rung(TEAM, -FIRST_RUNG),
            Rung(EVERYBODY, -timedelta(hours=24)),
            Rung(ON_CALL, -timedelta(hours=2), any_hour=True),
        ),
        open=short_shifts,
        send=send_rung,
        send_many=send_rungs,
    )
)
