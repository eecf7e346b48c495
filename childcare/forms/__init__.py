"""Forms of the children's room."""

from childcare.forms.people import PersonForm, PersonTodayForm
from childcare.forms.sessions import OverrideForm, SettleForm, SingleForm
from childcare.forms.sheets import SheetForm, VisitingForm

__all__ = ["OverrideForm", "PersonForm", "PersonTodayForm", "SettleForm", "SheetForm", "SingleForm", "VisitingForm"]
