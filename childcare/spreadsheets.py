"""Workbook downloads of the children's room: sessions with figures, without names."""

from collections.abc import Iterable, Iterator

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from childcare.models import CareSession
from community.spreadsheets import workbook


def sessions_workbook(sessions: QuerySet[CareSession]) -> bytes:
    """A row for each session: when, its kind, places, children, carers, minutes with too few carers. Two queries."""
    header = [_("Date"), _("from"), _("until"), _("Room"), _("kind"), _("places"), _("children"), _("carers")]
    return workbook([*header, _("minutes with too few carers"), _("called off")], _rows(sessions))


def _rows(sessions: Iterable[CareSession]) -> Iterator[list[object]]:
    keys = [each.pk for each in sessions]
    counted = CareSession.objects.filter(pk__in=keys).annotate(
        children=Count("drop_ins", distinct=True), carers=Count("duties__carer", distinct=True)
    )
    for each in counted.select_related("room").prefetch_related("breaches").order_by("starts_at"):
        start, end = (timezone.localtime(moment) for moment in (each.starts_at, each.ends_at))
        yield [
            f"{each.date}",
            f"{start:%H:%M}",
            f"{end:%H:%M}",
            str(each.room),
            str(each.get_kind_display()),
            each.places,
            each.children,
            each.carers,
            sum(breach.minutes for breach in each.breaches.all()),
            each.reason if each.cancelled_at else "",
        ]
