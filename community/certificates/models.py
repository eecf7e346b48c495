"""The certificates; `triggers.sql` enforces the rules described here.

A certificate is never deleted, and changes in four ways only: it is revoked, its name is shown differently, its name
is deleted, or two people release it for the official seal. Each change has its own columns with who and when. There
is no history table, which would keep a name longer than the row.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from community.addresses import public_address
from community.certificates.codes import grouped, new_code
from community.certificates.enums import Cause, NameShown
from community.certificates.kinds import Kind, kind_of
from community.names import mask_name

BETWEEN_NAMES = "、"


class GivenNumber(models.CharField):
    """A column that the database fills when the row is inserted; the model has its value right after saving."""

    db_returning = True

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "community.certificates.models.GivenNumber", args, kwargs


class Certificate(models.Model):
    """A numbered certificate of some kind, valid until it is revoked.

    `facts` holds what it says besides the name, as of the day of issue, under the keys of its kind.
    """

    number = GivenNumber(_("number"), max_length=20, unique=True, editable=False, default="")
    kind = models.CharField(_("kind"), max_length=20, editable=False)
    prefix = models.CharField(max_length=6, editable=False)
    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    name = models.CharField(pgettext_lazy("person", "name"), max_length=400, blank=True, editable=False)
    name_shown = models.CharField(
        _("how the name is shown to others"), max_length=10, choices=NameShown, default=NameShown.MASKED
    )
    facts = models.JSONField(_("contents"), default=dict, editable=False)
    salt = models.CharField(max_length=32, blank=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    issued_at = models.DateTimeField(_("issued"), default=timezone.now, editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    cause = models.CharField(_("why it was revoked"), max_length=10, choices=Cause, blank=True, editable=False)
    reason = models.CharField(_("why, in words for the holder"), max_length=200, blank=True, editable=False)
    replaced_by = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaces", verbose_name=_("replaced by"), editable=False
    )
    template = models.ForeignKey(
        "CertificateTemplate",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("template"),
        editable=False,
    )
    leaves_space = models.BooleanField(_("space left for handwriting"), default=False, editable=False)
    nameless_at = models.DateTimeField(_("name removed"), null=True, editable=False)
    # Two people release it for the official seal; the second release adds the seal that is then in use.
    released_at = models.DateTimeField(_("released"), null=True, editable=False)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    sealed_at = models.DateTimeField(_("sealed"), null=True, editable=False)
    sealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    seal = models.ForeignKey(
        "OfficialSeal", models.PROTECT, null=True, related_name="+", verbose_name=_("official seal"), editable=False
    )

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        permissions = [("release_certificate", _("Can release certificates for the official seal"))]
        ordering = ["-issued_at", "-pk"]
        indexes = [models.Index(fields=["-issued_at"], name="community_certificate_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None, cause="", reason="", replaced_by=None)
                | Q(revoked_at__isnull=False) & ~Q(cause=""),
                name="community_certificate_revoked_why",
            ),
            models.CheckConstraint(
                condition=Q(nameless_at=None) & ~Q(name="") & ~Q(salt="")
                | Q(nameless_at__isnull=False, name="", salt="", reason=""),
                name="community_certificate_name_or_nameless",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | Q(cause=Cause.REPLACED),
                name="community_certificate_replaced_is_revoked",
            ),
            models.CheckConstraint(
                condition=Q(seal=None, sealed_at=None)
                | Q(seal__isnull=False, sealed_at__isnull=False, released_at__isnull=False),
                name="community_certificate_sealed_after_release",
            ),
            models.CheckConstraint(
                condition=Q(sealed_by=None) | Q(released_by=None) | ~Q(sealed_by=F("released_by")),
                name="community_certificate_released_by_two",
                violation_error_message=_("A certificate must be released for the official seal by two people."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The public page that says whether it is valid."""
        return reverse("certificate_check", args=[grouped(self.code)])

    @property
    def png_url(self) -> str:
        """The face as a picture, for those who may download it."""
        return reverse("certificate_png", args=[grouped(self.code)])

    @property
    def pdf_url(self) -> str:
        """The face as a PDF, for those who may download it."""
        return reverse("certificate_pdf", args=[grouped(self.code)])

    @property
    def of_kind(self) -> Kind:
        return kind_of(self.kind)

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None

    @property
    def issued_on(self) -> date:
        """The date on its face."""
        return timezone.localdate(self.issued_at)

    @property
    def check_url(self) -> str:
        """The address in the QR code of the paper; the proof follows the #."""
        return f"{self.public_url}#{self.salt}" if self.salt else self.public_url

    @property
    def public_url(self) -> str:
        """The full public address, without the proof that only the paper carries."""
        return public_address(self.get_absolute_url())

    @property
    def public_name(self) -> str:
        """The name, as far as its owner allows it to be shown."""
        if not self.name or self.name_shown == NameShown.NEIGHBOUR:
            return gettext("a neighbour")
        if self.name_shown == NameShown.WHOLE:
            return self.name
        return BETWEEN_NAMES.join(map(mask_name, self.name.split(BETWEEN_NAMES)))

    @property
    def public_facts(self) -> list[tuple[str, str]]:
        """The facts that are public, each with its label."""
        labels = self.of_kind.public
        return [(str(label), self.facts[key]) for key, label in labels.items() if self.facts.get(key)]


class CertificateCounter(models.Model):
    """The last number assigned for a prefix in a year; only `triggers.sql` writes here."""

    prefix = models.CharField(max_length=6)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("certificate counter")
        verbose_name_plural = _("certificate counters")
        constraints = [models.UniqueConstraint(fields=["prefix", "year"], name="community_certificate_counter_one")]

    def __str__(self) -> str:
        return f"{self.prefix}{self.year}"


class CertificateGuess(models.Model):
    """An unknown code that was looked up from one address; deleted within a day."""

    client = models.CharField(max_length=64, help_text="A keyed hash of the address.")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("wrong certificate code")
        verbose_name_plural = _("wrong certificate codes")
        indexes = [models.Index(fields=["client", "-at"], name="community_guess_of_client")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
