"""Keeps form input that was sent after the login had expired, and shows it again after the next log-in.

The input stays in the browser's session for at most half an hour, without passwords, codes, parts of identity numbers
and files, and is deleted as soon as it is sent or discarded.
"""

import re
import time
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from community.http import page_before

KEY = "typed"
SECONDS = 30 * 60
MOST = 20_000  # characters
SECRET = re.compile(r"password|code|last4|id_number|csrfmiddlewaretoken|^next$")
KEY_OR_CHOICE = re.compile(r"[a-z_0-9-]+|[0-9a-f]{8}-[0-9a-f-]{27}|[\dT:.+-]+")
ONE_LINE = 40  # characters of a text that is shown on one line


def was_sent_to_log_in(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether a form submission was redirected to the login page."""
    if request.method != "POST" or response.status_code != 302 or request.user.is_authenticated:
        return False
    address, _mark, query = response["Location"].partition("?")
    return address == resolve_url(settings.LOGIN_URL) and QueryDict(query).get("next") == request.get_full_path()


def keep(request: HttpRequest) -> bool:
    """Store the fields of a form; returns whether there was anything to store."""
    fields = [(name, values) for name, values in request.POST.lists() if not SECRET.search(name)]
    if sum(len(value) for _name, values in fields for value in values) > MOST:
        return False
    request.session[KEY] = {
        "path": request.get_full_path(),
        "fields": fields,
        "until": time.time() + SECONDS,
        "page": page_before(request),
    }
    return any(value for _name, values in fields for value in values)


@dataclass(frozen=True, slots=True)
class Typed:
    """One form value. `is_text` marks free text, which its author may read and edit before it is sent."""

    name: str
    value: str
    label: str = ""

    @property
    def is_text(self) -> bool:
        """Whether the value is free text; keys, choices and dates mean nothing to a reader."""
        return bool(re.search(r"[^\W\d_]{2}|\s", self.value)) and not KEY_OR_CHOICE.fullmatch(self.value)

    @property
    def is_long(self) -> bool:
        return len(self.value) > ONE_LINE or "\n" in self.value


def kept_for(request: HttpRequest) -> dict[str, Any] | None:
    """The input stored for this address: where it is sent, the `page` that it is from, the `texts` to read again, and
    all other fields `along`.
    """
    found = request.session.get(KEY)
    if found is None or found["path"] != request.get_full_path():
        return None
    if found["until"] < time.time():
        forget(request)
        return None
    values = [Typed(name, value) for name, values in found["fields"] for value in values]
    return {
        "path": found["path"],
        "page": found.get("page", ""),
        "texts": [each for each in values if each.is_text],
        "along": [each for each in values if not each.is_text],
    }


def holds_words(request: HttpRequest) -> bool:
    """Whether the stored input has words of its author's, or is a mere tap."""
    fields = request.session[KEY]["fields"]
    return any(Typed(name, value).is_text for name, values in fields for value in values)


class _Labels(HTMLParser):
    """Reads which label a page gives to which field."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: dict[str, str] = {}  # by id
        self.words: dict[str, str] = {}  # by id
        self._labels_for = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "label":
            self._labels_for = found.get("for") or ""
        elif tag in ("input", "textarea") and found.get("id"):
            self.names[found["id"] or ""] = found.get("name") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self._labels_for = ""

    def handle_data(self, data: str) -> None:
        if self._labels_for and data.strip(" *\n"):
            self.words.setdefault(self._labels_for, data.strip())

    @property
    def by_name(self) -> dict[str, str]:
        return {self.names[key]: words for key, words in self.words.items() if key in self.names}


def labelled(texts: list[Typed], page: str) -> list[Typed]:
    """The texts, each with the label that its field has on the form's own page; alike labels are numbered."""
    known = _Labels(page).by_name
    labels = [known.get(each.name) or _("Your words") for each in texts]
    return [
        replace(each, label=_numbered(label, labels[: place + 1].count(label)) if labels.count(label) > 1 else label)
        for place, (each, label) in enumerate(zip(texts, labels, strict=True))
    ]


def _numbered(label: str, number: int) -> str:
    return _("%(label)s, %(number)d") % {"label": label, "number": number}


def forget(request: HttpRequest) -> None:
    """Delete the stored input."""
    request.session.pop(KEY, None)
