"""Counting hours of holiday social practice (寒暑假社会实践)."""

from dataclasses import dataclass

from django.db.models import Max

from classes.models import Attendance, Enrolment, InterestClass


@dataclass(frozen=True, slots=True)
class Practice:
    """A pupil's practice: sessions and minutes confirmed by the leader."""

    sessions: int
    minutes: int


def practice_of(interest_class: InterestClass, enrolment: Enrolment) -> Practice:
    """A pupil's confirmed practice in a class, including earlier seats in it; one query.

    Cancelled sessions and classes that were called off do not count.
    """
    if not interest_class.gives_hours or interest_class.state != InterestClass.State.OPEN:
        return Practice(0, 0)
    confirmed = Attendance.objects.filter(
        enrolment__in=Enrolment.objects.of_pupil(enrolment),
        session__cancelled_at=None,
        confirmed_at__isnull=False,
        minutes__gt=0,
    )
    # Each session once, even for a pupil who left and came back on the same day.
    of_sessions = confirmed.order_by().values("session").annotate(most=Max("minutes")).values_list("most", flat=True)
    minutes = list(of_sessions)
    return Practice(len(minutes), sum(minutes))
