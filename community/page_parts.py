"""A page in two parts: what everybody sees of it, made once, and what is each reader's own, filled in.

In a template `{% own %}` … `{% endown %}` stands round what differs from reader to reader. While
the shared part is made there is nobody there: the request has no login, no message and no
token, so that nothing of one reader can come into what others see. What is own is written
for each reader into the gaps, with the values that the view kept (`keep`) and those of its
own part. Inside a gap `{% shared KEY … %}` stands round what is again the same for many.
"""

import re
import secrets
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.context_processors import PermWrapper
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template import Context, NodeList, RequestContext
from django.template.base import Template
from django.utils.safestring import SafeString

from community.accounts.sessions import SessionStore
from community.display import COOKIES as DISPLAY_COOKIES
from community.versions import noting

# Nobody can guess it, so nobody can write a gap into a notice.
_SECRET = secrets.token_hex(12)
_GAP = re.compile(f"<!--{_SECRET}:(\\d+)-->")


class Gap(NamedTuple):
    """A place in a page where something of the reader's own stands."""

    nodes: NodeList
    template: Template


class PageParts:
    """One page as everybody sees it, with gaps for what is a reader's own."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}
        self._gaps: list[Gap] = []
        self._texts: list[str] = []
        self._pieces: dict[tuple[object, ...], SafeString] = {}

    def leave_gap(self, nodes: NodeList, template: Template) -> SafeString:
        """What stands in the page in place of a reader's own, until it is filled."""
        self._gaps.append(Gap(nodes, template))
        return SafeString(f"<!--{_SECRET}:{len(self._gaps) - 1}-->")

    def cut(self, html: str) -> None:
        """Take the page as it was rendered."""
        texts, gaps = _GAP.split(html), self._gaps
        self._texts, self._gaps = texts[::2], [gaps[int(number)] for number in texts[1::2]]

    def fill(self, request: HttpRequest, own: Mapping[str, Any]) -> str:
        """The whole page for one reader, with the values of the own part."""
        if not self._gaps:
            return self._texts[0]
        request.filled = self  # type: ignore[attr-defined]
        context = RequestContext(request, {**self.kept, **own})
        template = self._gaps[0].template
        with context.render_context.push_state(template), context.bind_template(template):
            filled = [gap.nodes.render(context) for gap in self._gaps]
        between = [text for pair in zip(self._texts, filled, strict=False) for text in pair]
        return "".join([*between, self._texts[-1]])

    def piece(self, nodes: NodeList, keys: tuple[object, ...], context: Context) -> SafeString:
        """A part of a gap that is the same for all with the same keys; rendered once, and for nobody.

        Not kept where it asked the database: nobody would notice that the answer changed.
        """
        key = (id(nodes), *keys)
        found = self._pieces.get(key)
        if found is None:
            asked: set[str] = set()
            with noting(asked), context.push(**_nobodys(context["request"])):
                found = nodes.render(context)
            if not asked:
                self._pieces[key] = found
        return found


def keep(request: HttpRequest, **values: Any) -> dict[str, Any]:
    """Values of a shared page that its gaps and its own part take; the same again, for the view's context."""
    parts: PageParts | None = getattr(request, "parts", None)
    if parts is not None:
        parts.kept.update(values)
    return values


def as_asked_by_anybody(request: HttpRequest) -> HttpRequest:
    """The same request from somebody of whom nothing is known but how they want pages to look."""
    other = request.__class__.__new__(request.__class__)
    other.__dict__.update(request.__dict__)
    other.META = {name: value for name, value in request.META.items() if not name.startswith(("CSRF_", "HTTP_COOKIE"))}
    shown = {*DISPLAY_COOKIES, settings.LANGUAGE_COOKIE_NAME}
    other.COOKIES = {name: value for name, value in request.COOKIES.items() if name in shown}
    other.user = AnonymousUser()
    other.session = SessionStore()
    other._messages = []  # type: ignore[attr-defined]
    return other


def has_token_or_session(request: HttpRequest) -> bool:
    """Whether what was made for a request brings a cookie: of a session, or with the token of a form."""
    return request.session.modified or bool(request.META.get("CSRF_COOKIE_NEEDS_UPDATE"))


def _nobodys(request: HttpRequest) -> dict[str, Any]:
    """What the context processors say of a reader, for nobody."""
    other = as_asked_by_anybody(request)
    return {"request": other, "user": other.user, "perms": PermWrapper(other.user), "messages": []}
