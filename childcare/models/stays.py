"""Stays, passes, handovers, and families waiting for places."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from childcare.enums import Proof, Refusal, WaitingState
from childcare.models.carers import Carer, Station
from childcare.models.sessions import CareSession
from childcare.models.sheets import CareSheet, Family, PickupPerson
from childcare.querysets import CareWaitingQuerySet, DropInQuerySet
from community import vault


class DayPass(models.Model):
    """A family's pass for one day: two words with pictures, unique on that day, and a code for a QR code."""

    MOST_WRONG = 3
    DOCUMENT_LASTS = timedelta(minutes=10)

    family = models.ForeignKey(Family, models.CASCADE, related_name="passes", verbose_name=_("family"))
    day = models.DateField(_("day"))
    words_encrypted = models.TextField(editable=False)
    # A keyed hash of the unordered pair, which keeps pairs unique while the words are encrypted.
    fingerprint = models.CharField(max_length=64, editable=False)
    wrong = models.PositiveSmallIntegerField(_("wrong tries"), default=0, editable=False)
    locked_at = models.DateTimeField(_("locked"), null=True, editable=False)
    # The desk checked a document, which replaces the pass for a while.
    document = models.CharField(_("document seen"), max_length=100, blank=True, editable=False)
    document_at = models.DateTimeField(null=True, editable=False)
    document_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("day pass")
        verbose_name_plural = _("day passes")
        ordering = ["-day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["family", "day"], name="childcare_pass_once"),
            models.UniqueConstraint(fields=["day", "fingerprint"], name="childcare_pass_of_one_family"),
        ]

    def __str__(self) -> str:
        return f"{self.day}"

    @property
    def words(self) -> tuple[str, str]:
        """The two words, as `childcare.words` names them."""
        first, second = vault.decrypt(self.words_encrypted).split(" ")
        return first, second

    @property
    def code(self) -> str:
        """The content of the pass's QR code, derived from the pair by a key outside the database, and never stored."""
        return f"{self.family_id}-{vault.fingerprint(f'code of {self.family_id} {self.fingerprint}')[:32]}"

    def has_document(self, now: datetime) -> bool:
        """Whether the desk has just checked a document in place of the pass."""
        return self.document_at is not None and now - self.document_at < self.DOCUMENT_LASTS


class DropIn(models.Model):
    """A child's stay (临时托管), from drop-off until a `PickUp`; nothing else ends it.

    Triggers enforce that `out_at` follows the valid pick-up and cannot be written directly, and that a stay that is
    not over cannot be deleted.
    """

    sheet = models.ForeignKey(CareSheet, models.PROTECT, related_name="drop_ins", verbose_name=_("child"))
    session = models.ForeignKey(CareSession, models.PROTECT, related_name="drop_ins", verbose_name=_("care session"))
    day_pass = models.ForeignKey(DayPass, models.PROTECT, related_name="drop_ins", verbose_name=_("day pass"))
    age = models.PositiveSmallIntegerField(_("age"), editable=False)
    # Fixed at the drop-off, even if the bands change.
    points = models.PositiveSmallIntegerField(_("points"), editable=False)
    in_at = models.DateTimeField(_("in"), default=timezone.now, editable=False)
    due_at = models.DateTimeField(pgettext_lazy("stay", "until"))
    # "I am ten minutes late" postpones the first rung, once.
    late_until = models.DateTimeField(_("announced to be late until"), null=True, editable=False)
    brought_by = models.ForeignKey(
        PickupPerson, models.SET_NULL, null=True, related_name="+", verbose_name=_("brought by")
    )
    carer = models.ForeignKey(Carer, models.PROTECT, related_name="+", verbose_name=_("taken in by"))
    station = models.ForeignKey(Station, models.SET_NULL, null=True, editable=False, related_name="+")
    # A repeated request has the same key.
    key = models.CharField(max_length=36, editable=False)
    allergies_read_at = models.DateTimeField(_("allergies read"), null=True, editable=False)
    out_at = models.DateTimeField(_("out"), null=True, editable=False)

    objects = DropInQuerySet.as_manager()

    has_consent: bool  # to health notes; of `selectors.door`

    class Meta:
        verbose_name = _("stay of a child")
        verbose_name_plural = _("stays of children")
        ordering = ["-in_at", "-pk"]
        indexes = [
            models.Index(fields=["session"], name="childcare_inside", condition=Q(out_at__isnull=True)),
            models.Index(fields=["sheet", "-in_at"], name="childcare_stays_of_child"),
            models.Index(fields=["in_at"], name="childcare_stay_in"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet"],
                condition=Q(out_at__isnull=True),
                name="childcare_in_once",
                violation_error_message=_("This child is already inside."),
            ),
            models.UniqueConstraint(fields=["sheet", "key"], name="childcare_drop_in_key"),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("in_at")),
                name="childcare_due_after_in",
                violation_error_message=_("The stay must end after it begins."),
            ),
            models.CheckConstraint(condition=Q(points__gte=21), name="childcare_points_never_weaker"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet}"

    @property
    def is_inside(self) -> bool:
        return self.out_at is None


class PickUp(models.Model):
    """A handover of a child (交接孩子): to whom, with which proof, by which carer, and whether it was undone."""

    Proof = Proof
    UNDO_WITHIN = timedelta(minutes=2)

    drop_in = models.ForeignKey(DropIn, models.CASCADE, related_name="pick_ups", verbose_name=_("stay"))
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    person = models.ForeignKey(
        PickupPerson, models.SET_NULL, null=True, related_name="pick_ups", verbose_name=_("picked up by")
    )
    # As on the list, or in the document, at that moment.
    name = models.CharField(pgettext_lazy("person", "name"), max_length=100, blank=True)
    proof = models.CharField(_("proof"), max_length=8, choices=Proof)
    carer = models.ForeignKey(Carer, models.PROTECT, null=True, related_name="+", verbose_name=_("handed over by"))
    station = models.ForeignKey(Station, models.SET_NULL, null=True, editable=False, related_name="+")
    key = models.CharField(max_length=36, editable=False)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    document = models.CharField(_("document seen"), max_length=100, blank=True)
    first_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("and by")
    )
    undone_at = models.DateTimeField(_("undone"), null=True, editable=False)
    undone_by = models.ForeignKey(Carer, models.PROTECT, null=True, editable=False, related_name="+")

    class Meta:
        verbose_name = _("pick-up of a child")
        verbose_name_plural = _("pick-ups of children")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["drop_in"],
                condition=Q(undone_at__isnull=True),
                name="childcare_picked_up_once",
                violation_error_message=_("This child has already been picked up."),
            ),
            models.CheckConstraint(
                condition=~Q(proof="override")
                | (
                    Q(first_by__isnull=False, second_by__isnull=False)
                    & ~Q(first_by=F("second_by"))
                    & ~Q(reason="")
                    & ~Q(document="")
                ),
                name="childcare_override_by_two",
                violation_error_message=_(
                    "This takes two different members of staff, a reason, and the document that was seen."
                ),
            ),
            models.CheckConstraint(
                condition=Q(proof="override") | Q(carer__isnull=False), name="childcare_handed_over_by_carer"
            ),
            models.CheckConstraint(
                condition=~Q(proof__in=["pass", "document"]) | ~Q(name=""), name="childcare_handed_over_to_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.drop_in}"


class TurnedAway(models.Model):
    """A child that was not taken in, and why, such as a fever."""

    Reason = Refusal

    sheet = models.ForeignKey(CareSheet, models.CASCADE, related_name="turned_away", verbose_name=_("child"))
    session = models.ForeignKey(
        CareSession, models.PROTECT, related_name="turned_away", verbose_name=pgettext_lazy("care", "session")
    )
    reason = models.CharField(_("reason"), max_length=5, choices=Refusal)
    note_encrypted = models.TextField(blank=True, editable=False)
    carer = models.ForeignKey(Carer, models.PROTECT, related_name="+", verbose_name=_("carer"))
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("child turned away")
        verbose_name_plural = _("children turned away")
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.get_reason_display()

    @property
    def note(self) -> str:
        return vault.decrypt(self.note_encrypted) if self.note_encrypted else ""


class CareWaiting(models.Model):
    """A family waiting for places in a session, with the children it would bring."""

    State = WaitingState

    session = models.ForeignKey(CareSession, models.PROTECT, related_name="waiting", verbose_name=_("care session"))
    family = models.ForeignKey(Family, models.CASCADE, related_name="waiting", verbose_name=_("family"))
    sheets = models.ManyToManyField(CareSheet, related_name="waiting", verbose_name=_("children"))
    children = models.PositiveSmallIntegerField(_("children"))
    points = models.PositiveSmallIntegerField(_("points"))
    state = models.CharField(_("state"), max_length=7, choices=WaitingState, default=WaitingState.WAITING)
    since = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    held_until = models.DateTimeField(_("held until"), null=True, editable=False)

    objects = CareWaitingQuerySet.as_manager()

    class Meta:
        verbose_name = _("waiting family")
        verbose_name_plural = _("waiting families")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "family"],
                condition=Q(state__in=WaitingState.open()),
                name="childcare_waiting_once",
                violation_error_message=_("This family is already waiting."),
            ),
            models.CheckConstraint(
                condition=~Q(state=WaitingState.OFFERED) | Q(held_until__isnull=False), name="childcare_offer_ends"
            ),
            models.CheckConstraint(condition=Q(children__gte=1), name="childcare_waiting_for_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.family}"
