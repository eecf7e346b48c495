"""Rooms that a user starred."""

from django.db import transaction

from community.locks import lock_user
from community.models import User
from rooms.models import FavouriteRoom, Room


def keep_favourite(*, room: Room, user: User) -> None:
    """Star a room for a user; does nothing if it is starred already."""
    with transaction.atomic():
        lock_user(user)
        FavouriteRoom.objects.get_or_create(room=room, user=user)


def drop_favourite(*, room: Room, user: User) -> None:
    """Remove a room from a user's favourites."""
    FavouriteRoom.objects.filter(room=room, user=user).delete()
