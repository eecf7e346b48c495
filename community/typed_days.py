"""Form validation against dates at the edge of the calendar, at which date arithmetic fails.

Browsers offer the years 1 to 9999, and Python's calendar ends there: a day more, or the same moment in another time
zone, raises an OverflowError. Such a date is a typo, and every form of the portal and the admin, present or future,
says so.
"""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FIRST_YEAR, LAST_YEAR = 1900, 2199


def check_year(day: date) -> None:
    """Refuse a date or datetime of an implausible year. Raises ValidationError."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(_("Please check the year."), code="year")


def bound_every_form() -> None:
    """Add the check to all date and datetime form fields; called once at startup."""
    for field in (forms.DateField, forms.DateTimeField):
        field.default_validators = [check_year]
