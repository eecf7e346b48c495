"""The kinds of message that a user may switch off; each app registers its own, under the word of a place."""

from collections.abc import Mapping

from django.utils.functional import Promise

_kinds: dict[str, Promise] = {}
_groups: dict[str | Promise, list[str]] = {}


def register(group: str | Promise, kinds: Mapping[str, Promise]) -> None:
    """Let users switch off these kinds: the template's name, and what people call it; they stand under `group`."""
    _kinds.update(kinds)
    _groups.setdefault(group, []).extend(kinds)


def all_kinds() -> list[tuple[str, Promise]]:
    """Every kind with its name, in the order of registration."""
    return list(_kinds.items())


def grouped_kinds() -> list[tuple[str | Promise, list[tuple[str, Promise]]]]:
    """The same, each under the word of its group."""
    return [(group, [(kind, _kinds[kind]) for kind in kinds]) for group, kinds in _groups.items()]
