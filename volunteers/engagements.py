"""A user's shifts, for warnings about overlapping engagements."""

from collections.abc import Iterator

from community.models import User
from community.ranges import Span
from community.registers import engagements
from volunteers.models import Assignment


@engagements.register
def shifts_at(user: User, span: Span) -> Iterator[engagements.Engagement]:
    """Shifts in `span` that the user promised. One query."""
    rows = Assignment.objects.ahead().of(user).filter(during__overlap=span.range)
    for row in rows.select_related("shift__post"):
        yield engagements.Engagement(row.shift.span, str(row.shift.post), row.shift.get_absolute_url())
