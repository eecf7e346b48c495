"""Shared pages as read by another process: once from its cache, and once newly rendered.

`python -m tests.pages_elsewhere` answers each line of JSON on its standard input until that is closed. It keeps its
cache between lines, like a process of the web server.
"""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any


class Elsewhere:
    """A separate process that reads pages."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def read(self, paths: list[str], sessions: dict[str, str], moment: datetime) -> dict[str, dict[str, str]]:
        """The `kept` (cached) and `fresh` (newly rendered) version of each page for each reader, as hashes."""
        assert self._process.stdin
        assert self._process.stdout
        asked = {"paths": paths, "sessions": sessions, "moment": moment.isoformat()}
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        found: dict[str, dict[str, str]] = json.loads(self._process.stdout.readline())
        return found


@contextmanager
def elsewhere(database_url: str, secret_key: str) -> Iterator[Elsewhere]:
    """Start another process on the test database."""
    chosen = {"DATABASE_URL": database_url, "SECRET_KEY": secret_key, "DEBUG": "1", "ENVIRONMENT": "development"}
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "tests.pages_elsewhere"],
        env=os.environ | chosen | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Elsewhere(process)
    finally:
        assert process.stdin
        process.stdin.close()
        process.wait(20)


def _answer(asked: dict[str, Any]) -> dict[str, dict[str, str]]:
    import time_machine

    from community.models import Centre
    from community.shared_pages import forget_pages
    from community.versions import forget_remembered

    with time_machine.travel(datetime.fromisoformat(asked["moment"]), tick=False):
        kept = _pages(asked)
        forget_pages()
        forget_remembered()
        Centre.forget()
        fresh = _pages(asked)
        # From here on the cache holds what the first reader got before the next change.
    return {"kept": kept, "fresh": fresh}


def _pages(asked: dict[str, Any]) -> dict[str, str]:
    import re

    from django.conf import settings
    from django.test import Client

    found = {}
    for reader, session in asked["sessions"].items():
        client = Client(SERVER_NAME="localhost")
        if session:
            client.cookies[settings.SESSION_COOKIE_NAME] = session
        for path in asked["paths"]:
            # The CSRF token differs on every page.
            page = re.sub(rb'csrfmiddlewaretoken" value="\w+"', b"", client.get(path).content)
            found[f"{reader} {path}"] = hashlib.sha256(page).hexdigest()
    return found


if __name__ == "__main__":
    import django

    django.setup()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_answer(json.loads(line))) + "\n")
        sys.stdout.flush()
