"""Certificate templates that staff edit; each edit is a new version, so that issued certificates stay as they were."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.certificates.enums import Border, Layout
from community.certificates.faces.design import Design

colour = RegexValidator(r"^#[0-9a-f]{6}$", _("A colour is written as #a01818."))


class CertificateTemplate(models.Model):
    """One version of a kind's face. Its text never changes; editing creates the next version."""

    LOOKS: ClassVar = (
        *("layout", "title", "title_en", "words", "signatory", "seal_words", "border", "accent", "gold", "note"),
        "number_line",
    )

    kind = models.CharField(_("kind"), max_length=20)
    version = models.PositiveIntegerField(_("version"), editable=False)
    layout = models.CharField(_("layout"), max_length=10, choices=Layout, default=Layout.ACROSS)
    title = models.CharField(_("title"), max_length=12)
    title_en = models.CharField(_("title in English"), max_length=40, blank=True)
    words = models.TextField(
        _("words"), max_length=400, help_text=_("Fields in braces, such as {things}, are filled in on each paper.")
    )
    signatory = models.CharField(_("signed by"), max_length=40)
    seal_words = models.CharField(
        _("characters of the decorative seal"),
        max_length=4,
        blank=True,
        help_text=_("Leave empty to keep the space free for the real seal, stamped by hand."),
    )
    border = models.CharField(_("border"), max_length=10, choices=Border, default=Border.FRET)
    accent = models.CharField(_("main colour"), max_length=7, default="#a01818", validators=[colour])
    gold = models.CharField(pgettext_lazy("colour", "gold"), max_length=7, default="#b98a3e", validators=[colour])
    note = models.CharField(_("footnote"), max_length=60, blank=True)
    number_line = models.CharField(_("line with the number"), max_length=40, default="编号：{number}")
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    approved_at = models.DateTimeField(_("in use since"), null=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("certificate template")
        verbose_name_plural = _("certificate templates")
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "version"], name="community_template_version_once"),
            models.CheckConstraint(
                condition=Q(number_line__contains="{number}"),
                name="community_template_has_number",
                violation_error_message=_("The line with the number must contain {number}."),
            ),
        ]

    def __str__(self) -> str:
        version = _("Version %(version)d") % {"version": self.version}
        return f"{self.title} · {version}"

    @property
    def design(self) -> Design:
        """The design as the drawing code takes it."""
        return Design(**{name: getattr(self, name) for name in self.LOOKS})
