"""The tables of the children's room; `triggers.sql` enforces what no single row can."""

from childcare.models.carers import CareDuty, Carer, Station
from childcare.models.rules import CARER_POINTS, CareRules, ConsentText, RatioBand
from childcare.models.safety import Alarm, Call, Incident, IncidentAnswer, OfflineHandOver, RollTick, StayFigure
from childcare.models.sessions import Breach, CarePattern, CareSession
from childcare.models.sheets import (
    Barred,
    CareSheet,
    Consent,
    Contact,
    Family,
    Health,
    PickupPerson,
    SheetReveal,
)
from childcare.models.stays import CareWaiting, DayPass, DropIn, PickUp, TurnedAway

__all__ = [
    "CARER_POINTS",
    "Alarm",
    "Barred",
    "Breach",
    "Call",
    "CareDuty",
    "CarePattern",
    "CareRules",
    "CareSession",
    "CareSheet",
    "CareWaiting",
    "Carer",
    "Consent",
    "ConsentText",
    "Contact",
    "DayPass",
    "DropIn",
    "Family",
    "Health",
    "Incident",
    "IncidentAnswer",
    "OfflineHandOver",
    "PickUp",
    "PickupPerson",
    "RatioBand",
    "RollTick",
    "SheetReveal",
    "Station",
    "StayFigure",
    "TurnedAway",
]
