"""Rooms that a user starred."""

from django.db import transaction

from community.locks import lock_user
from community.models import User
from rooms.models import FavouriteRoom, Room


def keep_favourite(*, room: Room, user: User) -> None:
    """Show a room to this user before others; nothing new where it is so already."""
    with transaction.atomic():
        lock_user(user)
        FavouriteRoom.objects.get_or_create(room=room, user=user)


def drop_favourite(*, room: Room, user: User) -> None:
    """Let a room stand among the others again."""
    FavouriteRoom.objects.filter(room=room, user=user).delete()
