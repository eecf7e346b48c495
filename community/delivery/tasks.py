"""Background work of the kernel: sending messages and texts, with retries.

Two workers never send the same one; a worker that is killed between sending and writing
that down may send it once more.
"""

import logging
from datetime import timedelta

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from community.delivery.sms import send_sms
from community.models import Message, OneTimeCode, OutgoingText

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 12
LONGEST_PAUSE = timedelta(hours=12)
TEXTS_KEPT_FOR = timedelta(days=30)
CODES_KEPT_FOR = timedelta(days=1)
CODE, CODES_GOOD_FOR = "code", timedelta(minutes=10)


@task()
def deliver_message(message_id: int) -> None:
    """Send a message out by e-mail, or by SMS where the user gave no address."""
    _deliver(Message, message_id)


@task()
def deliver_text(text_id: int) -> None:
    """Text a phone number."""
    _deliver(OutgoingText, text_id)


@task()
def deliver_due() -> None:
    """Try again what is due, and forget old texts and codes; runs every minute."""
    now = timezone.now()
    for model in (Message, OutgoingText):
        for pk in model.objects.filter(next_try_at__lte=now).order_by("next_try_at").values_list("pk", flat=True)[:200]:
            _deliver(model, pk)
    OutgoingText.objects.filter(created_at__lt=now - TEXTS_KEPT_FOR).delete()
    OneTimeCode.objects.filter(created_at__lt=now - CODES_KEPT_FOR).delete()


def _deliver(model: type[Message] | type[OutgoingText], pk: int) -> None:
    """Send one row under its lock, so that two workers never send it twice; pause longer after each failure."""
    with transaction.atomic():
        row = (
            model.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(pk=pk, delivered_at=None, next_try_at__isnull=False)
            .first()
        )
        if row is None:
            return
        row.attempts += 1
        if _came_too_late(row):
            row.next_try_at, row.body = None, ""
            row.save(update_fields=["attempts", "next_try_at", "body"])
            return
        try:
            _send(row)
        except Exception as error:  # whatever a mail server or an SMS provider may raise
            # Only the kind of error: its words may hold the address.
            facts = {"model": model.__name__, "pk": pk, "attempts": row.attempts, "error": type(error).__name__}
            logger.warning("A message could not be sent", extra=facts)
            pause = min(timedelta(minutes=2 ** (row.attempts - 1)), LONGEST_PAUSE)
            row.next_try_at = timezone.now() + pause if row.attempts < MOST_ATTEMPTS else None
        else:
            row.delivered_at, row.next_try_at = timezone.now(), None
            if isinstance(row, OutgoingText):
                row.body = ""
        row.save(update_fields=["attempts", "delivered_at", "next_try_at", "body"])


def _came_too_late(row: Message | OutgoingText) -> bool:
    """Whether it is a code that no longer opens anything."""
    is_code = isinstance(row, OutgoingText) and row.kind == CODE
    return is_code and row.created_at < timezone.now() - CODES_GOOD_FOR


def _send(row: Message | OutgoingText) -> None:
    if isinstance(row, OutgoingText):
        send_sms(phone=row.phone, text=row.body)
    elif row.user.email:
        send_mail(row.subject, row.body, None, [row.user.email])
    else:
        send_sms(phone=row.user.phone, text=row.subject)
