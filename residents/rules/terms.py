"""Terms of office, and the units they cover."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange, NumericRange
from django.utils.translation import gettext as _

from community.errors import Invalid
from community.ranges import DAY
from residents.models import LAST_UNIT

WHOLE_BUILDING = (1, LAST_UNIT)


def term_between(first: date, last: date | None) -> DateRange:
    """A term from its first to its last day, both inclusive; open if `last` is None. Raises ends_before_start."""
    if last is not None and last < first:
        raise Invalid("ends_before_start", _("The term must not end before it begins."))
    return DateRange(first, last + DAY if last else None)


def unit_range(units: tuple[int, int]) -> NumericRange:
    """A range of units from the first to the last, both inclusive. Raises units_wrong."""
    first, last = units
    if not 1 <= first <= last <= LAST_UNIT:
        raise Invalid("units_wrong", _("Units run from 1 to 99."))
    return NumericRange(first, last + 1)
