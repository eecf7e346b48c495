"""Text messages through a pluggable sender, named by the setting `SMS_BACKEND`.

A sender is a class with the method `send` of `Sender`. It has to give up within seconds and raise an exception on
failure, so that the background worker can go on and retry. A centre with a contract writes one for its provider.

Providers in mainland China send approved templates only. `SMS_TEMPLATES` names a TOML file that lists them: a table
for each kind of message, with the provider's name of the template for each language.

    [code]
    zh-hans = "SMS_1001"
    en = "SMS_1002"

    [message_waits]
    zh-hans = "SMS_1003"
    en = "SMS_1004"

A kind that is not in the file is sent as `message_waits`, "a message waits for you in the portal", which takes no
parameters. Without a file every kind is sent in its own words.
"""

import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.module_loading import import_string

MESSAGE_WAITS = "message_waits"
WORDS = "words"


class Sender(Protocol):
    """The interface of `SMS_BACKEND`.

    `kind` and `language` select a template (`template_of`), which `parameters` fill in. The parameter `words` is the
    whole text, for providers that need no template. A provider that receives the same `key` twice should send once.
    Returns the provider's receipt, or "".
    """

    def send(self, phone: str, kind: str, language: str, parameters: dict[str, str], key: str) -> str: ...


class ConsoleBackend:
    """Prints each message, for development."""

    def send(self, phone: str, kind: str, language: str, parameters: dict[str, str], key: str) -> str:
        print(f"[SMS to {phone}] {parameters[WORDS]}", file=sys.stderr, flush=True)
        return ""


outbox: list[tuple[str, str]] = []


class MemoryBackend:
    """Keeps (phone, words) pairs in `outbox`, for tests."""

    def send(self, phone: str, kind: str, language: str, parameters: dict[str, str], key: str) -> str:
        outbox.append((phone, parameters[WORDS]))
        return f"kept {key}"


def send_sms(*, phone: str, kind: str, language: str, words: str, parameters: dict[str, str], key: str) -> str:
    """Send a text message now and return the provider's receipt. Raises whatever the sender raises."""
    if settings.SMS_TEMPLATES and template_of(kind, language) is None:
        kind, parameters = MESSAGE_WAITS, {}
        with translation.override(language):
            words = render_to_string(f"messages/{MESSAGE_WAITS}.txt").strip().splitlines()[0]
    sender: Sender = import_string(settings.SMS_BACKEND)()
    return sender.send(phone, kind, language, {**parameters, WORDS: words}, key) or ""


def template_of(kind: str, language: str) -> str | None:
    """The provider's template for a kind of message in a language, or None if the file names none."""
    found: str | None = _templates(settings.SMS_TEMPLATES).get(kind, {}).get(language)
    return found


@cache
def _templates(path: str) -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(path).read_text(encoding="utf-8")) if path else {}
