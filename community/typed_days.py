"""No form takes a day at the edge of the calendar, past which arithmetic on days breaks.

Browsers offer the years 1 to 9999, and Python's calendar ends there: a day more, or the same moment in another time
zone, is an OverflowError. Whoever types one has slipped on a key, so the form says so, every form of the portal and
of the admin, those not yet written among them.
"""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FIRST_YEAR, LAST_YEAR = 1900, 2199


def check_year(day: date) -> None:
    """Refuse a day, or a moment, of a year that nobody means. Raises ValidationError."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(_("Please look at the year again."), code="year")


def bound_every_form() -> None:
    """Let all form fields of days and moments check their year; called once, when the portal starts."""
    for field in (forms.DateField, forms.DateTimeField):
        field.default_validators = [check_year]
