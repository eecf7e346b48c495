"""The lock under which the children's room changes: its session's."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction

from childcare.models import CareSession
from childcare.services.refusals import REFUSALS
from community.faults import refusing, refusing_when_busy


@contextmanager
def changing(*sessions: int) -> Iterator[dict[int, CareSession]]:
    """One transaction that locks sessions by primary key, so that nobody else changes who is inside.

    Violations of constraints become errors with a message. Raises busy.
    """
    with transaction.atomic(), refusing_when_busy():
        found = lock_sessions(sessions)
        with refusing(REFUSALS, savepoint=False):
            yield found


def lock_sessions(sessions: Iterable[int]) -> dict[int, CareSession]:
    """Lock sessions, the last in the lock order, and read them again."""
    locked = CareSession.objects.select_related("room").select_for_update(of=["self"], no_key=True)
    return {each.pk: each for each in locked.filter(pk__in=set(sessions)).order_by("pk")}
