"""The kinds of message that a user may switch off; each app registers its own."""

from collections.abc import Mapping

from django.utils.functional import Promise

_kinds: dict[str, Promise] = {}


def register(kinds: Mapping[str, Promise]) -> None:
    """Let users switch off these kinds: the template's name, and what people call it."""
    _kinds.update(kinds)


def all_kinds() -> list[tuple[str, Promise]]:
    """Every kind with its name, in the order of registration."""
    return list(_kinds.items())
