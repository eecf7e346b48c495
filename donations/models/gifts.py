"""Gifts and donors: who gives what, for which use, and what the centre decided."""

from datetime import date

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from community.models import Certificate
from community.names import mask_name
from community.photos import PhotoField
from community.templatetags.dates import day
from donations.enums import Condition, DeclineReason, DonorKind, GiftState, Publicity
from donations.names import check_credit_code, check_name
from donations.querysets import GiftQuerySet
from residents.models import Resident

UNNUMBERED = "~"  # prefix of the identifier of a gift in the old list that has no number


class Donor(models.Model):
    """A donor: with a login or without one, a person, a company, a group."""

    Kind = DonorKind

    kind = models.CharField(_("kind"), max_length=10, choices=DonorKind, default=DonorKind.PERSON)
    name = models.CharField(pgettext_lazy("person", "name"), max_length=60, blank=True, validators=[check_name])
    credit_code = models.CharField(
        _("unified social credit code"), max_length=18, blank=True, validators=[check_credit_code]
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="donors", verbose_name=_("login")
    )
    child = models.ForeignKey(
        Resident, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("child as the donor")
    )
    nameless_at = models.DateTimeField(_("name removed"), null=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="+", verbose_name=_("merged into"), editable=False
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("donor")
        verbose_name_plural = _("donors")
        constraints = [
            models.CheckConstraint(
                condition=Q(nameless_at=None) | Q(name="", credit_code=""), name="donations_donor_nameless"
            ),
            models.CheckConstraint(
                condition=~Q(name="") | Q(kind=DonorKind.UNNAMED) | Q(nameless_at__isnull=False),
                name="donations_donor_named",
                violation_error_message=_("Please name the donor, or choose an anonymous donor."),
            ),
        ]

    def __str__(self) -> str:
        """The masked name, for lists and titles that many may read; the wall shows what each donor allows."""
        return mask_name(self.name) if self.name else str(_("a neighbour"))


class Gift(models.Model):
    """One gift: an offer, the centre's decision, and what follows from it."""

    State = GiftState

    state = models.CharField(_("state"), max_length=10, choices=GiftState, default=GiftState.OFFERED, editable=False)
    donors = models.ManyToManyField(Donor, through="Giver", related_name="gifts", verbose_name=_("donors"))
    wished_use = models.CharField(_("intended use"), max_length=100, blank=True)
    use_binds = models.BooleanField(_("restricted to this use"), default=False)
    publicity = models.CharField(
        _("what others may see about you"), max_length=10, choices=Publicity, default=Publicity.FULL
    )
    amount = models.DecimalField(
        _("amount of money, in yuan"),
        max_digits=11,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0.01)],
    )
    value = models.DecimalField(
        _("value, in yuan"), max_digits=11, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    valued_by = models.CharField(_("valued by"), max_length=60, blank=True)
    valued_how = models.CharField(_("how it was valued"), max_length=100, blank=True)
    prints_value = models.BooleanField(_("the donor wants the value printed"), default=False)
    paper_number = models.CharField(_("number in the old paper list"), max_length=40, blank=True, editable=False)
    story = models.TextField(_("its story"), max_length=500, blank=True)
    offered_at = models.DateTimeField(_("offered"), default=timezone.now, editable=False)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    decline_reason = models.CharField(
        _("reason for declining"), max_length=12, choices=DeclineReason, blank=True, editable=False
    )
    letter = models.TextField(_("message to the donor"), max_length=500, blank=True, editable=False)

    objects = GiftQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("gift")
        verbose_name_plural = _("gifts")
        ordering = ["-offered_at", "-pk"]
        indexes = [
            models.Index(
                fields=["-decided_at", "-id"], name="donations_gift_wall", condition=Q(state=GiftState.ACCEPTED)
            ),
            models.Index(fields=["-offered_at"], name="donations_gift_open", condition=Q(state=GiftState.OFFERED)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gt=0),
                name="donations_gift_amount_positive",
                violation_error_message=_("The amount must be more than zero."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[GiftState.OFFERED, GiftState.WITHDRAWN]) | Q(decided_at__isnull=False),
                name="donations_gift_decided_when",
            ),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__gte=0) & ~Q(valued_by="") & ~Q(valued_how=""),
                name="donations_gift_value_has_a_source",
                violation_error_message=_("A value must be zero or more, with who valued the gift and how."),
            ),
            models.UniqueConstraint(
                fields=["paper_number"],
                condition=~Q(paper_number=""),
                name="donations_gift_paper_number_once",
                violation_error_message=_("Another gift already has this number in the paper list."),
            ),
        ]

    def __str__(self) -> str:
        return f"{day(self.offered_at)} #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("gift", args=[self.pk])

    @property
    def old_number(self) -> str:
        """Its number in the old paper list, which stays valid beside ours."""
        return "" if self.paper_number.startswith(UNNUMBERED) else self.paper_number

    @property
    def given_on(self) -> date:
        """The day on which the centre accepted it, or else the offer was made."""
        return timezone.localdate(self.decided_at or self.offered_at)


class Giver(models.Model):
    """One of the donors of a gift, and the certificate that names them."""

    gift = models.ForeignKey(Gift, models.CASCADE, related_name="givers")
    donor = models.ForeignKey(Donor, models.PROTECT, related_name="given", verbose_name=_("donor"))
    certificate = models.ForeignKey(
        Certificate, models.PROTECT, null=True, related_name="givers", verbose_name=_("certificate"), editable=False
    )

    class Meta:
        verbose_name = _("donor")
        verbose_name_plural = _("donors")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["gift", "donor"], name="donations_giver_once")]

    def __str__(self) -> str:
        return str(self.donor)


class GiftPhoto(models.Model):
    """A photo of what is offered, only for the donor and staff."""

    gift = models.ForeignKey(Gift, models.CASCADE, related_name="photos")
    photo = PhotoField(_("photo"), upload_to="private/gifts")
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("photo of a gift")
        verbose_name_plural = _("photos of gifts")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.gift_id}/{self.pk}"


class GiftLine(models.Model):
    """A number of things of one kind in a gift; `accepted` says how many the centre accepted."""

    gift = models.ForeignKey(Gift, models.CASCADE, related_name="lines")
    what = models.CharField(_("what"), max_length=60)
    count = models.PositiveIntegerField(_("how many"), default=1, validators=[MinValueValidator(1)])
    unit = models.CharField(_("counted in"), max_length=6, default="件")
    condition = models.CharField(_("condition"), max_length=10, choices=Condition, default=Condition.GOOD)
    accepted = models.PositiveIntegerField(_("accepted"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("things in a gift")
        verbose_name_plural = _("things in a gift")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(count__gt=0),
                name="donations_line_counts",
                violation_error_message=_("At least one thing must be given."),
            ),
            models.CheckConstraint(
                condition=Q(accepted=None) | Q(accepted__lte=models.F("count")),
                name="donations_line_accepts_at_most_all",
                violation_error_message=_("No more can be accepted than was offered."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what}{self.count}{self.unit}"
