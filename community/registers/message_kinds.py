"""The kinds of message that users may mute; each app registers its own, in a named group."""

from collections.abc import Mapping

from django.utils.functional import Promise

_kinds: dict[str, Promise] = {}
_groups: dict[str | Promise, list[str]] = {}


def register(group: str | Promise, kinds: Mapping[str, Promise]) -> None:
    """Allow users to mute these kinds, each a template name with a label; they are listed under `group`."""
    _kinds.update(kinds)
    _groups.setdefault(group, []).extend(kinds)


def all_kinds() -> list[tuple[str, Promise]]:
    """Every kind with its label, in order of registration."""
    return list(_kinds.items())


def grouped_kinds() -> list[tuple[str | Promise, list[tuple[str, Promise]]]]:
    """The kinds with their labels, by group."""
    return [(group, [(kind, _kinds[kind]) for kind in kinds]) for group, kinds in _groups.items()]
