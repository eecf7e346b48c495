"""A month of service hours as published, with masked names."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum

from community.models import User
from community.names import mask_name
from volunteers.models import ServiceHours


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One person's month; their name is shown in full only to themselves."""

    name: str
    minutes: int
    entries: int
    is_me: bool


def month_lines(month: date, reader: User | None) -> list[MonthLine]:
    """The minutes of everybody in a month, the reader's own first; one query."""
    rows = (
        ServiceHours.objects.filter(month=month)
        .values("volunteer_id", "volunteer__name", "volunteer__user_id")
        .annotate(total=Sum("minutes"), entries=Count("pk", filter=Q(corrects__isnull=True)))
        .order_by("volunteer__name_key", "volunteer_id")
    )
    lines = []
    for row in rows:
        is_me = reader is not None and row["volunteer__user_id"] == reader.pk
        name = row["volunteer__name"]
        lines.append(MonthLine(name if is_me else mask_name(name), row["total"], row["entries"], is_me))
    return sorted(lines, key=lambda each: not each.is_me)
