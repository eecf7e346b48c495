"""Posts of building leaders follow the appointments: a successor takes over the shifts."""

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.errors import DomainError
from residents.models import Appointment
from volunteers.enums import PromiseState
from volunteers.models import Assignment, Post, Volunteer
from volunteers.rules.fitness import facts_of, local_day, serves
from volunteers.services.changing_hands import take_over
from volunteers.services.locking import lock, move_to
from volunteers.services.reserves import ask_next_reserve
from volunteers.services.telling import tell

logger = logging.getLogger(__name__)


def follow_successions() -> int:
    """Pass upcoming shifts from leaders whose term ends before them to their successors; returns how many.

    If no successor does duty, the promise ends and the shift is open.
    """
    rows = Assignment.objects.filter(
        state=PromiseState.PROMISED, shift__post__for_leaders=True, shift__starts_at__gt=timezone.now()
    )
    done = 0
    for promise in rows.select_related("shift__post", "volunteer__user", "volunteer__resident").order_by("pk"):
        day = local_day(promise.shift.starts_at)
        terms = facts_of([promise.volunteer], promise.shift.span)[promise.volunteer_id].terms
        if any(serves(term, promise.shift.post, day) for term in terms):
            continue
        done += _pass_on(promise, _successor(promise.shift.post, promise))
    return done


def _successor(post: Post, promise: Assignment) -> Volunteer | None:
    """The leader on that day for the area of the previous one; the first if there are several."""
    day = local_day(promise.shift.starts_at)
    before = Appointment.objects.filter(resident=promise.volunteer.resident_id, role=Appointment.Role.LEADER)
    current = Appointment.objects.current(day).filter(
        role=Appointment.Role.LEADER, building__in=before.values("building"), resident__isnull=False
    )
    found = Volunteer.objects.active().with_person().filter(resident__in=current.values("resident"))
    return next((each for each in found.order_by("pk")), None)


def _pass_on(promise: Assignment, successor: Volunteer | None) -> bool:
    try:
        with transaction.atomic():
            pks = [promise.volunteer_id, *([successor.pk] if successor else [])]
            people, shifts = lock(pks, [promise.shift_id])
            row = Assignment.objects.get(pk=promise.pk)
            if row.state != PromiseState.PROMISED:
                return False
            row.shift, row.volunteer = shifts[row.shift_id], people[row.volunteer_id]
            reason = {"reason": _("The term as building leader ends before that.")}
            tell(row.volunteer, "duty_let_go", row.shift, reason)
            if successor is None:
                move_to(row, PromiseState.HANDED_BACK, None)
                ask_next_reserve(row.shift)
            else:
                take_over(row, people[successor.pk], None)
                tell(people[successor.pk], "duty_inherited", row.shift, {"who": row.volunteer.name})
    except DomainError as error:
        logger.warning("A shift was not passed on", extra={"promise": promise.pk, "code": error.code})
        return False
    return True
