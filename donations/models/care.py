"""Repairs and stock-taking."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from donations.models.items import Item
from rooms.models import Room


class Repair(models.Model):
    """A repair of a thing; its cost is known once it is back."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="repairs", verbose_name=_("thing"))
    fault = models.CharField(_("what is broken"), max_length=200)
    workshop = models.CharField(_("who repairs it"), max_length=100, blank=True)
    began_at = models.DateTimeField(_("began"), default=timezone.now, editable=False)
    began_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False)
    cost = models.DecimalField(
        _("cost, in yuan"), max_digits=9, decimal_places=2, null=True, validators=[MinValueValidator(0)]
    )
    outcome = models.CharField(_("what was done"), max_length=200, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False)

    class Meta:
        verbose_name = _("repair")
        verbose_name_plural = _("repairs")
        ordering = ["-began_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(ended_at=None),
                name="donations_repair_one_at_a_time",
                violation_error_message=_("This thing is already being repaired."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, cost=None) | Q(ended_at__isnull=False, cost__isnull=False, cost__gte=0),
                name="donations_repair_cost_when_done",
                violation_error_message=_("A finished repair needs a cost of zero or more."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} · {self.fault}"


class StockTake(models.Model):
    """A count of the things in a room."""

    room = models.ForeignKey(Room, models.PROTECT, related_name="+", verbose_name=_("room"))
    began_at = models.DateTimeField(_("began"), default=timezone.now, editable=False)
    began_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False)
    expected = models.PositiveIntegerField(_("expected"), default=0, editable=False)
    missing = models.PositiveIntegerField(_("missing"), default=0, editable=False)

    class Meta:
        verbose_name = _("stock-taking")
        verbose_name_plural = _("stock-takings")
        ordering = ["-began_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["room"],
                condition=Q(ended_at=None),
                name="donations_stock_take_one_a_room",
                violation_error_message=_("This room is already being counted."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.room} {timezone.localdate(self.began_at):%Y-%m-%d}"


class StockCount(models.Model):
    """A thing that was found, how many pieces, and where it belongs if that is elsewhere."""

    take = models.ForeignKey(StockTake, models.CASCADE, related_name="counts")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name=_("thing"))
    found = models.PositiveIntegerField(_("found"))
    was_at = models.CharField(_("where it should be"), max_length=130, blank=True)
    is_elsewhere = models.BooleanField(_("found elsewhere"), default=False)
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False)

    class Meta:
        verbose_name = _("counted thing")
        verbose_name_plural = _("counted things")
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["take", "item"], name="donations_stock_count_once")]

    def __str__(self) -> str:
        return f"{self.item} {self.found}"
