"""Text messages through a pluggable backend, named by the setting `SMS_BACKEND`.

A backend is a class with `send(*, phone, text)` that gives up within seconds and raises
on failure, so that the background worker goes on and tries again. A centre with a contract writes one for its provider.
"""

import sys
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class Backend(Protocol):
    def send(self, *, phone: str, text: str) -> None: ...


class ConsoleBackend:
    """Prints each message, for development."""

    def send(self, *, phone: str, text: str) -> None:
        print(f"[SMS to {phone}] {text}", file=sys.stderr, flush=True)


outbox: list[tuple[str, str]] = []


class MemoryBackend:
    """Keeps (phone, text) pairs in `outbox`, for tests."""

    def send(self, *, phone: str, text: str) -> None:
        outbox.append((phone, text))


def send_sms(*, phone: str, text: str) -> None:
    """Send a text message now; raises whatever the backend raises."""
    backend: Backend = import_string(settings.SMS_BACKEND)()
    backend.send(phone=phone, text=text)
