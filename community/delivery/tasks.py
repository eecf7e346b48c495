"""Background tasks of the kernel: sending messages and texts, with retries.

Two workers never send the same message; a worker that is killed after sending but before recording it may cause a
second send.
"""

import logging
from datetime import timedelta
from typing import Any

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from community.delivery.sms import send_sms
from community.ladders import MOST_SECONDS, climb_all
from community.models import Message, OneTimeCode, OutgoingText

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 12
LONGEST_PAUSE = timedelta(hours=12)
TEXTS_KEPT_FOR = timedelta(days=30)
CODES_KEPT_FOR = timedelta(days=1)
URGENT = "urgent"  # a queue of its own, so that slow work never blocks it
CODE, CODES_GOOD_FOR = "code", timedelta(minutes=10)


@task()
def deliver_messages(pks: list[int]) -> None:
    """Send messages out by e-mail, or by SMS where the user gave no address."""
    for pk in pks:
        _deliver(Message, pk)


@task()
def deliver_texts(pks: list[int]) -> None:
    """Text phone numbers."""
    for pk in pks:
        _deliver(OutgoingText, pk)


@task(queue_name=URGENT)
def tend_urgent() -> None:
    """Run the ladders, and retry urgent messages that are due; runs every minute.

    If very much is due at once, the rest follows right after the messages that became urgent meanwhile.
    """
    climbed = climb_all(MOST_SECONDS)
    _deliver_due(is_urgent=True)
    if climbed.sent and climbed.has_more:
        tend_urgent.enqueue()


@task()
def deliver_due() -> None:
    """Retry messages that are due, and delete old texts and codes; runs every minute."""
    _deliver_due(is_urgent=False)
    now = timezone.now()
    OutgoingText.objects.filter(created_at__lt=now - TEXTS_KEPT_FOR).delete()
    OneTimeCode.objects.filter(created_at__lt=now - CODES_KEPT_FOR).delete()


def _deliver_due(*, is_urgent: bool) -> None:
    for model in (Message, OutgoingText):
        due = model.objects.filter(next_try_at__lte=timezone.now(), is_urgent=is_urgent).order_by("next_try_at")
        for pk in due.values_list("pk", flat=True)[:200]:
            _deliver(model, pk)


def _deliver(model: type[Message] | type[OutgoingText], pk: int) -> None:
    """Send one row outside any transaction, so that a slow provider holds no lock."""
    row = _claim(model, pk)
    if row is None:
        return
    try:
        receipt = _send(row)
    except Exception as error:  # a mail server or an SMS provider may raise anything
        # Only the type of the error, because its message may contain the address.
        facts = {"model": model.__name__, "pk": pk, "attempts": row.attempts, "error": type(error).__name__}
        logger.warning("A message could not be sent", extra=facts)
        if row.attempts >= MOST_ATTEMPTS:
            model.objects.filter(pk=pk).update(next_try_at=None)
        return
    done: dict[str, Any] = {"delivered_at": timezone.now(), "next_try_at": None, "receipt": receipt[:100]}
    if model is OutgoingText:
        done |= {"body": "", "parameters": {}}
    model.objects.filter(pk=pk).update(**done)


def _claim(model: type[Message] | type[OutgoingText], pk: int) -> Message | OutgoingText | None:
    """Count an attempt at a due row and postpone its next one, with growing delays; None if another worker has it.

    So two workers never send the same row, and what a killed worker left is retried.
    """
    now = timezone.now()
    with transaction.atomic():
        rows = model.objects.select_for_update(skip_locked=True, of=("self",))
        row = rows.filter(pk=pk, delivered_at=None, next_try_at__lte=now).first()
        if row is None:
            return None
        row.attempts += 1
        row.next_try_at = now + min(timedelta(minutes=2 ** (row.attempts - 1)), LONGEST_PAUSE)
        if _came_too_late(row):
            model.objects.filter(pk=pk).update(attempts=row.attempts, next_try_at=None, body="", parameters={})
            return None
        row.save(update_fields=["attempts", "next_try_at"])
    return row


def _came_too_late(row: Message | OutgoingText) -> bool:
    """Whether it is a code that has expired."""
    is_code = isinstance(row, OutgoingText) and row.kind == CODE
    return is_code and row.created_at < timezone.now() - CODES_GOOD_FOR


def _send(row: Message | OutgoingText) -> str:
    """Send a row; returns the SMS provider's receipt, if it was texted."""
    if isinstance(row, OutgoingText):
        return send_sms(
            phone=row.phone,
            kind=row.kind,
            language=row.language,
            words=row.body,
            parameters=row.parameters,
            key=f"text-{row.pk}",
        )
    if row.user.email:
        send_mail(row.subject, row.body, None, [row.user.email])
        return ""
    return send_sms(
        phone=row.user.phone,
        kind=row.kind,
        language=row.user.language,
        words=row.subject,
        parameters=row.parameters,
        key=f"message-{row.pk}",
    )
