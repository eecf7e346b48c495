"""What somebody typed into a form when their login had ended: kept while they log in, then shown to be sent.

It stands in the browser's session for half an hour at most, without passwords, codes,
parts of identity numbers and files, and goes the moment it is sent or refused.
"""

import re
import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import resolve_url

KEY = "typed"
SECONDS = 30 * 60
MOST = 20_000  # characters
SECRET = re.compile(r"password|code|last4|id_number|csrfmiddlewaretoken|^next$")
KEY_OR_CHOICE = re.compile(r"[a-z_0-9-]+|[0-9a-f]{8}-[0-9a-f-]{27}|[\dT:.+-]+")
ONE_LINE = 40  # characters of a text that one line shows


def was_sent_to_log_in(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether a form submission was redirected to the login page."""
    if request.method != "POST" or response.status_code != 302 or request.user.is_authenticated:
        return False
    address, _mark, query = response["Location"].partition("?")
    return address == resolve_url(settings.LOGIN_URL) and QueryDict(query).get("next") == request.get_full_path()


def keep(request: HttpRequest) -> bool:
    """Keep the fields of a form; whether there was anything to keep."""
    fields = [(name, values) for name, values in request.POST.lists() if not SECRET.search(name)]
    if sum(len(value) for _name, values in fields for value in values) > MOST:
        return False
    request.session[KEY] = {"path": request.get_full_path(), "fields": fields, "until": time.time() + SECONDS}
    return any(value for _name, values in fields for value in values)


@dataclass(frozen=True, slots=True)
class Typed:
    """One value of a form. `is_text`: words of somebody's own, to be read and changed before they are sent."""

    name: str
    value: str

    @property
    def is_text(self) -> bool:
        """Keys, choices and moments mean nothing to a reader; sentences do."""
        return bool(re.search(r"[^\W\d_]{2}|\s", self.value)) and not KEY_OR_CHOICE.fullmatch(self.value)

    @property
    def is_long(self) -> bool:
        return len(self.value) > ONE_LINE or "\n" in self.value


def kept_for(request: HttpRequest) -> dict[str, Any] | None:
    """What was typed for this very address: where it goes, the `texts` to read again, and what else goes `along`."""
    found = request.session.get(KEY)
    if found is None or found["path"] != request.get_full_path():
        return None
    if found["until"] < time.time():
        forget(request)
        return None
    values = [Typed(name, value) for name, values in found["fields"] for value in values]
    return {
        "path": found["path"],
        "texts": [each for each in values if each.is_text],
        "along": [each for each in values if not each.is_text],
    }


def forget(request: HttpRequest) -> None:
    """Delete the kept input."""
    request.session.pop(KEY, None)
