"""Accepted things: single ones and lots, where they are, and who borrowed them."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from community.addresses import public_address
from community.certificates.codes import new_code
from community.photos import PhotoField
from community.templatetags.dates import day
from donations.enums import ItemState
from donations.models.gifts import Gift
from rooms.models import Room


def item_code() -> str:
    """The code by which a label's QR code identifies a thing."""
    return new_code(8)


class Item(models.Model):
    """An accepted thing (物品): a single one, or a lot with a count."""

    State = ItemState

    gift = models.ForeignKey(Gift, models.PROTECT, related_name="items", verbose_name=_("gift"), editable=False)
    position = models.PositiveSmallIntegerField(_("position"), editable=False)
    code = models.CharField(max_length=8, unique=True, default=item_code, editable=False)
    what = models.CharField(_("what"), max_length=60)
    count = models.PositiveIntegerField(_("how many"))
    unit = models.CharField(_("counted in"), max_length=6)
    photo = PhotoField(_("photo"), upload_to="private/things", blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ItemState, default=ItemState.IN_STORE, editable=False)
    retire_reason = models.CharField(_("why it is retired"), max_length=200, blank=True, editable=False)
    retire_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    retired_at = models.DateTimeField(_("retired"), null=True, editable=False)

    history = HistoricalRecords(excluded_fields=["photo"])

    class Meta:
        verbose_name = _("thing")
        verbose_name_plural = _("things")
        ordering = ["-gift", "position"]
        constraints = [
            models.UniqueConstraint(fields=["gift", "position"], name="donations_item_position_once"),
            models.CheckConstraint(condition=Q(count__gt=0), name="donations_item_counts"),
            models.CheckConstraint(
                condition=Q(retired_at=None) & ~Q(state=ItemState.RETIRED)
                | Q(retired_at__isnull=False, state=ItemState.RETIRED) & ~Q(retire_reason=""),
                name="donations_item_retired_why",
            ),
            models.CheckConstraint(
                condition=Q(retired_by=None) | Q(retire_asked_by=None) | ~Q(retired_by=F("retire_asked_by")),
                name="donations_item_retired_by_two",
                violation_error_message=_("Retiring a thing takes the signatures of two people."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what}{self.count}{self.unit}"

    def get_absolute_url(self) -> str:
        """The page of its label."""
        return reverse("item", args=[self.code])

    @property
    def label_url(self) -> str:
        """The address in the label's QR code."""
        return public_address(self.get_absolute_url())


class Placement(models.Model):
    """The place of a thing during a period: a room, or elsewhere."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="placements", verbose_name=_("thing"))
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("room"))
    place = models.CharField(_("shelf, or another place"), max_length=60, blank=True)
    use = models.CharField(
        _("for which use"),
        max_length=100,
        blank=True,
        help_text=_("For a gift restricted to one use: that use, or another that the donor agreed to."),
    )
    during = DateTimeRangeField(_("during"))
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("place of a thing")
        verbose_name_plural = _("places of things")
        indexes = [
            models.Index(fields=["room"], name="donations_placement_now", condition=Q(during__endswith__isnull=True))
        ]
        constraints = [
            ExclusionConstraint(
                name="donations_item_in_one_place",
                expressions=[
                    (Func(F("item"), F("item"), Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(room__isnull=False) | ~Q(place=""),
                name="donations_placement_somewhere",
                violation_error_message=_("Please say where the thing is."),
            ),
        ]

    def __str__(self) -> str:
        return " · ".join(filter(None, [str(self.room) if self.room else "", self.place]))


class Loan(models.Model):
    """Pieces of a thing that were lent; a trigger limits them to the available number."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="loans", verbose_name=_("thing"))
    borrower = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="loans", verbose_name=_("borrower")
    )
    count = models.PositiveIntegerField(_("how many"), default=1)
    lent_at = models.DateTimeField(_("lent"), default=timezone.now)
    due_on = models.DateField(_("due"))
    returned_at = models.DateTimeField(_("returned"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, editable=False)
    lent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False)

    class Meta:
        verbose_name = _("loan")
        verbose_name_plural = _("loans")
        ordering = ["-lent_at"]
        indexes = [models.Index(fields=["due_on"], name="donations_loan_due", condition=Q(returned_at=None))]
        constraints = [models.CheckConstraint(condition=Q(count__gt=0), name="donations_loan_counts")]

    def __str__(self) -> str:
        return f"{self.item} · {day(self.due_on)}"
