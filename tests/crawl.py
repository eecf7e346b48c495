"""Crawl the portal as a user, following all links."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

NOT_PAGES = ("/static/", "/media/")


@dataclass(frozen=True)
class Visit:
    """One page: its address, the page that linked to it, and the response."""

    url: str
    referer: str
    response: HttpResponse

    @cached_property
    def text(self) -> str:
        return self.response.content.decode(errors="replace") if not self.response.streaming else ""

    @cached_property
    def links(self) -> "Links":
        """Its links and forms; parsed once."""
        return links_of(self.text)

    @property
    def is_html(self) -> bool:
        return self.response.headers.get("Content-Type", "").startswith("text/html")


@dataclass(slots=True)
class Form:
    """A form on a page: its action, method, and fields with their values."""

    action: str
    method: str
    fields: dict[str, list[str]]


class Links(HTMLParser):
    """Collects the links and forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.forms: list[Form] = []
        self._select: str | None = None
        self._form: Form | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.hrefs.append(given["href"])
        elif tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get").lower(), {})
            self.forms.append(self._form)
        elif tag in ("input", "textarea", "select", "button") and given.get("name") and self._form is not None:
            self._form.fields.setdefault(given["name"], []).append(given.get("value", ""))
            self._select = given["name"] if tag == "select" else None
        elif tag == "option" and self._select and self._form is not None:
            self._form.fields[self._select].append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None


def links_of(html: str) -> Links:
    """The links and forms of a page."""
    found = Links()
    found.feed(html)
    return found


@cache
def _pattern(path: str) -> str:
    try:
        return resolve(path).route
    except Resolver404:
        return path


def route(url: str) -> list[tuple[str, str]]:
    """What makes a page distinct: its URL pattern, and the names of its query parameters."""
    parts = urlsplit(url)
    pattern = _pattern(parts.path)
    return [(pattern, name) for name, _value in parse_qsl(parts.query)] or [(pattern, "")]


def crawl(
    client: Client, starts: Iterable[str], *, each: int = 2, skip: Callable[[str], bool] = lambda url: False
) -> Iterator[Visit]:
    """Visit everything reachable from `starts`, with at most `each` pages per pattern."""
    waiting = deque((start, "") for start in starts)
    seen: set[str] = set()
    visited: Counter[object] = Counter()
    while waiting:
        url, referer = waiting.popleft()
        kinds = route(url)
        if url in seen or skip(url) or all(visited[kind] >= (1 if kind[1] else each) for kind in kinds):
            continue
        seen.add(url)
        visited.update(kinds)
        visit = Visit(url, referer, client.get(url))
        yield visit
        if visit.response.status_code in (301, 302):
            hrefs = [visit.response.headers["Location"]]
        else:
            hrefs = visit.links.hrefs if visit.is_html else []
        for href in hrefs:
            full = urlsplit(urljoin(url, href))
            if (
                full.scheme in ("", "http")
                and full.netloc in ("", "testserver")
                and not full.path.startswith(NOT_PAGES)
            ):
                waiting.append((f"{full.path}?{full.query}" if full.query else full.path, url))
