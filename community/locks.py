"""Locks on users, the first in the lock order: user, resident, volunteer, shift, proposal, class, room, session."""

from collections.abc import Iterable

from community.models import User


def lock_user(user: User | None) -> None:
    """Serialize what one user does, so that limits hold; does nothing without a user.

    Raises `User.DoesNotExist` if the login was deleted in the meantime.
    """
    if user is not None:
        User.objects.select_for_update(no_key=True).only("pk").get(pk=user.pk)


def lock_users(pks: Iterable[int | None]) -> None:
    """Lock several users in primary key order; deleted ones are skipped."""
    wanted = {pk for pk in pks if pk is not None}
    if wanted:
        list(User.objects.select_for_update(no_key=True).only("pk").filter(pk__in=wanted).order_by("pk"))
