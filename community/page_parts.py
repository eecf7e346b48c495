"""Pages in two parts: one shared by all readers and rendered once, and the reader's own, filled in for each.

In a template `{% own %}` … `{% endown %}` surrounds what differs between readers. The shared part is rendered for an
anonymous request, without login, messages and token, so that nothing of one reader can leak into what others see. The
own part is rendered for each reader into the gaps, with the values that the view passed on (`keep`) and those of its
own function. Inside a gap `{% shared KEY … %}` surrounds what is again the same for many.
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

# Unguessable, so that nobody can forge a gap in a notice.
_SECRET = secrets.token_hex(12)
_GAP = re.compile(f"<!--{_SECRET}:(\\d+)-->")


class Gap(NamedTuple):
    """A place in a page for something of the reader's own."""

    nodes: NodeList
    template: Template


class PageParts:
    """One page as everybody sees it, with gaps for what is the reader's own."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}
        self._gaps: list[Gap] = []
        self._texts: list[str] = []
        self._pieces: dict[tuple[object, ...], SafeString] = {}

    def leave_gap(self, nodes: NodeList, template: Template) -> SafeString:
        """The placeholder for a reader's own part, until it is filled."""
        self._gaps.append(Gap(nodes, template))
        return SafeString(f"<!--{_SECRET}:{len(self._gaps) - 1}-->")

    def cut(self, html: str) -> None:
        """Split the rendered page at its gaps."""
        texts, gaps = _GAP.split(html), self._gaps
        self._texts, self._gaps = texts[::2], [gaps[int(number)] for number in texts[1::2]]

    def fill(self, request: "PageRequest", own: Mapping[str, Any]) -> str:
        """The whole page for one reader, with `own` as additional context."""
        if not self._gaps:
            return self._texts[0]
        request.filled = self
        context = RequestContext(request, {**self.kept, **own})
        template = self._gaps[0].template
        with context.render_context.push_state(template), context.bind_template(template):
            filled = [gap.nodes.render(context) for gap in self._gaps]
        between = [text for pair in zip(self._texts, filled, strict=False) for text in pair]
        return "".join([*between, self._texts[-1]])

    def piece(self, nodes: NodeList, keys: tuple[object, ...], context: Context) -> SafeString:
        """A part of a gap that is the same for all readers with the same keys; rendered once, for an anonymous reader.

        Not cached if it queried the database, because a change of the answer would go unnoticed.
        """
        key = (id(nodes), *keys)
        found = self._pieces.get(key)
        if found is None:
            asked: set[str] = set()
            with noting(asked), context.push(**_anonymous_context(context["request"])):
                found = nodes.render(context)
            if not asked:
                self._pieces[key] = found
        return found


def keep(request: HttpRequest, **values: Any) -> dict[str, Any]:
    """Pass values of a shared page on to its gaps and its own part; returns them, for the view's context."""
    parts: PageParts | None = getattr(request, "parts", None)
    if parts is not None:
        parts.kept.update(values)
    return values


class PageRequest(HttpRequest):
    """A request for a shared page: with its parts while it is rendered, and again while its gaps are filled."""

    parts: PageParts
    filled: PageParts
    anybody: dict[str, Any]  # the context of an anonymous reader, for the pieces of this page


def anonymous_copy(request: HttpRequest) -> PageRequest:
    """An anonymous copy of the request, which only has the display settings."""
    other: Any = request.__class__.__new__(request.__class__)
    other.__dict__.update(request.__dict__)
    other.META = {name: value for name, value in request.META.items() if not name.startswith(("CSRF_", "HTTP_COOKIE"))}
    shown = {*DISPLAY_COOKIES, settings.LANGUAGE_COOKIE_NAME}
    other.COOKIES = {name: value for name, value in request.COOKIES.items() if name in shown}
    other.user = AnonymousUser()
    other.session = SessionStore()
    other._messages = []
    return other


def has_token_or_session(request: HttpRequest) -> bool:
    """Whether rendering for a request set a session cookie or used a form's token."""
    return request.session.modified or bool(request.META.get("CSRF_COOKIE_NEEDS_UPDATE"))


def _anonymous_context(request: PageRequest) -> dict[str, Any]:
    """The context processors' values for an anonymous reader; the same for all pieces of a page."""
    if not hasattr(request, "anybody"):
        other = anonymous_copy(request)
        request.anybody = {"request": other, "user": other.user, "perms": PermWrapper(other.user), "messages": []}
    return request.anybody
