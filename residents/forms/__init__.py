"""Forms of the register."""

from residents.forms.appointments import AppointmentForm, SuccessionForm
from residents.forms.imports import RegisterWorkbookForm
from residents.forms.people import MatchForm, ResidentForm, RevealForm

__all__ = ["AppointmentForm", "MatchForm", "RegisterWorkbookForm", "ResidentForm", "RevealForm", "SuccessionForm"]
