"""Images of the official seal: stored encrypted, visible only to those in charge, printed once two people agree."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.workbooks.storage import sealed_storage


def seal_path(instance: Any, filename: str) -> str:
    # A user-supplied file name is never part of a path.
    return f"seals/{uuid.uuid4().hex}.sealed"


class OfficialSeal(models.Model):
    """One image of the official seal. The newest in use goes on certificates; older ones stay on theirs."""

    image = models.FileField(_("image"), upload_to=seal_path, storage=sealed_storage)
    words = models.CharField(_("text on the seal"), max_length=60)
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"), editable=False
    )
    withdrawn_at = models.DateTimeField(_("out of use since"), null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("official seal")
        verbose_name_plural = _("official seals")
        ordering = ["-uploaded_at"]
        # One permission covers uploading, viewing and withdrawing the seal; nobody else may do any of these.
        default_permissions = ()
        permissions = [("keep_officialseal", _("Can keep the official seal"))]
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=Q(withdrawn_at=None), name="community_official_seal_one_in_use"
            )
        ]

    def __str__(self) -> str:
        return self.words

    def image_bytes(self) -> bytes:
        """The image as PNG."""
        with self.image.open("rb") as file:
            return bytes(file.read())
