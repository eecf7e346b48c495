"""A user's class sessions, for warnings about overlapping engagements."""

from collections.abc import Iterator

from django.db.models import Q

from classes.models import Attendance, ClassSession, Enrolment
from community.models import User
from community.ranges import Span
from community.registers import engagements

Mark = Attendance.Mark


@engagements.register
def sessions_at(user: User, span: Span) -> Iterator[engagements.Engagement]:
    """Sessions in `span` for which the user, or a child in their care, has a seat and is not excused.

    Includes sessions that the user teaches. One query.
    """
    seats = Enrolment.objects.seated().of(user)
    rows = Attendance.objects.filter(Q(user=user) | Q(enrolment__user=user))
    guest = rows.filter(enrolment=None).exclude(mark=Mark.EXCUSED)
    excused = rows.filter(enrolment__isnull=False, mark=Mark.EXCUSED)
    member = Q(interest_class__in=seats.values("interest_class")) & ~Q(pk__in=excused.values("session"))
    ahead = ClassSession.objects.held().filter(starts_at__lt=span.end, ends_at__gt=span.start)
    found = ahead.filter(member | Q(pk__in=guest.values("session")) | Q(interest_class__teacher=user))
    for session in found.select_related("interest_class"):
        each = session.interest_class
        yield engagements.Engagement(session.span, str(each), each.get_absolute_url())
