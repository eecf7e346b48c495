"""Messages and texts leave once, again after a failure, and not when they are switched off."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from community.delivery import notify as services
from community.delivery import sms, tasks
from community.models import Message, OutgoingText
from tests.factories import UserFactory, make_booking

pytestmark = pytest.mark.django_db


class FailingBackend:
    def send(self, phone: str, kind: str, language: str, parameters: dict[str, str], key: str) -> str:
        raise OSError(f"no route to {phone}")


@pytest.fixture(autouse=True)
def outbox(settings):
    settings.SMS_BACKEND = "community.delivery.sms.MemoryBackend"
    sms.outbox.clear()
    return sms.outbox


def a_message(**kwargs) -> Message:
    booking = make_booking(user=UserFactory(**kwargs))
    return Message.objects.filter(user=booking.user).latest("pk")


def test_a_text_is_sent_once(outbox):
    message = a_message()
    for _twice in range(2):
        tasks.deliver_messages.func([message.pk])
    assert len(outbox) == 1
    assert outbox[0][0] == message.user.phone


def test_an_address_gets_an_e_mail_in_its_language():
    message = a_message(email="z@example.com", language="en")
    tasks.deliver_messages.func([message.pk])
    assert mail.outbox[0].to == ["z@example.com"]
    assert mail.outbox[0].subject.startswith("Booked")


def test_a_kind_that_is_switched_off_stays_in_the_portal(outbox):
    message = a_message(muted_kinds=["booking_confirmed"])
    tasks.deliver_messages.func([message.pk])
    tasks.deliver_due.func()
    assert not outbox


def test_a_failure_is_tried_again_later_and_given_up_in_the_end(outbox, settings, caplog):
    message = a_message()
    settings.SMS_BACKEND = "tests.community.test_delivery.FailingBackend"
    tasks.deliver_messages.func([message.pk])
    message.refresh_from_db()
    assert message.next_try_at > timezone.now()
    for _attempt in range(tasks.MOST_ATTEMPTS):
        Message.objects.filter(next_try_at__isnull=False).update(next_try_at=timezone.now())
        tasks.deliver_due.func()
    message.refresh_from_db()
    assert (message.attempts, message.was_given_up) == (tasks.MOST_ATTEMPTS, True)
    assert message.user.phone not in caplog.text


def test_what_failed_leaves_when_the_way_is_open_again(outbox, settings):
    services.text(phone="13912345678", kind="code", context={"code": "123456"})
    OutgoingText.objects.update(attempts=3, next_try_at=timezone.now())
    tasks.deliver_due.func()
    tasks.deliver_due.func()
    assert [(phone, "123456" in text) for phone, text in outbox] == [("13912345678", True)]


def test_texts_are_forgotten_after_a_month():
    services.text(phone="13912345678", kind="code", context={"code": "123456"})
    OutgoingText.objects.update(created_at=timezone.now() - timedelta(days=31), next_try_at=None)
    tasks.deliver_due.func()
    assert not OutgoingText.objects.exists()


def test_what_a_delivered_text_said_is_forgotten():
    services.text(phone="13912345678", kind="code", context={"code": "123456"})
    tasks.deliver_due.func()
    row = OutgoingText.objects.get()
    assert (row.body, row.delivered_at is not None) == ("", True)


def test_a_code_that_is_too_old_is_not_sent(outbox):
    services.text(phone="13912345678", kind="code", context={"code": "123456"})
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        tasks.deliver_due.func()
    assert (outbox, OutgoingText.objects.get().body) == ([], "")
