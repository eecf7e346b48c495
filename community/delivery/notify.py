"""What the kernel does for every app: telling people things.

`notify` writes a message into a user's inbox inside the caller's transaction and hands
its delivery to the background worker after commit; `text` does the same for a phone
number without a login. Both read the words from `templates/messages/<kind>.txt`: the
first line is the subject, the rest the text.
"""

from functools import partial
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from community.delivery.tasks import deliver_message, deliver_text
from community.models import Message, OutgoingText, User


def notify(*, user: User, kind: str, context: dict[str, Any], path: str = "") -> Message:
    """Tell a user something, in the user's language.

    `kind` names the template and is what a user may switch off: then it is still in
    the inbox, but not sent out. `path` is the page to open, such as `/bookings/AB12/`.
    """
    with translation.override(user.language):
        subject, _, body = render_to_string(f"messages/{kind}.txt", context).strip().partition("\n")
    is_muted = kind in user.muted_kinds
    message = Message.objects.create(
        user=user,
        kind=kind,
        subject=subject.strip(),
        body=body.strip(),
        path=path,
        next_try_at=None if is_muted else timezone.now(),
    )
    if not is_muted:
        transaction.on_commit(partial(deliver_message.enqueue, message.pk))
    return message


def text(*, phone: str, kind: str, context: dict[str, Any], language: str = "zh-hans") -> None:
    """Text a phone number, with or without a login: the subject line of `kind`."""
    with translation.override(language):
        subject = render_to_string(f"messages/{kind}.txt", context).strip().splitlines()[0]
    row = OutgoingText.objects.create(phone=phone, kind=kind, body=subject, next_try_at=timezone.now())
    transaction.on_commit(partial(deliver_text.enqueue, row.pk))
