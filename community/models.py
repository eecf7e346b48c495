"""The centre itself, its users, and what it tells them."""

import secrets
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.core.cache import cache
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from community.enums import CodePurpose
from community.names import clean_name, pinyin_key
from community.photos import PhotoField

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


class User(AbstractBaseUser, PermissionsMixin):
    """A login. The person in the register is a `residents.Resident`."""

    phone = models.CharField(_("mobile number"), max_length=11, unique=True, validators=[mobile_number])
    name = models.CharField(pgettext_lazy("person", "name"), max_length=100)
    name_key = models.CharField(max_length=400, editable=False)
    email = models.EmailField(_("e-mail"), blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    language = models.CharField(
        _("language"), max_length=10, choices=[("zh-hans", _("Chinese")), ("en", _("English"))], default="zh-hans"
    )
    is_staff = models.BooleanField(_("may enter the admin"), default=False)
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
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = clean_name(self.name)
        self.name_key = pinyin_key(self.name)
        super().save(*args, **kwargs)

    def get_short_name(self) -> str:
        return self.name


class LoginSessionManager(BaseSessionManager["LoginSession"]):
    use_in_migrations = True


class LoginSession(AbstractBaseSession):
    """A session, beside whose it is; `community.accounts.sessions` fills it."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    device = models.CharField(max_length=40, blank=True)

    objects = LoginSessionManager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    @property
    def handle(self) -> str:
        """What pages name the session by: its key is a secret that lets in whoever has it."""
        return salted_hmac("community.LoginSession", self.session_key).hexdigest()[:20]

    @classmethod
    def get_session_store_class(cls) -> Any:
        # The engine imports this model.
        from community.accounts.sessions import SessionStore

        return SessionStore


class Bilingual(models.Model):
    """A mixin for a record that people read in either language: `name` and `name_en`."""

    class Meta:
        abstract = True

    def in_reader_language(self, field: str) -> str:
        """`field` in the active language, or in Chinese where no English was written."""
        english = getattr(self, f"{field}_en")
        return english if english and (get_language() or "").startswith("en") else getattr(self, field)


class Centre(Bilingual):
    """The one community party-service centre (党群服务中心) that this portal serves."""

    CACHE_KEY = "centre"

    name = models.CharField(_("name"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    address = models.CharField(_("address"), max_length=200)
    address_en = models.CharField(_("address in English"), max_length=300, blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=6,
        null=True,
        blank=True,
        help_text=_("As a Chinese map app shows it for the front door, such as 34.374600. Empty: no map."),
    )
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    way_in = models.TextField(
        _("the way in"), blank=True, help_text=_("From the gate to the door; steps, ramp and lift, too.")
    )
    way_in_en = models.TextField(_("the way in, in English"), blank=True)
    phone = models.CharField(_("telephone"), max_length=20)
    hours = models.CharField(_("opening hours in words"), max_length=200)
    hours_en = models.CharField(_("opening hours in English"), max_length=200, blank=True)
    story = models.TextField(_("story"), blank=True)
    story_en = models.TextField(_("story in English"), blank=True)
    honours = models.TextField(_("honours, one a line"), blank=True)
    honours_en = models.TextField(_("honours in English, one a line"), blank=True)
    founded = models.DateField(_("founded"), null=True, blank=True)
    households = models.PositiveIntegerField(_("households"), default=0)
    people = models.PositiveIntegerField(_("people"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("centre")
        verbose_name_plural = _("centre")
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=1), name="community_centre_single", violation_error_message=_("There is one centre.")
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="community_centre_place",
                violation_error_message=_(
                    "A place on the map has a latitude (-90 to 90) and a longitude (-180 to 180)."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)
        cache.delete(self.CACHE_KEY)

    @property
    def map_url(self) -> str:
        """A link that opens the map app of a phone, else the map in the browser; empty where no place is known."""
        if self.latitude is None or self.longitude is None:
            return ""
        place = {
            "position": f"{self.longitude},{self.latitude}",
            "name": self.name,
            "coordinate": "gaode",
            "callnative": "1",
        }
        return f"https://uri.amap.com/marker?{urlencode(place)}"

    @classmethod
    def load(cls) -> "Centre":
        """The centre's settings, at most a minute old in any process."""
        centre = cache.get(cls.CACHE_KEY)
        if centre is None:
            centre = cls.objects.first() or cls(pk=1, name="最后一米", name_en="Last Metre")
            cache.set(cls.CACHE_KEY, centre, 60)
        return centre


class CentrePhoto(Bilingual):
    """A photo of the centre, for the home page; without any, its drawing stands there."""

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="photos", verbose_name=_("centre"))
    photo = PhotoField(_("photo"), upload_to="centre")
    caption = models.CharField(_("what it shows"), max_length=100)
    caption_en = models.CharField(_("what it shows, in English"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("photo of the centre")
        verbose_name_plural = _("photos of the centre")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.in_reader_language("caption")


class NoticeQuerySet(models.QuerySet["Notice"]):
    def published(self) -> "NoticeQuerySet":
        """What everybody may read: it shows, or has shown."""
        return self.filter(starts_at__lte=timezone.now())

    def showing(self) -> "NoticeQuerySet":
        """What is on the noticeboard at this moment."""
        return self.published().filter(Q(ends_at__isnull=True) | Q(ends_at__gt=timezone.now()))


class Notice(Bilingual):
    """A notice to everyone, on the home page and the board, from a start to an end."""

    title = models.CharField(_("title"), max_length=100)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    body = models.TextField(_("text"), blank=True)
    body_en = models.TextField(_("text in English"), blank=True)
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="community_notice_ends_after_start",
                violation_error_message=_("The notice must end after it starts."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("notice", args=[self.pk])


class Delivery(models.Model):
    """A mixin for what the worker sends out: once, and again later where sending failed."""

    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    next_try_at = models.DateTimeField(
        _("next try"), null=True, blank=True, editable=False, help_text=_("Empty: nothing more will be tried.")
    )

    class Meta:
        abstract = True

    @property
    def was_given_up(self) -> bool:
        """Whether every attempt failed."""
        return self.delivered_at is None and self.next_try_at is None and self.attempts > 0


class Message(Delivery):
    """Something told to one user: kept in the portal, and sent out by the worker."""

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
        return f"{self.created_at:%Y-%m-%d %H:%M}"


class OutgoingText(Delivery):
    """A text message to a phone number; forgotten a month after it was sent."""

    phone = models.CharField(_("mobile number"), max_length=11)
    kind = models.CharField(_("kind"), max_length=40, default="", db_default="")
    # Empty once it was delivered: what was said is nobody's business any more, and a code least of all.
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
        return f"{self.created_at:%Y-%m-%d %H:%M}"


class OneTimeCode(models.Model):
    """A code sent to a phone to prove that its owner is here; stored hashed."""

    phone = models.CharField(max_length=11)
    client = models.CharField(max_length=64, default="", help_text="A keyed hash of the address that asked.")
    asker = models.CharField(max_length=64, default="", help_text="A keyed hash of what the asking browser keeps.")
    is_known = models.BooleanField(default=False, help_text="The owner came in with this browser before.")
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


# Models of the kernel that stand in packages of their own; Django looks for all of them here.
from community.certificates.models import Certificate, CertificateCounter, CertificateGuess  # noqa: E402, F401
from community.certificates.templates import CertificateTemplate  # noqa: E402, F401
