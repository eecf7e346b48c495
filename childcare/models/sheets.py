"""Families, care sheets, consents, and pickup persons."""

import json
from datetime import date
from typing import Any, TypedDict

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from childcare.enums import Kin, Purpose
from childcare.models.rules import CARER_POINTS, ConsentText
from childcare.querysets import ConsentQuerySet, FamilyQuerySet, PickupQuerySet
from community import vault
from community.models import mobile_number, unguessable_token
from community.names import clean_name, mask_name, mask_phone, pinyin_key
from community.ranges import age_on
from residents.models import Household, Resident


class Health(TypedDict, total=False):
    """A guardian's notes about health, each short or empty."""

    allergies: str
    allergy_help: str
    medicine: str
    notes: str


class Contact(TypedDict):
    """A person to call, in the order of the list."""

    name: str
    phone: str
    kin: str


class Family(models.Model):
    """Children who come together, found at the tablet by a guardian's name or phone."""

    name = models.CharField(_("name"), max_length=100)
    name_key = models.CharField(max_length=400, editable=False, db_collation="C")
    initials = models.CharField(max_length=100, editable=False, db_collation="C")
    phones_last4 = models.CharField(max_length=60, editable=False, blank=True)
    household = models.ForeignKey(
        Household, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("household")
    )
    # In the QR code on a guardian's phone; it grants no access, it only finds the family at the door.
    code = models.CharField(max_length=43, unique=True, default=unguessable_token, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = FamilyQuerySet.as_manager()

    class Meta:
        verbose_name = _("family")
        verbose_name_plural = _("families")
        ordering = ["name_key", "pk"]

    def __str__(self) -> str:
        return mask_name(self.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        super().save(*args, **kwargs)

    def prepare(self) -> None:
        """Fill the search columns; `save` does this, bulk inserts call it."""
        self.name = clean_name(self.name)
        full, _separator, self.initials = pinyin_key(self.name).rpartition(" ")
        self.name_key = full.replace(" ", "")


class CareSheet(models.Model):
    """What carers need to know about a child; filled in once, and confirmed every year."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="sheets", verbose_name=_("family"))
    child = models.OneToOneField(
        Resident, models.PROTECT, null=True, blank=True, related_name="care_sheet", verbose_name=_("child")
    )
    # Only set for a visiting child that is not in the register.
    own_name = models.CharField(pgettext_lazy("person", "name"), max_length=100, blank=True)
    own_birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    called = models.CharField(_("name used for the child"), max_length=50)
    health_encrypted = models.TextField(blank=True, editable=False)
    contacts_encrypted = models.TextField(blank=True, editable=False)
    comforts = models.CharField(_("what comforts the child"), max_length=200, blank=True)
    extra_points = models.PositiveSmallIntegerField(
        _("extra points for special needs"),
        default=0,
        help_text=_("Added to the points for the age; a carer counts for 210."),
    )
    confirmed_at = models.DateTimeField(_("last confirmed"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    # Health and phones are never in it, not even encrypted.
    history = HistoricalRecords(excluded_fields=["health_encrypted", "contacts_encrypted"])

    # Of `selectors.sheets_of`.
    purposes: list[str]
    had_incident: bool
    waits: bool

    class Meta:
        verbose_name = _("care sheet")
        verbose_name_plural = _("care sheets")
        ordering = ["family", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(child__isnull=False, own_name="", own_birth_date__isnull=True)
                | (Q(child__isnull=True, own_birth_date__isnull=False) & ~Q(own_name="")),
                name="childcare_sheet_is_of_somebody",
                violation_error_message=_("Please choose a child of the register, or give a name and a date of birth."),
            ),
            models.CheckConstraint(
                condition=Q(extra_points__lte=CARER_POINTS),
                name="childcare_sheet_extra_points",
                violation_error_message=_("One child needs at most one carer of its own."),
            ),
        ]
        permissions = [("reveal_caresheet", _("Can reveal health notes of a child, with a reason"))]

    def __str__(self) -> str:
        return mask_name(self.called)

    @property
    def name(self) -> str:
        return self.child.name if self.child is not None else self.own_name

    @property
    def birth_date(self) -> date | None:
        return self.child.birth_date if self.child is not None else self.own_birth_date

    def age_on(self, day: date) -> int | None:
        """Whole years on a day; None if the birth date is unknown."""
        return None if self.birth_date is None else age_on(self.birth_date, day)

    @property
    def health(self) -> Health:
        """The decrypted health notes; show them only inside, at the door, or after a `SheetReveal`."""
        return json.loads(vault.decrypt(self.health_encrypted)) if self.health_encrypted else Health()

    @health.setter
    def health(self, words: Health) -> None:
        said = {name: str(text).strip() for name, text in words.items() if str(text).strip()}
        self.health_encrypted = vault.encrypt(json.dumps(said, ensure_ascii=False)) if said else ""

    @property
    def contacts(self) -> list[Contact]:
        """The contacts to call, in order."""
        return json.loads(vault.decrypt(self.contacts_encrypted)) if self.contacts_encrypted else []

    @contacts.setter
    def contacts(self, people: list[Contact]) -> None:
        self.contacts_encrypted = vault.encrypt(json.dumps(people, ensure_ascii=False)) if people else ""


class Consent(models.Model):
    """A guardian's consent to one purpose, in the words of one version, unless withdrawn."""

    Purpose = Purpose

    sheet = models.ForeignKey(CareSheet, models.CASCADE, related_name="consents", verbose_name=_("care sheet"))
    text = models.ForeignKey(ConsentText, models.PROTECT, related_name="consents", verbose_name=_("consent text"))
    purpose = models.CharField(_("purpose"), max_length=9, choices=Purpose)
    given_at = models.DateTimeField(_("given"), default=timezone.now, editable=False)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("given by")
    )
    # Signed at the desk by a guardian without a login; the paper is archived there.
    on_paper = models.BooleanField(_("on paper"), default=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "purpose"],
                condition=Q(withdrawn_at__isnull=True),
                name="childcare_consent_once",
                violation_error_message=_("This consent has already been given."),
            )
        ]

    def __str__(self) -> str:
        return self.get_purpose_display()


class PickupPerson(models.Model):
    """A person who may pick up a child (接送人): guardians always, others for a period."""

    Kin = Kin

    sheet = models.ForeignKey(CareSheet, models.CASCADE, related_name="people", verbose_name=_("care sheet"))
    name = models.CharField(pgettext_lazy("person", "name"), max_length=100)
    phone = models.CharField(_("mobile number"), max_length=11, blank=True, validators=[mobile_number])
    kin = models.CharField(_("relation"), max_length=11, choices=Kin, default=Kin.OTHER)
    is_adult = models.BooleanField(_("18 or over"), default=True)
    is_guardian = models.BooleanField(_("guardian"), default=False, editable=False)
    resident = models.ForeignKey(Resident, models.SET_NULL, null=True, editable=False, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("login")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(_("taken off the list"), null=True, editable=False)

    objects = PickupQuerySet.as_manager()
    history = HistoricalRecords()

    # Of `rules.fetching.FetchList`.
    answers: bool
    has_bars: bool

    class Meta:
        verbose_name = _("pick-up person")
        verbose_name_plural = _("pick-up people")
        ordering = ["-is_guardian", "pk"]
        indexes = [models.Index(fields=["user"], name="childcare_person_login")]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "resident"],
                condition=Q(is_guardian=True, resident__isnull=False, removed_at__isnull=True),
                name="childcare_guardian_once",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="childcare_person_until",
                violation_error_message=_("The last day must not be before the first."),
            ),
        ]

    def __str__(self) -> str:
        return mask_name(self.name)

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.phone) if self.phone else ""

    def may_fetch_on(self, day: date) -> bool:
        """Whether the list allows it on a day."""
        return self.removed_at is None and self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class Barred(models.Model):
    """A person who must not pick up a child, by a court or police paper, entered by two members of staff."""

    sheet = models.ForeignKey(CareSheet, models.CASCADE, related_name="barred", verbose_name=_("care sheet"))
    name = models.CharField(pgettext_lazy("person", "name"), max_length=100)
    phone = models.CharField(_("mobile number"), max_length=11, blank=True)
    person = models.ForeignKey(
        PickupPerson, models.SET_NULL, null=True, blank=True, related_name="bars", verbose_name=_("pick-up person")
    )
    paper = models.CharField(_("number of the court or police document"), max_length=100)
    first_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("noted by"))
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("checked by")
    )
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    lifted_at = models.DateTimeField(_("lifted"), null=True, editable=False)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+")

    class Meta:
        verbose_name = _("barred person")
        verbose_name_plural = _("barred people")
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(paper=""),
                name="childcare_barred_by_paper",
                violation_error_message=_("Barring a person takes the number of a court or police document."),
            ),
            models.CheckConstraint(
                condition=~Q(first_by=F("second_by")),
                name="childcare_barred_by_two",
                violation_error_message=_("Two members of staff must record this together."),
            ),
        ]

    def __str__(self) -> str:
        return mask_name(self.name)


class SheetReveal(models.Model):
    """A look at a child's health notes while it was neither inside nor at the door. Append-only."""

    sheet = models.ForeignKey(CareSheet, models.CASCADE, related_name="reveals", verbose_name=_("care sheet"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who looked"))
    reason = models.CharField(_("reason"), max_length=200)
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("reveal of health notes")
        verbose_name_plural = _("reveals of health notes")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
