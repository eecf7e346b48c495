"""Collects what the fuzzer can try, from the URLconf and from the links and forms on pages."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.test import Client

from tests.crawl import Form, crawl
from tests.doors import Door, doors, values_of


@dataclass(slots=True)
class Survey:
    """Filled by `look`."""

    doors: list[Door] = field(default_factory=doors)
    forms: dict[str, list[Form]] = field(default_factory=lambda: defaultdict(list))  # by role
    values: dict[str, list[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(list))  # by pattern
    questions: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # names of parameters, by pattern
    words: set[str] = field(default_factory=set)  # values seen in fields and addresses

    def look(self, role: str, client: Client, starts: Iterable[str], *, within: tuple[str, ...]) -> None:
        """Crawl a part of the portal in one role, and collect what its pages contain."""
        known: set[tuple[object, ...]] = set()
        for visit in crawl(client, starts, each=1, skip=lambda url: not url.startswith(within)):
            self._note(visit.url)
            if not visit.is_html:
                continue
            found = visit.links
            for href in found.hrefs:
                self._note(urljoin(visit.url, href))
            for form in found.forms:
                form.action = urljoin(visit.url, form.action) if form.action else visit.url
                mark = (values_of(form.action), form.method, *form.fields)
                if urlsplit(form.action).netloc == "" and mark not in known:
                    known.add(mark)
                    self._note(form.action)
                    self.forms[role].append(form)
                    self.words.update(value for values in form.fields.values() for value in values if len(value) < 200)
                    if form.method == "get":
                        self.questions[self._route(form.action)].update(form.fields)

    def _note(self, url: str) -> None:
        parts, known = urlsplit(url), values_of(url)
        if parts.netloc or known is None:
            return
        route, values = known
        if values and values not in self.values[route]:
            self.values[route].append(values)
            self.words.update(values)
        for name, value in parse_qsl(parts.query):
            self.questions[route].add(name)
            self.words.add(value)

    @staticmethod
    def _route(url: str) -> str:
        known = values_of(url)
        return known[0] if known else ""
