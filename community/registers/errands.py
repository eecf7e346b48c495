"""What somebody was about to do when the portal asked them to log in, in words.

An app registers how it describes its own addresses; the door shows it all the way, so
that a chosen slot stays in sight until it is booked.
"""

from collections.abc import Callable

from django.http import QueryDict
from django.urls import Resolver404, ResolverMatch, resolve

Source = Callable[[ResolverMatch, QueryDict], str]

_sources: dict[str, Source] = {}


def register(url_name: str) -> Callable[[Source], Source]:
    """Let a function describe the addresses of one URL name; usable as a decorator.

    It is given the match and the query, which anybody may have typed, and gives nothing where they make no sense.
    """

    def keep(source: Source) -> Source:
        _sources[url_name] = source
        return source

    return keep


def errand_at(path: str) -> str:
    """What is about to be done at a path with its query; empty where nobody has words for it."""
    address, _mark, query = path.partition("?")
    try:
        match = resolve(address)
    except Resolver404:
        return ""
    source = _sources.get(match.url_name or "")
    return source(match, QueryDict(query)) if source else ""
