"""Messages to people, and the codes texted to them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.enums import CodePurpose
from community.models.users import User
from community.templatetags.dates import moment


class Delivery(models.Model):
    """A mixin for what the worker sends, retrying if sending fails."""

    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    next_try_at = models.DateTimeField(
        _("next try"), null=True, blank=True, editable=False, help_text=_("Empty: no further attempt.")
    )
    is_urgent = models.BooleanField(_("urgent"), default=False, db_default=False, editable=False)
    # The parameters for an SMS provider's approved template; see `community.delivery.sms`.
    parameters = models.JSONField(default=dict, db_default={}, editable=False)
    receipt = models.CharField(max_length=100, default="", db_default="", editable=False)

    class Meta:
        abstract = True


class Message(Delivery):
    """A message to one user: kept in the inbox, and sent out by the worker."""

    user = models.ForeignKey(User, models.CASCADE, related_name="messages", verbose_name=_("user"))
    kind = models.CharField(_("kind"), max_length=40)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    path = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(_("sent"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="community_message_inbox"),
            models.Index(fields=["next_try_at"], name="community_message_due", condition=Q(next_try_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return moment(self.created_at)


class OutgoingText(Delivery):
    """A text message to a phone number; deleted a month after it was sent."""

    phone = models.CharField(_("mobile number"), max_length=11)
    kind = models.CharField(_("kind"), max_length=40, default="", db_default="")
    language = models.CharField(max_length=10, default="zh-hans", db_default="zh-hans", editable=False)
    # Emptied after delivery, as are the parameters: the text, above all a code, is no longer anyone's business.
    body = models.CharField(_("text"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta:
        verbose_name = _("text message")
        verbose_name_plural = _("text messages")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["next_try_at"], name="community_text_due", condition=Q(next_try_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return moment(self.created_at)


class Subscription(models.Model):
    """A user's wish to be told about a topic; see `community.registers.topics`."""

    user = models.ForeignKey(User, models.CASCADE, related_name="subscriptions")
    topic = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "topic"], name="community_subscribed_once")]
        indexes = [models.Index(fields=["topic"], name="community_subscription_topic")]

    def __str__(self) -> str:
        return self.topic


class OneTimeCode(models.Model):
    """A code sent to a phone to prove that its owner is present; stored as a hash."""

    phone = models.CharField(max_length=11)
    client = models.CharField(max_length=64, default="", help_text="A keyed hash of the address that asked.")
    asker = models.CharField(max_length=64, default="", help_text="A keyed hash of what the requesting browser keeps.")
    is_known = models.BooleanField(default=False, help_text="The owner has logged in with this browser before.")
    purpose = models.CharField(max_length=10, choices=CodePurpose)
    code_hash = models.CharField(max_length=128)
    created_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("one-time code")
        verbose_name_plural = _("one-time codes")
        indexes = [
            models.Index(fields=["phone", "purpose", "-created_at"], name="community_code_latest"),
            models.Index(fields=["client", "-created_at"], name="community_code_of_client"),
        ]
