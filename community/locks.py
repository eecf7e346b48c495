"""Locks on users, the first in the lock order: user, resident, volunteer, shift, proposal, class, room, session."""

from collections.abc import Iterable

from django.db.models import BigIntegerField

from community.models import User
from community.prepared import Prepared

_LOCKED = Prepared(
    lambda pk: User.objects.select_for_update(no_key=True).only("pk").filter(pk=pk), pk=BigIntegerField()
)


def lock_user(user: User | None) -> None:
    """Serialize what one user does, so that limits hold; does nothing without a user.

    Raises `User.DoesNotExist` if the login was deleted in the meantime.
    """
    if user is not None and not _LOCKED(pk=user.pk):
        raise User.DoesNotExist


def lock_users(pks: Iterable[int | None]) -> None:
    """Lock several users in primary key order; deleted ones are skipped."""
    wanted = {pk for pk in pks if pk is not None}
    if wanted:
        list(User.objects.select_for_update(no_key=True).only("pk").filter(pk__in=wanted).order_by("pk"))
