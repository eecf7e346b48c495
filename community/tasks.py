"""Background work of the kernel: sending messages."""

from django.core.mail import send_mail
from django.utils import timezone
from django_tasks import task

from community.models import Message
from community.sms import send_sms


@task()
def deliver_message(message_id: int) -> None:
    """Send a message out by e-mail, or by SMS where the user gave no address; once."""
    message = Message.objects.select_related("user").filter(pk=message_id, delivered_at=None).first()
    if message is None:
        return
    if message.user.email:
        send_mail(message.subject, message.body, None, [message.user.email])
    else:
        send_sms(phone=message.user.phone, text=message.subject)
    Message.objects.filter(pk=message.pk).update(delivered_at=timezone.now())


@task()
def deliver_sms(phone: str, text: str) -> None:
    """Text someone who has no login."""
    send_sms(phone=phone, text=text)
