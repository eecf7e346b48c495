"""The centre, its users, its calendar, and the messages it sends."""

# Models of the kernel from packages of their own; Django looks for all of them here.
from community.certificates.models import Certificate, CertificateCounter, CertificateGuess
from community.certificates.seals import OfficialSeal
from community.certificates.templates import CertificateTemplate
from community.models.bilingual import Bilingual
from community.models.centre import Centre, CentrePhoto, Notice
from community.models.days import CalendarDay
from community.models.delivery import Delivery, Message, OneTimeCode, OutgoingText, Subscription
from community.models.kept import KeptList
from community.models.ladders import Heartbeat, LadderRung
from community.models.users import (
    LoginSession,
    LoginSessionManager,
    User,
    UserManager,
    mobile_number,
    unguessable_token,
)
from community.workbooks.models import KnownHeading

__all__ = [
    "Bilingual",
    "CalendarDay",
    "Centre",
    "CentrePhoto",
    "Certificate",
    "CertificateCounter",
    "CertificateGuess",
    "CertificateTemplate",
    "Delivery",
    "Heartbeat",
    "KeptList",
    "KnownHeading",
    "LadderRung",
    "LoginSession",
    "LoginSessionManager",
    "Message",
    "Notice",
    "OfficialSeal",
    "OneTimeCode",
    "OutgoingText",
    "Subscription",
    "User",
    "UserManager",
    "mobile_number",
    "unguessable_token",
]
