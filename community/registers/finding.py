"""Find anything: one field on every page of staff, which asks every app.

An app registers a source for each kind of thing that it keeps: what of it fits some words,
masked, for a reader with the permission of that kind. How likely a thing is meant is told
by one rule, `likeness_of`; the kind with the likeliest thing stands first.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from django.utils.functional import Promise

from community.http import UserRequest
from community.models import User
from community.names import clean_name, pinyin_key
from community.person_line import PersonLine
from community.registers.staff import is_let_in, may_open

MOST = 6  # of a kind on one page
LONGEST = 50  # characters that are looked for
EXACT, BEGINNING, WITHIN = range(3)


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is called, a line more, its page, how likely it is meant, and a person's line."""

    title: str
    url: str
    detail: str = ""
    likeness: int = WITHIN
    person: PersonLine | None = None
    state: tuple[str, str] | None = None
    more: tuple[str | Promise, str] | None = None  # another page, such as one to book for this person


Source = Callable[[UserRequest, str], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing: its name, its icon, who may find it, and its place among kinds as likely."""

    name: str | Promise
    icon: str
    permissions: tuple[str, ...]
    for_desk: bool
    place: int
    source: Source

    def is_for(self, user: User) -> bool:
        """Whether a user holds one of its permissions, or works outside the admin where it is `for_desk`."""
        return any(map(user.has_perm, self.permissions)) or (self.for_desk and is_let_in(user))


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one kind; `is_cut` where there is more."""

    kind: Kind
    hits: list[Hit]
    is_cut: bool


_kinds: list[Kind] = []


def register(
    name: str | Promise, *, icon: str, permissions: Iterable[str], place: int, for_desk: bool = False
) -> Callable[[Source], Source]:
    """Let a source find things of a kind for whoever holds one of `permissions`; a decorator.

    A source gives a few more than `MOST` at most; the likeliest are kept.
    """

    def keep(source: Source) -> Source:
        _kinds.append(Kind(name, icon, tuple(permissions), for_desk, place, source))
        return source

    return keep


def find(request: UserRequest, words: str) -> list[Found]:
    """What fits some words, by kind, the likeliest kind first; a query or two for each kind."""
    words = clean_name(words)[:LONGEST]
    if not words:
        return []
    found = []
    for kind in _kinds:
        if not kind.is_for(request.user):
            continue
        hits = [hit for hit in islice(kind.source(request, words), MOST * 2) if may_open(request.user, hit.url)]
        hits.sort(key=lambda hit: hit.likeness)
        if hits:
            found.append(Found(kind, hits[:MOST], len(hits) > MOST))
    return sorted(found, key=lambda each: (each.hits[0].likeness, each.kind.place))


def key_of(words: str) -> str:
    """Words as keys of pinyin and references are compared: lower case, without spaces."""
    return words.lower().replace(" ", "").replace("·", "")


def likeness_of(words: str, *names: str) -> int:
    """How well words fit the best of some names, or its pinyin or initials: all of it, its beginning, or a part."""
    wanted = key_of(words)
    keys = [key for name in names if name for key in _keys(name)]
    if wanted in keys:
        return EXACT
    return BEGINNING if any(key.startswith(wanted) for key in keys) else WITHIN


def fits(words: str, *names: str) -> bool:
    """Whether words stand in one of some names, or begin its pinyin or initials; for the few that need no index."""
    wanted = key_of(words)
    for name in names:
        if not name:
            continue
        plain, *spelt = _keys(name)
        if wanted in plain or any(key.startswith(wanted) for key in spelt):
            return True
    return False


@lru_cache(maxsize=4096)
def _keys(name: str) -> tuple[str, ...]:
    full, initials = pinyin_key(name).rsplit(" ", 1) if name.strip() else ("", "")
    return key_of(name), key_of(full), initials


def looks_like_reference(words: str) -> bool:
    """Whether words may be a reference that people read out: letters and digits, at least six."""
    return re.fullmatch(r"[0-9a-zA-Z -]{6,}", words) is not None
