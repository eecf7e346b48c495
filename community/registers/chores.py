"""Names of background tasks for staff; each app names its own."""

from collections.abc import Mapping

from django.utils.functional import Promise

_chores: dict[str, Promise] = {}


def register(chores: Mapping[str, Promise]) -> None:
    """Name tasks by their path, such as `rooms.tasks.tend_bookings`."""
    _chores.update(chores)


def words_of(path: str) -> str:
    """The name of a task; its path if none was registered."""
    return str(_chores.get(path, path))
