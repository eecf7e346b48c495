"""The centre itself, its users and its calendar, and what it tells people."""

from community.models.bilingual import Bilingual
from community.models.centre import Centre, CentrePhoto, Notice
from community.models.days import CalendarDay
from community.models.delivery import Delivery, Message, OneTimeCode, OutgoingText, Subscription
from community.models.ladders import Heartbeat, LadderRung
from community.models.users import (
    LoginSession,
    LoginSessionManager,
    User,
    UserManager,
    mobile_number,
    unguessable_token,
)

__all__ = [
    "Bilingual",
    "CalendarDay",
    "Centre",
    "CentrePhoto",
    "Delivery",
    "Heartbeat",
    "LadderRung",
    "LoginSession",
    "LoginSessionManager",
    "Message",
    "Notice",
    "OneTimeCode",
    "OutgoingText",
    "Subscription",
    "User",
    "UserManager",
    "mobile_number",
    "unguessable_token",
]
