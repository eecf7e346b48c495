"""Pages that everybody sees the same: rendered once per change, not once per reader.

While the shared part of such a page is rendered (`community.page_parts`), the tables that it queries are noted. It is
cached in this process with their versions (`community.versions`), read before the first query, and reused while they
are unchanged, for at most a minute, because availability depends on the time too. A page that queries a table without
a version is not cached. So no dependencies have to be listed, and none can be forgotten.

Anonymous readers get it as it is, without a token or a cookie, so that browsers and proxies may cache it. For
everybody else their own parts are filled in.
"""

import gzip
import re
import threading
from collections.abc import Callable, Mapping
from functools import wraps
from hashlib import sha256
from typing import Any, overload

import brotli
from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language

from community.display import display_of
from community.models import Centre
from community.page_parts import PageParts, PageRequest, anonymous_copy, has_token_or_session
from community.versions import forget_remembered, making_page, noting, part_of_page, versions

View = Callable[..., HttpResponse]
# What a page adds for one reader, given the request and the values that its view passed to `keep`.
Own = Callable[[HttpRequest, Mapping[str, Any]], Mapping[str, Any]]

# Seconds that a proxy may cache such a page. A browser asks every time, usually to be told that nothing changed, so
# that readers see what they just did.
PROXY_KEEPS = 5
MINUTE = 60  # seconds; older pages are never requested
MOST = 100  # pages in each process, of some 100 KB
# The compression level: a few milliseconds per page, once for all its readers.
BROTLI, GZIP = 5, 6
WINDOW = 18  # the window of brotli, in bits: larger than a page, and far less memory than the default


class KeptPage:
    """The parts of a page, the version of each table that it depends on, and the whole page for anonymous readers.

    Compressed once for all: it holds no secret that its length could reveal.
    """

    def __init__(self, parts: PageParts, response: HttpResponse, whole: str, read: Mapping[str, int]) -> None:
        self.parts, self.read = parts, read
        self.headers = dict(response.headers)
        self.plain = whole.encode()
        anybodys = HttpResponse(headers=self.headers)
        patch_cache_control(anybodys, public=True, max_age=0, s_maxage=PROXY_KEEPS)
        patch_vary_headers(anybodys, ["Accept-Encoding", "Accept-Language", "Cookie"])
        anybodys["ETag"] = f'W/"{sha256(self.plain).hexdigest()[:32]}"'
        self.anybodys_headers = dict(anybodys.headers)
        self._bodies: dict[str, bytes] = {"": self.plain}

    def is_fresh(self, now: Mapping[str, int]) -> bool:
        """Whether none of its tables changed."""
        return all(now.get(table) == version for table, version in self.read.items())

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page for an anonymous reader, in the smallest encoding that the browser accepts."""
        taken = _encodings(request.headers.get("Accept-Encoding", ""))
        encoding = next((each for each in ("br", "gzip") if each in taken), "")
        chosen = {"Content-Encoding": encoding} if encoding else {}
        return HttpResponse(self._body(encoding), headers=self.anybodys_headers | chosen)

    def answer_own(self, request: PageRequest, own: Own) -> HttpResponse:
        """The page for one reader, with their own parts."""
        return HttpResponse(self.parts.fill(request, own(request, self.parts.kept)), headers=self.headers)

    def _body(self, encoding: str) -> bytes:
        if encoding not in self._bodies:
            compress = {"br": lambda: brotli.compress(self.plain, quality=BROTLI, lgwin=WINDOW)}
            compress["gzip"] = lambda: gzip.compress(self.plain, GZIP, mtime=0)
            self._bodies[encoding] = compress[encoding]()
        return self._bodies[encoding]


class _Pages:
    """The page cache of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pages: dict[tuple[object, ...], KeptPage] = {}
        self._minute = 0

    def get(self, key: tuple[object, ...], minute: int) -> KeptPage | None:
        return self._pages.get((minute, *key))

    def put(self, key: tuple[object, ...], minute: int, page: KeptPage) -> None:
        with self._lock:
            if minute != self._minute:
                self._pages.clear()
                self._minute = minute
            while len(self._pages) >= MOST:
                del self._pages[next(iter(self._pages))]
            self._pages[(minute, *key)] = page

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()


_pages = _Pages()


def forget_pages() -> None:
    """Clear this process's page cache; for tests, because the versions take care of it everywhere else."""
    _pages.clear()
    forget_remembered()


@overload
def seen_by_everybody(view: View) -> View: ...
@overload
def seen_by_everybody(*, own: Own) -> Callable[[View], View]: ...
def seen_by_everybody(
    view: View | None = None, *, own: Own = lambda request, kept: {}
) -> View | Callable[[View], View]:
    """A read-only page that is the same for everybody except for what is in `{% own %}`.

    The view gets an anonymous request. `own` provides the reader's values for the gaps: it takes the real request,
    and the values that the view passed to `keep`.
    """
    if view is None:
        return lambda view: _shared(view, own)
    return _shared(view, own)


def _shared(view: View, own: Own) -> View:
    @wraps(view)
    def wrapped(request: PageRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key, minute, now = _key(request), _minute(), versions()
        page = _pages.get(key, minute)
        if page is None or not page.is_fresh(now):
            asker = anonymous_copy(request)
            made = _made(view, own, asker, args, kwargs, now)
            if isinstance(made, HttpResponse):
                return made
            page, is_kept = made
            if is_kept:
                _pages.put(key, minute, page)
            elif has_token_or_session(asker):
                # A form with a token outside of `{% own %}` makes the page the reader's alone.
                return _unshared(view, own, request, args, kwargs)
        return page.answer(request) if is_anonymous(request) else page.answer_own(request, own)

    return wrapped


def _made(
    view: View, own: Own, asker: PageRequest, args: Any, kwargs: Any, now: Mapping[str, int]
) -> HttpResponse | tuple[KeptPage, bool]:
    """A new page and whether it may be cached; the view's own response if it is not a page."""
    tables: set[str] = set()
    with noting(tables), making_page(now):
        Centre.keep(part_of_page("centre", Centre.read))
        made = _parts(view, asker, args, kwargs)
        if isinstance(made, HttpResponse):
            return made
        parts, response = made
        whole = parts.fill(asker, own(asker, parts.kept))
    may_be_kept = tables <= now.keys() and not has_token_or_session(asker)
    return KeptPage(parts, response, whole, {table: now[table] for table in tables & now.keys()}), may_be_kept


def _parts(view: View, request: PageRequest, args: Any, kwargs: Any) -> HttpResponse | tuple[PageParts, HttpResponse]:
    parts = PageParts()
    request.parts = parts
    try:
        response = view(request, *args, **kwargs)
    finally:
        del request.parts
    if response.status_code != 200:
        return response
    parts.cut(response.content.decode())
    return parts, response


def _unshared(view: View, own: Own, request: PageRequest, args: Any, kwargs: Any) -> HttpResponse:
    made = _parts(view, request, args, kwargs)
    if isinstance(made, HttpResponse):
        return made
    parts, response = made
    return HttpResponse(parts.fill(request, own(request, parts.kept)), headers=dict(response.headers))


def _encodings(header: str) -> set[str]:
    """The encodings that Accept-Encoding allows."""
    parts = (part.replace(" ", "").lower().partition(";") for part in header.split(","))
    return {name for name, _mark, weight in parts if not re.fullmatch(r"q=0(\.0*)?", weight)}


def is_anonymous(request: HttpRequest) -> bool:
    """Whether a request can be answered with the shared page: read-only, without a session or a message."""
    own = {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name}
    return request.method in ("GET", "HEAD") and own.isdisjoint(request.COOKIES)


def _key(request: HttpRequest) -> tuple[object, ...]:
    return request.get_full_path(), get_language(), *display_of(request)


def _minute() -> int:
    return int(timezone.now().timestamp()) // MINUTE
