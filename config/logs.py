"""Logging: one JSON object per line, without personal data.

A record says what happened and to which primary key; it never contains names, phone numbers or request bodies. A
request is identified by its URL pattern, not by its address, which may contain a booking's reference or a feed's
secret. Of an error only the type and the origin are logged, not the message, because those of a database quote the
row.
"""

import json
import logging
import re
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

_PLAIN = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}
_SENSITIVE = frozenset({"request", "user", "phone", "name"})
# Values that third-party messages contain all the same.
_NUMBER = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{15}|1[3-9]\d{9})(?!\d)")
_ADDRESS = re.compile(r"(?:https?:/)?/[^\s'\"<>]*")
# These loggers put the requested address into their messages.
_OF_REQUESTS = ("django.request", "django.security", "django.server", "gunicorn", "waitress")


# A room that was just taken, or a form with errors: normal responses, and no news for operators.
_REFUSALS = frozenset({409, 422})


class NoRefusals(logging.Filter):
    """Drops log records of refused requests, of which there are thousands on a busy day."""

    def filter(self, record: logging.LogRecord) -> bool:
        return getattr(record, "status_code", None) not in _REFUSALS


class JsonFormatter(logging.Formatter):
    """Formats a record with its `extra` fields, leaving out the sensitive ones."""

    def format(self, record: logging.LogRecord) -> str:
        request = getattr(record, "request", None)
        entry: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _without_secrets(record, request),
        }
        if request is not None:
            entry["route"] = _route(request)
        for key, value in record.__dict__.items():
            if key not in _PLAIN and key not in _SENSITIVE:
                entry[key] = value if isinstance(value, int | float | bool) else _NUMBER.sub("…", str(value))
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)

    def formatException(self, ei: Any) -> str:  # noqa: N802 (its name in logging)
        """The traceback and type of an error, and of those that caused it, without their messages."""
        return "\n".join(reversed([_in_facts(error) for error in _chain(ei[1])]))


def _route(request: Any) -> str:
    """The URL pattern of an address; empty if none matches."""
    match = getattr(request, "resolver_match", None)
    return str(match.route) if match else ""


def _without_secrets(record: logging.LogRecord, request: Any) -> str:
    message = record.getMessage()
    if request is not None or record.name.startswith(_OF_REQUESTS):
        message = _ADDRESS.sub("…", message)
    return _NUMBER.sub("…", message)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _in_facts(error: BaseException) -> str:
    """One error: its origin, its type, and the code that a database or a service gives it."""
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    cause = getattr(error, "diag", None)
    facts = [getattr(error, "pgcode", None), getattr(cause, "constraint_name", None), getattr(error, "code", None)]
    named = [str(fact) for fact in facts if isinstance(fact, str | int)]
    return _way_to(error.__traceback__) + " ".join([kind, *named])


def _way_to(trace: TracebackType | None) -> str:
    return "".join(traceback.format_tb(trace))
