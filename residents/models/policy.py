"""The rules of the register."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from community.models.single import Single, only_one


class RegisterPolicy(Single):
    """How long the register stores data, and how many reveals are unusual."""

    moved_out_years = models.PositiveSmallIntegerField(
        _("years after moving out until a person is anonymised"), default=3
    )
    reveal_years = models.PositiveSmallIntegerField(_("years that reveals are kept"), default=3)
    refused_days = models.PositiveSmallIntegerField(_("days that refused matches are kept"), default=90)
    import_days = models.PositiveSmallIntegerField(_("days that imported files and their rows are kept"), default=90)
    reveals_an_hour = models.PositiveSmallIntegerField(
        _("reveals an hour before administrators are alerted"), default=20, validators=[MinValueValidator(1)]
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("rules of the register")
        verbose_name_plural = _("rules of the register")
        constraints = [only_one("residents_policy_single", _("There is only one set of rules."))]

    def __str__(self) -> str:
        return str(_("Rules of the register"))
