"""What the background worker does, in words: each app names its own tasks."""

from collections.abc import Mapping

from django.utils.functional import Promise

_chores: dict[str, Promise] = {}


def register(chores: Mapping[str, Promise]) -> None:
    """Name tasks by their path, as `rooms.tasks.tend_bookings`."""
    _chores.update(chores)


def words_of(path: str) -> str:
    """A task in words; its path where nobody has any."""
    return str(_chores.get(path, path))
