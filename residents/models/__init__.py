"""The register, and the chains of service for each household."""

from residents.models.appointments import Appointment
from residents.models.emergency import EmergencyContact
from residents.models.imports import ImportRow, RegisterExport, RegisterImport
from residents.models.keys import same
from residents.models.matching import LoginMatch, MatchAttempt
from residents.models.people import Guardianship, RelationWord, Residence, Resident, Tag
from residents.models.places import LAST_UNIT, MOST_HOUSEHOLDS, Building, Compound, Household
from residents.models.policy import RegisterPolicy
from residents.models.reveals import Reveal

__all__ = [
    "LAST_UNIT",
    "MOST_HOUSEHOLDS",
    "Appointment",
    "Building",
    "Compound",
    "EmergencyContact",
    "Guardianship",
    "Household",
    "ImportRow",
    "LoginMatch",
    "MatchAttempt",
    "RegisterExport",
    "RegisterImport",
    "RegisterPolicy",
    "RelationWord",
    "Residence",
    "Resident",
    "Reveal",
    "Tag",
    "same",
]
