"""Logs as one JSON object a line, without personal data.

A record says what happened and to which primary key; names, phone numbers and request
bodies never reach it. Paths are logged by their route, not as they were asked for.
"""

import json
import logging
from datetime import UTC, datetime

_PLAIN = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}
_SENSITIVE = frozenset({"request", "user", "phone", "name"})


class JsonFormatter(logging.Formatter):
    """Formats a record with its `extra` fields, leaving out the sensitive ones."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        for key, value in record.__dict__.items():
            if key not in _PLAIN and key not in _SENSITIVE:
                entry[key] = value if isinstance(value, int | float | bool) else str(value)
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)
