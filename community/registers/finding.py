"""The search on every page of staff, which covers all apps.

An app registers a source for each kind of object: the matches for some words, masked, for a reader with the
permission for that kind. One rule, `likeness_of`, ranks matches; the kind with the best match comes first.
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

MOST = 6  # shown per kind
LONGEST = 50  # characters of the query that are used
EXACT, BEGINNING, WITHIN = range(3)


@dataclass(frozen=True, slots=True)
class Hit:
    """A match: its title, a second line, its page, its rank, and the line of a person."""

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
    """A kind of object: its name, its icon, who may find it, and its position among kinds of equal rank."""

    name: str | Promise
    icon: str
    permissions: tuple[str, ...]
    for_desk: bool
    place: int
    source: Source

    def is_for(self, user: User) -> bool:
        """Whether a user holds one of its permissions or, with `for_desk`, works outside the admin."""
        return any(map(user.has_perm, self.permissions)) or (self.for_desk and is_let_in(user))


@dataclass(frozen=True, slots=True)
class Found:
    """The matches of one kind; `is_cut` if there are more."""

    kind: Kind
    hits: list[Hit]
    is_cut: bool


_kinds: list[Kind] = []


def register(
    name: str | Promise, *, icon: str, permissions: Iterable[str], place: int, for_desk: bool = False
) -> Callable[[Source], Source]:
    """Register a source of matches for whoever holds one of `permissions`; a decorator.

    A source returns slightly more than `MOST` matches at most; the best are shown.
    """

    def keep(source: Source) -> Source:
        _kinds.append(Kind(name, icon, tuple(permissions), for_desk, place, source))
        return source

    return keep


def find(request: UserRequest, words: str) -> list[Found]:
    """The matches for some words by kind, the best kind first; one or two queries per kind."""
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
    """Words normalised like pinyin keys and references: lower case, without spaces."""
    return words.lower().replace(" ", "").replace("·", "")


def likeness_of(words: str, *names: str) -> int:
    """How well words match the best of some names, their pinyin or initials: in full, as a prefix, or in part."""
    wanted = key_of(words)
    keys = [key for name in names if name for key in _keys(name)]
    if wanted in keys:
        return EXACT
    return BEGINNING if any(key.startswith(wanted) for key in keys) else WITHIN


def fits(words: str, *names: str) -> bool:
    """Whether words occur in one of some names, or begin its pinyin or initials; for lists too short to need an
    index.
    """
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
    """Whether words may be a reference: at least six letters and digits."""
    return re.fullmatch(r"[0-9a-zA-Z -]{6,}", words) is not None
