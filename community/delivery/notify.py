"""Messages to people, for every app.

`notify` writes a message into a user's inbox inside the caller's transaction, and the background worker delivers it
after commit. `notify_many` tells many users the same, `notify_each` tells many users different things of one kind,
and `text` texts a phone number without a login. All take their words from `templates/messages/<kind>.txt`: the first
line is the subject, the rest the text.

An `urgent` message is texted as well as mailed, even if the user muted its kind, and has its own queue in the worker,
so that an import never delays an alarm.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import partial
from typing import Any, NamedTuple

from django.db import models, transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.functional import Promise

from community.delivery.tasks import URGENT, deliver_messages, deliver_texts
from community.models import Message, OutgoingText, User
from community.templatetags.dates import plain

# Free text written by staff is only shown in the portal, never sent by text message.
TYPED = frozenset({"reason", "text", "note", "message"})
FILLS_IN = (str, int, date, time, Promise, models.Model)


def notify(*, user: User, kind: str, context: dict[str, Any], path: str = "", urgent: bool = False) -> Message:
    """Send a message to a user, in the user's language.

    `kind` names the template. A kind that the user muted still appears in the inbox, but is not sent out. `path` is
    the page to open, such as `/bookings/AB12/`.
    """
    [message] = notify_many(users=[user], kind=kind, context=context, path=path, urgent=urgent)
    return message


def notify_many(
    *, users: Iterable[User], kind: str, context: dict[str, Any], path: str = "", urgent: bool = False
) -> list[Message]:
    """Send the same message to many users, each in their own language; one insert for any number (two if urgent)."""
    return notify_each([News(list(users), context, path)], kind=kind, urgent=urgent)


@dataclass(frozen=True, slots=True)
class News:
    """A message for some users, and the page to open."""

    users: Sequence[User]
    context: Mapping[str, Any]
    path: str = ""


def notify_each(news: Iterable[News], *, kind: str, urgent: bool = False) -> list[Message]:
    """Send many different messages of one kind; as many inserts as for one, and a single delivery task."""
    now = timezone.now()
    rows: list[Message] = []
    texts: list[tuple[str, str, Words]] = []
    for each in news:
        words = {language: _words(kind, each.context, language) for language in {user.language for user in each.users}}
        for user in each.users:
            said = words[user.language]
            rows.append(
                Message(
                    user=user,
                    kind=kind,
                    subject=said.subject,
                    body=said.body,
                    path=each.path,
                    parameters=said.parameters,
                    is_urgent=urgent,
                    next_try_at=now if urgent or kind not in user.muted_kinds else None,
                )
            )
            if urgent and user.email:  # a user without an e-mail address is texted anyway
                texts.append((user.phone, user.language, said))
    messages = Message.objects.bulk_create(rows)
    _send_after_commit(deliver_messages, [each for each in messages if each.next_try_at], urgent)
    if urgent:
        _text(texts, kind, urgent=True)
    return messages


def text(*, phone: str, kind: str, context: dict[str, Any], language: str = "zh-hans", urgent: bool = False) -> None:
    """Text a phone number, with or without a login, with the subject line of `kind`."""
    _text([(phone, language, _words(kind, context, language))], kind, urgent=urgent)


class Words(NamedTuple):
    """A message in one language, and the parameters for a provider's template."""

    subject: str
    body: str
    parameters: dict[str, str]


def _text(whom: Sequence[tuple[str, str, Words]], kind: str, *, urgent: bool) -> None:
    now = timezone.now()
    rows = OutgoingText.objects.bulk_create(
        OutgoingText(
            phone=phone,
            kind=kind,
            language=language,
            body=said.subject,
            parameters=said.parameters,
            is_urgent=urgent,
            next_try_at=now,
        )
        for phone, language, said in whom
    )
    _send_after_commit(deliver_texts, rows, urgent)


def _words(kind: str, context: Mapping[str, Any], language: str) -> Words:
    with translation.override(language):
        subject, _, body = plain(render_to_string(f"messages/{kind}.txt", dict(context))).strip().partition("\n")
        parameters = {
            name: plain(str(value))
            for name, value in context.items()
            if name not in TYPED and isinstance(value, FILLS_IN)
        }
    return Words(subject.strip(), body.strip(), parameters)


def _send_after_commit(task: Any, rows: Sequence[Message] | Sequence[OutgoingText], urgent: bool) -> None:
    if rows:
        task = task.using(queue_name=URGENT) if urgent else task
        transaction.on_commit(partial(task.enqueue, [row.pk for row in rows]))
