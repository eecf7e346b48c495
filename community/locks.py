"""Locks on users, which come before all others: user, resident, volunteer, shift, proposal, class, room, session."""

from collections.abc import Iterable

from community.models import User


def lock_user(user: User | None) -> None:
    """Let what one user does come one after another, so that limits hold; nothing without a user.

    Raises `User.DoesNotExist` where the login was deleted meanwhile.
    """
    if user is not None:
        User.objects.select_for_update(no_key=True).only("pk").get(pk=user.pk)


def lock_users(pks: Iterable[int | None]) -> None:
    """Lock several users by primary key; those who are gone are left out."""
    wanted = {pk for pk in pks if pk is not None}
    if wanted:
        list(User.objects.select_for_update(no_key=True).only("pk").filter(pk__in=wanted).order_by("pk"))
