"""Months, frozen by one person and published by another; years, closed once all their months are published."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.errors import Conflict, Invalid
from community.models import User
from community.permissions import require_permission
from community.ranges import month_of, today
from community.templatetags.dates import year_month
from donations.fund.models import FundEntry, FundMonth, YearClose


def freeze_month(*, year: int, month: int, by: User) -> FundMonth:
    """Freeze a past month: no more entries can be added, and its root is fixed.

    Raises `not_allowed`, `running`, `gap` if an earlier month with entries is not frozen, and `frozen`.
    """
    require_permission(by, "fund.add_fundmonth", _("You may not freeze months."))
    first = date(year, month, 1)
    if first >= month_of(today()):
        raise Invalid("running", _("This month is not over yet."))
    missing = _first_open(before=first)
    if missing is not None:
        message = _("%(month)s comes first: it has entries, and is not frozen.")
        raise Invalid("gap", message % {"month": year_month(missing)})
    try:
        with transaction.atomic():
            frozen = FundMonth.objects.create(year=year, month=month, frozen_by=by)
    except IntegrityError as error:
        raise Conflict("frozen", _("This month is already frozen.")) from error
    frozen.refresh_from_db()  # filled in by the trigger
    return frozen


def _first_open(*, before: date) -> date | None:
    """The first unfrozen month with entries before a day, or None."""
    frozen = set(FundMonth.objects.values_list("year", "month"))
    months = FundEntry.objects.filter(happened_on__lt=before).dates("happened_on", "month")
    return next((each for each in months if (each.year, each.month) not in frozen), None)


def thaw_month(*, month: FundMonth, by: User) -> None:
    """Undo the freezing of an unpublished month. Raises `not_allowed`, `published`, `later_frozen`."""
    require_permission(by, "fund.add_fundmonth", _("You may not freeze months."))
    with transaction.atomic():
        locked = FundMonth.objects.select_for_update().get(pk=month.pk)
        _unpublished(locked)
        later = FundMonth.objects.exclude(pk=locked.pk).filter(year__gte=locked.year)
        if any((each.year, each.month) > (locked.year, locked.month) for each in later):
            raise Conflict("later_frozen", _("A later month is already frozen."))
        locked.delete()


def publish_month(*, month: FundMonth, root: str, by: User) -> FundMonth:
    """Publish a frozen month, as the second person, who reviewed it with this root.

    Raises `not_allowed`, `own_freeze`, `published`, and `changed` if it was thawed and frozen again in the meantime.
    """
    require_permission(by, "fund.publish_fundmonth", _("You may not publish months."))
    with transaction.atomic():
        locked = FundMonth.objects.select_for_update().filter(year=month.year, month=month.month).first()
        if locked is None or locked.root != root:
            raise Conflict("changed", _("This month changed since you read it. Please read it again."))
        _unpublished(locked)
        if locked.frozen_by_id == by.pk:
            raise Invalid("own_freeze", _("You froze this month. Another person must publish it."))
        locked.published_by, locked.published_at = by, timezone.now()
        locked.save(update_fields=["published_by", "published_at"])
    return locked


def _unpublished(month: FundMonth) -> None:
    if month.published_at is not None:
        raise Conflict("published", _("This month is published and can no longer be changed."))


def close_year(*, year: int, by: User) -> YearClose:
    """Close a year: its balance is carried forward, and no more entries can be added.

    Raises `not_allowed`, `running`, `unpublished` naming the missing month, and `closed`.
    """
    require_permission(by, "fund.add_yearclose", _("You may not close years."))
    if year >= today().year:
        raise Invalid("running", _("This year is not over yet."))
    published = set(FundMonth.objects.filter(year=year, published_at__isnull=False).values_list("month", flat=True))
    for month in FundEntry.objects.filter(happened_on__year=year).dates("happened_on", "month"):
        if month.month not in published:
            message = _("%(month)s is not published yet.")
            raise Invalid("unpublished", message % {"month": year_month(month)})
    try:
        with transaction.atomic():
            closed = YearClose.objects.create(year=year, closed_by=by)
    except IntegrityError as error:
        raise Conflict("closed", _("This year is already closed.")) from error
    closed.refresh_from_db()
    return closed
