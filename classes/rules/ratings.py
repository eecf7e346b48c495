"""The period in which a class may be rated."""

from datetime import timedelta

from django.db.models import Max, Q

from classes.models import InterestClass
from community.ranges import Span

OPEN_FOR = timedelta(days=30)

LAST_END = Max("sessions__ends_at", filter=Q(sessions__cancelled_at__isnull=True))


def rating_time(interest_class: InterestClass) -> Span | None:
    """The 30 days after the last session; None if the class never met or was called off. One query."""
    if interest_class.state != InterestClass.State.OPEN:
        return None
    last = InterestClass.objects.filter(pk=interest_class.pk).aggregate(last=LAST_END)["last"]
    return Span(last, last + OPEN_FOR) if last else None
