"""Handovers between shifts: what happened, keys counted, and what remains open."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from community.templatetags.dates import moment
from volunteers.models.posts import Post, PostThing
from volunteers.models.rosters import Shift
from volunteers.querysets import HandoverQuerySet, OpenItemQuerySet


class Handover(models.Model):
    """The handover of a post at the end of a shift (交接班): two people sign it, and then it is frozen."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="handovers", verbose_name=_("post"))
    shift = models.OneToOneField(Shift, models.PROTECT, related_name="handover", verbose_name=_("shift"))
    happened = models.TextField(_("what happened"), blank=True)
    outgoing = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("handed over by")
    )
    outgoing_at = models.DateTimeField(_("handed over"), null=True)
    incoming = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("taken over by")
    )
    incoming_at = models.DateTimeField(_("taken over"), null=True)
    told_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = HandoverQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        ordering = ["-shift__ends_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outgoing__isnull=True) | Q(incoming__isnull=True) | ~Q(outgoing=F("incoming")),
                name="volunteers_handover_two_people",
                violation_error_message=_("Two different people must sign."),
            ),
            models.CheckConstraint(
                condition=Q(outgoing__isnull=True, outgoing_at__isnull=True)
                | Q(outgoing__isnull=False, outgoing_at__isnull=False),
                name="volunteers_handover_outgoing_signed",
            ),
            models.CheckConstraint(
                condition=Q(incoming__isnull=True, incoming_at__isnull=True)
                | Q(incoming__isnull=False, incoming_at__isnull=False, outgoing__isnull=False),
                name="volunteers_handover_incoming_signed",
                violation_error_message=_("The person handing over must sign first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shift}"

    @property
    def is_signed(self) -> bool:
        """Whether both have signed, after which nothing in it can change."""
        return self.outgoing_id is not None and self.incoming_id is not None


class ThingCount(models.Model):
    """The number of a thing when the post was handed over."""

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="counts", verbose_name=_("handover"))
    thing = models.ForeignKey(PostThing, models.PROTECT, related_name="counts", verbose_name=_("thing"))
    number = models.PositiveSmallIntegerField(_("how many"))

    class Meta:
        verbose_name = _("count")
        verbose_name_plural = _("counts")
        ordering = ["thing", "pk"]
        constraints = [models.UniqueConstraint(fields=["handover", "thing"], name="volunteers_count_once")]

    def __str__(self) -> str:
        return f"{self.thing} {self.number}"

    @property
    def is_short(self) -> bool:
        return self.number < self.thing.number


class HandoverNote(models.Model):
    """A correction to a signed handover, which is added rather than overwritten."""

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="notes", verbose_name=_("handover"))
    text = models.CharField(_("text"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("correction of a handover")
        verbose_name_plural = _("corrections of handovers")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return moment(self.at)


class OpenItem(models.Model):
    """Something that remains to be done at a post, passed from shift to shift until it is closed."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="items", verbose_name=_("post"))
    handover = models.ForeignKey(Handover, models.SET_NULL, null=True, related_name="items", verbose_name=_("handover"))
    text = models.CharField(_("what is open"), max_length=300)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("noted by")
    )
    opened_at = models.DateTimeField(_("open since"), default=timezone.now, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("closed by")
    )
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    how = models.CharField(_("how it ended"), max_length=300, blank=True)

    objects = OpenItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("open item")
        verbose_name_plural = _("open items")
        ordering = ["opened_at", "pk"]
        indexes = [
            models.Index(fields=["post", "opened_at"], name="volunteers_item_open", condition=Q(closed_at__isnull=True))
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(how=""),
                name="volunteers_item_closed_with_a_word",
                violation_error_message=_("Please say how it ended."),
            )
        ]

    def __str__(self) -> str:
        return self.text
