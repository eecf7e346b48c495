"""Logins and their sessions."""

import secrets
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from community.names import clean_name, pinyin_key, shown_name
from community.phone_search import phones_like

mobile_number = RegexValidator(r"^1[3-9]\d{9}$", _("Enter a mobile number of 11 digits."))


def unguessable_token() -> str:
    """A URL-safe secret of 192 bits."""
    return secrets.token_urlsafe(24)


class UserManager(BaseUserManager["User"]):
    def create_user(self, phone: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(phone=phone, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, phone: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(phone, password, is_staff=True, is_superuser=True, **fields)

    def found_by(self, query: str, *, whole_numbers: bool) -> "models.QuerySet[User]":
        """Active logins by name, pinyin, initials or the phone's last four digits; by the full number with
        `whole_numbers`.
        """
        query = clean_name(query)
        key = query.lower().replace(" ", "")
        if not key:
            return self.none()
        return self.filter(
            Q(name__icontains=query)
            | Q(name_key__startswith=key)
            | Q(name_key__contains=f" {key}")
            | phones_like(["phone"], key, whole=whole_numbers),
            is_active=True,
        ).order_by("name_key", "pk")


class User(AbstractBaseUser, PermissionsMixin):
    """A login. The person in the register is a `residents.Resident`."""

    is_verified: Callable[[], bool]  # set by django_otp's middleware: whether the second factor was verified
    _change_reason: str  # read by simple-history when the record is saved

    phone = models.CharField(_("mobile number"), max_length=11, unique=True, validators=[mobile_number])
    name = models.CharField(pgettext_lazy("person", "name"), max_length=100)
    name_key = models.CharField(max_length=400, editable=False)
    email = models.EmailField(_("e-mail"), blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    language = models.CharField(
        _("language"), max_length=10, choices=[("zh-hans", _("Chinese")), ("en", _("English"))], default="zh-hans"
    )
    is_staff = models.BooleanField(_("may use the admin"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)
    calendar_token = models.CharField(max_length=43, unique=True, default=unguessable_token, editable=False)
    muted_kinds = models.JSONField(_("switched-off messages"), default=list, blank=True)

    objects = UserManager()
    history = HistoricalRecords(excluded_fields=["password", "last_login", "calendar_token"])

    USERNAME_FIELD = "phone"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        permissions = [("reset_second_factor", _("Can reset a colleague's second factor"))]

    def __str__(self) -> str:
        """The name; colleagues read each other's in full."""
        return self.name if self.is_staff else shown_name(self.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = clean_name(self.name)
        self.name_key = pinyin_key(self.name)
        super().save(*args, **kwargs)

    def get_short_name(self) -> str:
        return str(self)


class LoginSessionManager(BaseSessionManager["LoginSession"]):
    use_in_migrations = True


class LoginSession(AbstractBaseSession):
    """A session linked to its user; filled by `community.accounts.sessions`."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    device = models.CharField(max_length=40, blank=True)

    objects = LoginSessionManager()  # type: ignore[misc]

    class Meta:
        verbose_name = pgettext_lazy("login", "session")
        verbose_name_plural = pgettext_lazy("login", "sessions")

    @property
    def handle(self) -> str:
        """The session's public identifier; its key is a secret that grants access."""
        return salted_hmac("community.LoginSession", self.session_key).hexdigest()[:20]

    @classmethod
    def get_session_store_class(cls) -> Any:
        from community.accounts.sessions import SessionStore  # noqa: PLC0415 - the engine imports this model

        return SessionStore
