"""Messages and texts are sent once, retried after a failure, and not sent if muted."""

from datetime import timedelta
from time import monotonic

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from community.delivery import notify as services
from community.delivery import sms, tasks
from community.models import Message, OutgoingText
from community.registers import topics
from config import clock, views
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


def test_a_failure_is_tried_again_later_and_given_up_in_the_end(outbox, settings, caplog, come_to):
    message = a_message()
    settings.SMS_BACKEND = "tests.community.test_delivery.FailingBackend"
    tasks.deliver_messages.func([message.pk])
    message.refresh_from_db()
    assert message.next_try_at > timezone.now()
    for _attempt in range(tasks.MOST_ATTEMPTS):
        come_to(message.next_try_at or timezone.now())
        tasks.deliver_due.func()
        message.refresh_from_db()
    assert (message.attempts, message.delivered_at, message.next_try_at) == (tasks.MOST_ATTEMPTS, None, None)
    assert message.user.phone not in caplog.text


def test_what_failed_leaves_when_the_way_is_open_again(outbox, settings, come_to):
    working, settings.SMS_BACKEND = settings.SMS_BACKEND, "tests.community.test_delivery.FailingBackend"
    services.text(phone="13912345678", kind="code", context={"code": "123456"})
    tasks.deliver_due.func()
    settings.SMS_BACKEND = working
    come_to(OutgoingText.objects.get().next_try_at)
    tasks.deliver_due.func()
    tasks.deliver_due.func()
    assert [(phone, "123456" in text) for phone, text in outbox] == [("13912345678", True)]


def test_texts_are_forgotten_after_a_month(come_to):
    services.text(phone="13912345678", kind="code", context={"code": "123456"})
    for days, kept in ((0, 1), (29, 1), (2, 0)):
        come_to(timezone.now() + timedelta(days=days))
        tasks.deliver_due.func()
        assert OutgoingText.objects.count() == kept


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


def alarm(users, **more):
    return services.notify_many(users=users, kind="reveal_alarm", context={"person": "周平", "count": 3}, **more)


def test_800_people_are_told_by_one_insert(django_assert_num_queries):
    users = [UserFactory(), UserFactory(language="en"), UserFactory(muted_kinds=["reveal_alarm"])]
    with django_assert_num_queries(1):
        told = alarm(users)
    assert [each.next_try_at is None for each in told] == [False, False, True]
    assert told[0].subject != told[1].subject


def test_what_is_urgent_is_texted_and_mailed_past_muting(outbox):
    user = UserFactory(email="z@example.com", muted_kinds=["reveal_alarm"])
    alarm([user], urgent=True)
    tasks.deliver_due.func()
    assert not outbox
    tasks.tend_urgent.func()
    assert [phone for phone, _words in outbox] == [user.phone]
    assert mail.outbox[0].to == ["z@example.com"]


def test_what_is_urgent_stands_in_a_queue_of_its_own(django_capture_on_commit_callbacks):
    user = UserFactory()
    for urgent in (True, False):
        with django_capture_on_commit_callbacks(execute=True):
            alarm([user], urgent=urgent)
    assert list(DBTaskResult.objects.order_by("enqueued_at").values_list("queue_name", flat=True)) == [
        "urgent",
        "default",
    ]


def test_a_message_keeps_what_a_template_is_filled_with_but_no_typed_word():
    message = services.notify(
        user=UserFactory(), kind="reveal_alarm", context={"person": "周平", "count": 3, "reason": "敏感"}
    )
    assert message.parameters == {"person": "周平", "count": "3"}


def test_no_subject_holds_a_reason_that_somebody_typed():
    for path in (settings.BASE_DIR / "templates/messages").glob("*.txt"):
        lines = [line for line in path.read_text().splitlines() if line.strip()]
        assert not any("reason" in line for line in lines[:2] if line.startswith("{% load") or line is lines[0]), path


def test_a_kind_without_a_template_says_that_a_message_waits(outbox, settings, tmp_path):
    file = tmp_path / "templates.toml"
    file.write_text('[reveal_alarm]\nzh-hans = "SMS_1"\n')
    settings.SMS_TEMPLATES = str(file)
    known, other = alarm([UserFactory(), UserFactory(language="en")])
    tasks.deliver_messages.func([known.pk, other.pk])
    assert (outbox[0][1], outbox[1][1]) == (known.subject, "A message waits for you in the portal.")
    assert sms.template_of("reveal_alarm", "zh-hans") == "SMS_1"
    known.refresh_from_db()
    assert known.receipt == f"kept message-{known.pk}"


def test_people_hear_of_the_topics_they_chose(monkeypatch):
    monkeypatch.setattr(topics, "_topics", {"stall": "集市", "talks": "讲座"})
    user = UserFactory()
    topics.subscribe(user=user, topics=["stall", "nonsense"])
    topics.subscribe(user=user, topics=["stall", "talks"])
    assert topics.topics_of(user) == {"stall", "talks"}
    topics.subscribe(user=user, topics=["talks"])
    assert (list(topics.subscribers("stall")), list(topics.subscribers("talks"))) == ([], [user])


def test_the_portal_is_well_while_the_workers_heart_beats(client, monkeypatch, come_to):
    clock.beat()
    assert client.get("/healthz").status_code == 200
    come_to(timezone.now() + timedelta(minutes=2))
    monkeypatch.setattr(views, "STARTED_AT", -1000.0)
    assert client.get("/healthz").status_code == 503
    monkeypatch.setattr(views, "STARTED_AT", monotonic())
    assert client.get("/healthz").status_code == 200  # both only just started
