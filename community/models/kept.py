"""Saved filters of admin lists."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.models.users import User

MOST = 12  # per person and list


class KeptList(models.Model):
    """The filters of a list, saved under a name by one user for themselves."""

    user = models.ForeignKey(User, models.CASCADE, related_name="kept_lists", verbose_name=_("who"))
    page = models.CharField(_("list"), max_length=80, help_text=_("As `app.model`."))
    name = models.CharField(_("name"), max_length=20)
    query = models.CharField(_("filters"), max_length=500)

    class Meta:
        verbose_name = _("kept list")
        verbose_name_plural = _("kept lists")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "page", "name"],
                name="community_kept_list_once",
                violation_error_message=_("You have already kept a list under this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name
