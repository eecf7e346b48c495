"""Every URL pattern, and how to fill it in, for tests that try all of them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote, urlsplit

from django.urls import Resolver404, get_resolver, resolve

# A path converter, or a group in the admin's regular expressions.
PLACE = re.compile(r"<(?:(?P<kind>\w+):)?\w+>|\(\?P<\w+>[^)]*\)|\([^?][^)]*\)")


@dataclass(frozen=True, slots=True)
class Door:
    """One URL pattern; `kinds` are the converters of its parameters, empty for a regular expression."""

    route: str
    kinds: tuple[str, ...]

    def path(self, values: Sequence[str], *, quoted: bool = False) -> str:
        """The address with a value for each parameter; `quoted` if they are percent-encoded already."""
        filled = iter(values if quoted else [quote(value, safe="") for value in values])
        pattern = "".join(re.split(r"[\^$\\](?![^(]*\))", self.route))
        return "/" + PLACE.sub(lambda _match: next(filled), pattern)


def doors() -> list[Door]:
    """All URL patterns, each once."""
    found = {route: Door(route, tuple(m["kind"] or "" for m in PLACE.finditer(route))) for route in _routes()}
    return list(found.values())


def _routes(patterns: Iterable[Any] | None = None, before: str = "") -> Iterator[str]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _routes(pattern.url_patterns, route)
        else:
            yield route


@cache
def values_of(url: str) -> tuple[str, tuple[str, ...]] | None:
    """The pattern of an address and the values of its parameters; None if there is none."""
    try:
        match = resolve(urlsplit(url).path)
    except Resolver404:
        return None
    given = match.captured_kwargs.values() if match.captured_kwargs else match.args
    return match.route, tuple(str(value) for value in given)
