"""What the kernel does for every app: telling people things.

`notify` writes a message into a user's inbox inside the caller's transaction and hands
its delivery to the background worker after commit; `notify_many` tells many users the
same, and `text` texts a phone number without a login. All read the words from
`templates/messages/<kind>.txt`: the first line is the subject, the rest the text.

What is `urgent` is texted as well as mailed, also where the user switched its kind off,
and has a queue of its own in the worker, so that no import delays an alarm.
"""

from collections.abc import Iterable, Sequence
from datetime import date, time
from functools import partial
from typing import Any

from django.db import models, transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.functional import Promise

from community.delivery.tasks import URGENT, deliver_messages, deliver_texts
from community.models import Message, OutgoingText, User

# Free text typed by staff is read in the portal and never sent by text message.
TYPED = frozenset({"reason", "text", "note", "message"})
FILLS_IN = (str, int, date, time, Promise, models.Model)


def notify(*, user: User, kind: str, context: dict[str, Any], path: str = "", urgent: bool = False) -> Message:
    """Tell a user something, in the user's language.

    `kind` names the template and is what a user may switch off: then it is still in
    the inbox, but not sent out. `path` is the page to open, such as `/bookings/AB12/`.
    """
    [message] = notify_many(users=[user], kind=kind, context=context, path=path, urgent=urgent)
    return message


def notify_many(
    *, users: Iterable[User], kind: str, context: dict[str, Any], path: str = "", urgent: bool = False
) -> list[Message]:
    """Tell many users the same, each in their own language; one insert however many (two where it is urgent)."""
    users, now = list(users), timezone.now()
    words = {language: _words(kind, context, language) for language in {user.language for user in users}}
    messages = Message.objects.bulk_create(
        Message(
            user=user,
            kind=kind,
            subject=words[user.language][0],
            body=words[user.language][1],
            path=path,
            parameters=words[user.language][2],
            is_urgent=urgent,
            next_try_at=now if urgent or kind not in user.muted_kinds else None,
        )
        for user in users
    )
    _send_after_commit(deliver_messages, [each for each in messages if each.next_try_at], urgent)
    if urgent:  # a message without an address goes out as a text anyway
        _text([(user.phone, user.language) for user in users if user.email], kind, words, urgent=True)
    return messages


def text(*, phone: str, kind: str, context: dict[str, Any], language: str = "zh-hans", urgent: bool = False) -> None:
    """Text a phone number, with or without a login: the subject line of `kind`."""
    _text([(phone, language)], kind, {language: _words(kind, context, language)}, urgent=urgent)


def _text(
    whom: Sequence[tuple[str, str]], kind: str, words: dict[str, tuple[str, str, dict[str, str]]], *, urgent: bool
) -> None:
    now = timezone.now()
    rows = OutgoingText.objects.bulk_create(
        OutgoingText(
            phone=phone,
            kind=kind,
            language=language,
            body=words[language][0],
            parameters=words[language][2],
            is_urgent=urgent,
            next_try_at=now,
        )
        for phone, language in whom
    )
    _send_after_commit(deliver_texts, rows, urgent)


def _words(kind: str, context: dict[str, Any], language: str) -> tuple[str, str, dict[str, str]]:
    """The subject, the text, and what a provider's template may be filled with, in one language."""
    with translation.override(language):
        subject, _, body = render_to_string(f"messages/{kind}.txt", context).strip().partition("\n")
        parameters = {
            name: str(value) for name, value in context.items() if name not in TYPED and isinstance(value, FILLS_IN)
        }
    return subject.strip(), body.strip(), parameters


def _send_after_commit(task: Any, rows: Sequence[Message] | Sequence[OutgoingText], urgent: bool) -> None:
    if rows:
        task = task.using(queue_name=URGENT) if urgent else task
        transaction.on_commit(partial(task.enqueue, [row.pk for row in rows]))
