"""The tables of classes, grouped by subject."""

from classes.models.classes import ClassSession, InterestClass
from classes.models.practice import PracticeCertificate
from classes.models.proposals import Pledge, Proposal
from classes.models.seats import Draw, DrawEntry, Enrolment
from classes.models.teaching import Attendance, ClassPost, Rating

__all__ = [
    "Attendance",
    "ClassPost",
    "ClassSession",
    "Draw",
    "DrawEntry",
    "Enrolment",
    "InterestClass",
    "Pledge",
    "PracticeCertificate",
    "Proposal",
    "Rating",
]
