"""What somebody typed into a form when their login had ended: kept while they log in, then shown to be sent.

It stands in the browser's session for half an hour at most, without passwords, codes,
parts of identity numbers and files, and goes the moment it is sent or refused.
"""

import re
import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import resolve_url

KEY = "typed"
SECONDS = 30 * 60
MOST = 20_000  # characters
SECRET = re.compile(r"password|code|last4|id_number|csrfmiddlewaretoken|^next$")
SHOWN = 300  # characters of one text


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


def kept_for(request: HttpRequest) -> dict[str, Any] | None:
    """The input kept for this address: hidden `fields`, and the `words` that the reader will recognise."""
    found = request.session.get(KEY)
    if found is None or found["path"] != request.get_full_path():
        return None
    if found["until"] < time.time():
        forget(request)
        return None
    fields = [(name, value) for name, values in found["fields"] for value in values]
    # Keys and choices mean nothing to a reader, sentences do.
    words = [value[:SHOWN] for _name, value in fields if re.search(r"[^\W\d_]{2}|\s", value) and not _is_key(value)]
    return {"path": found["path"], "fields": fields, "words": words}


def _is_key(value: str) -> bool:
    return bool(re.fullmatch(r"[a-z_0-9-]+|[0-9a-f]{8}-[0-9a-f-]{27}|[\dT:.+-]+", value))


def forget(request: HttpRequest) -> None:
    """Delete the kept input."""
    request.session.pop(KEY, None)
