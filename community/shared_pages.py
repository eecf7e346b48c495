"""Pages that everybody without a login sees the same: computed once per change, not once per reader.

While such a page is made, the tables that it asks are noted, and it is kept in this process
with their versions (`community.versions`), which were read before the first of them. It is
shown again as long as they are what they were, within the minute, for what is free depends
on the hour too. A page that asks a table without a version is not kept: nothing has to be
listed anywhere, and nothing can be forgotten.
"""

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from hashlib import sha256
from typing import Any

import brotli
from django.apps import apps
from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language

from community.display import display_of
from community.models import Centre
from community.versions import versions

View = Callable[..., HttpResponse]

# Seconds that a proxy may keep such a page. A browser asks each time, and is mostly told
# that nothing changed: what somebody just did is there when they look again.
PROXY_KEEPS = 5
MINUTE = 60  # seconds; nobody asks for a page of an earlier one
# How hard to compress: a page in a few milliseconds, once for all its readers.
BROTLI, GZIP = 5, 6


def seen_by_everybody(view: View) -> View:
    """A page that all who bring no login, and are told nothing, share; it holds nothing of a request but its address.

    Everybody else's is made anew. Proxies may keep it for seconds.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_anybody(request):
            return view(request, *args, **kwargs)
        key, now = _key(request), versions()
        kept: KeptPage | None = caches["pages"].get(key)
        if kept is not None and kept.is_fresh(now):
            return kept.answer(request)
        Centre.forget()  # it may be a minute old
        tables: set[str] = set()
        with connection.execute_wrapper(_noting(tables)):
            response = view(request, *args, **kwargs)
        if response.status_code == 200 and not _is_marked(request):
            patch_cache_control(response, public=True, max_age=0, s_maxage=PROXY_KEEPS)
            patch_vary_headers(response, ["Accept-Encoding", "Accept-Language", "Cookie"])
            response["ETag"] = f'W/"{sha256(response.content).hexdigest()[:32]}"'
            if tables <= now.keys():
                made = KeptPage.of(response, {table: now[table] for table in tables})
                caches["pages"].set(key, made, MINUTE)
                return made.answer(request)
        return response

    return wrapped


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it was sent, plain and compressed once for all, and the version of each table that it rests on.

    It holds no secret, so that its length when compressed tells nobody anything.
    """

    bodies: dict[str, bytes]
    headers: dict[str, str]
    read: dict[str, int]

    @classmethod
    def of(cls, response: HttpResponse, read: dict[str, int]) -> "KeptPage":
        """Keep an answer."""
        plain = response.content
        bodies = {"br": brotli.compress(plain, quality=BROTLI), "gzip": gzip.compress(plain, GZIP, mtime=0), "": plain}
        return cls(bodies, dict(response.headers), read)

    def is_fresh(self, now: dict[str, int]) -> bool:
        """Whether none of its tables changed."""
        return all(now.get(table) == version for table, version in self.read.items())

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page in the smallest form that the browser takes."""
        taken = _encodings(request.headers.get("Accept-Encoding", ""))
        encoding = next((each for each in self.bodies if each in taken), "")
        chosen = {"Content-Encoding": encoding} if encoding else {}
        return HttpResponse(self.bodies[encoding], headers=self.headers | chosen)


def _encodings(header: str) -> set[str]:
    """What Accept-Encoding names, but for what it forbids."""
    parts = (part.replace(" ", "").lower().partition(";") for part in header.split(","))
    return {name for name, _mark, weight in parts if not re.fullmatch(r"q=0(\.0*)?", weight)}


def is_anybody(request: HttpRequest) -> bool:
    """Whether a page can be the same as for anybody else: it is only looked at, without a session or a message."""
    own = {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name}
    return request.method in ("GET", "HEAD") and own.isdisjoint(request.COOKIES)


def tables_in(statement: str) -> frozenset[str]:
    """The models' tables that a statement of SQL names."""
    return _tables() & set(re.findall(r"\w+", statement))


@cache
def _tables() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in apps.get_models(include_auto_created=True))


def _noting(tables: set[str]) -> Callable[..., Any]:
    def note(execute: Callable[..., Any], statement: str, *rest: Any) -> Any:
        tables.update(tables_in(str(statement)))
        return execute(statement, *rest)

    return note


def _key(request: HttpRequest) -> str:
    minute = int(timezone.now().timestamp()) // MINUTE
    asked = (request.get_full_path(), get_language(), *display_of(request), minute)
    return sha256(repr(asked).encode()).hexdigest()


def _is_marked(request: HttpRequest) -> bool:
    """Whether the answer brings a cookie after all: of a session, or with the token of a form."""
    return request.session.modified or bool(request.META.get("CSRF_COOKIE_NEEDS_UPDATE"))
