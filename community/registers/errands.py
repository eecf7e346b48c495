"""Describes what a visitor was about to do when the portal asked them to log in.

An app registers descriptions of its own addresses; the login page shows them throughout, so that a chosen slot stays
visible until it is booked.
"""

from collections.abc import Callable

from django.http import QueryDict
from django.urls import Resolver404, ResolverMatch, resolve

Source = Callable[[ResolverMatch, QueryDict], str]

_sources: dict[str, Source] = {}


def register(url_name: str) -> Callable[[Source], Source]:
    """Register a function that describes the addresses of one URL name; usable as a decorator.

    It receives the URL match and the query, which are untrusted, and returns None if they make no sense.
    """

    def keep(source: Source) -> Source:
        _sources[url_name] = source
        return source

    return keep


def errand_at(path: str) -> str:
    """A description of the page at a path with its query; empty if no app provides one."""
    address, _mark, query = path.partition("?")
    try:
        match = resolve(address)
    except Resolver404:
        return ""
    source = _sources.get(match.url_name or "")
    return source(match, QueryDict(query)) if source else ""
