"""Residents, where they live, and guardians."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Collate, Left, Right
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from community import vault
from community.models import Bilingual, mobile_number
from community.names import clean_name, mask_name, mask_phone, pinyin_key
from community.ranges import age_on
from community.templatetags.dates import days
from residents import documents, identity
from residents.enums import Contact, DocumentKind, Precision, Relation, ResidenceKind, Sex
from residents.models.keys import same
from residents.models.places import Household
from residents.querysets import ResidenceQuerySet, ResidentQuerySet


class Tag(Bilingual):
    """A tag for special needs or contributions of residents, with the purpose for which it is stored."""

    slug = models.SlugField(_("short name"), unique=True)
    name = models.CharField(_("name"), max_length=30)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    purpose = models.CharField(_("purpose"), max_length=200, help_text=_("Why the centre needs to know."))
    is_sensitive = models.BooleanField(_("sensitive"), default=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.in_reader_language("name")


class Resident(models.Model):
    """A person in the register (居民). A login is a `community.User`; see `LoginMatch`."""

    Sex = Sex

    Contact = Contact

    _change_reason: str  # read by simple-history when the record is saved

    # Fields that can be revealed one at a time; everything else is shown masked or is not sensitive.
    REVEALABLE: ClassVar[dict[str, Any]] = {
        "name": _("Name"),
        "phone": _("Mobile number"),
        "id_number": _("Identity number"),
        "to_ring": _("Whom to call in an emergency"),
    }

    name = models.CharField(pgettext_lazy("person", "name"), max_length=100)
    # Collation C: pinyin is plain ASCII, so that one index serves both prefix search and sorting.
    name_key = models.CharField(max_length=400, editable=False, db_collation="C")
    initials = models.CharField(max_length=100, editable=False, db_collation="C")
    sex = models.CharField(_("sex"), max_length=6, choices=Sex, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    # A known month or year is stored as its first day.
    birth_precision = models.CharField(
        _("how much of the date of birth is known"), max_length=5, choices=Precision, default=Precision.DAY
    )
    phone = models.CharField(_("mobile number"), max_length=11, blank=True, validators=[mobile_number])
    other_phone = models.CharField(_("another number"), max_length=20, blank=True)
    phone_last4 = models.CharField(max_length=4, editable=False, blank=True)
    # The kind belongs to the number, and means nothing without one.
    id_kind = models.CharField(
        _("kind of document"), max_length=12, choices=DocumentKind, default=DocumentKind.IDENTITY
    )
    id_encrypted = models.TextField(editable=False, blank=True)
    id_fingerprint = models.CharField(max_length=64, editable=False, null=True, unique=True)  # noqa: DJ001
    id_last4 = models.CharField(max_length=64, editable=False, blank=True, help_text="A keyed hash.")
    tags = models.ManyToManyField(Tag, related_name="residents", verbose_name=_("tags"), blank=True)
    language = models.CharField(
        _("language"), max_length=10, choices=[("zh-hans", _("Chinese")), ("en", _("English"))], default="zh-hans"
    )
    contact = models.CharField(_("contact"), max_length=5, choices=Contact, default=Contact.PHONE)
    remarks = models.TextField(_("remarks"), blank=True)
    created_at = models.DateTimeField(_("in the register since"), default=timezone.now, editable=False)
    anonymised_at = models.DateTimeField(_("anonymised"), null=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.CASCADE, null=True, editable=False, related_name="merged", verbose_name=_("merged into")
    )

    objects = ResidentQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["id_encrypted", "id_fingerprint", "id_last4"], m2m_fields=[tags])

    class Meta:
        verbose_name = _("resident")
        verbose_name_plural = _("residents")
        ordering = ["name_key", "pk"]
        indexes = [
            models.Index(fields=["name"], name="residents_resident_name", opclasses=["varchar_pattern_ops"]),
            models.Index(Collate("name", "C"), "id", name="residents_resident_written"),
            models.Index(Left("name", 1), "name_key", "id", name="residents_resident_surname"),
            models.Index(fields=["name_key", "id"], name="residents_resident_pinyin"),
            models.Index(fields=["initials", "name_key"], name="residents_resident_initials"),
            models.Index(fields=["phone_last4"], name="residents_resident_last4", condition=~Q(phone_last4="")),
            models.Index(Right("other_phone", 4), name="residents_resident_other4", condition=~Q(other_phone="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(anonymised_at__isnull=False),
                name="residents_resident_merged_is_empty",
            ),
            models.CheckConstraint(
                condition=Q(id_kind=DocumentKind.IDENTITY) | ~Q(id_encrypted=""),
                name="residents_resident_document_has_number",
                violation_error_message=_("Please give the number of the document."),
            ),
        ]
        permissions = [
            ("reveal_resident", _("Can reveal a resident's data, with a reason")),
            ("settle_match", _("Can settle which login is which resident")),
            ("export_register", _("Can export the register")),
            ("import_register", _("Can import the register")),
        ]

    def __str__(self) -> str:
        return self.masked_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        super().save(*args, **kwargs)

    def prepare(self) -> None:
        """Fill the search columns; `save` does this, bulk inserts call it."""
        self.name = clean_name(self.name)
        self.name_key, _separator, self.initials = pinyin_key(self.name).rpartition(" ")
        self.name_key = self.name_key.replace(" ", "")
        self.phone_last4 = self.phone[-4:]

    @property
    def masked_name(self) -> str:
        return mask_name(self.name)

    @property
    def to_ring(self) -> str:
        """The emergency contacts with full numbers; callers must record a `Reveal`."""
        contacts = self.emergency_contacts.order_by("pk")
        return "; ".join(f"{each.get_relation_display()} {each.name} {each.phone}" for each in contacts)

    @property
    def masked_to_ring(self) -> str:
        """The same, with names and numbers masked."""
        return "; ".join(map(str, self.emergency_contacts.order_by("pk")))

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.phone) if self.phone else ""

    @property
    def id_number(self) -> str:
        """The number of the identity card or another document; callers must record a `Reveal`."""
        return vault.decrypt(self.id_encrypted) if self.id_encrypted else ""

    @id_number.setter
    def id_number(self, number: str) -> None:
        self.carry(DocumentKind.IDENTITY, number)

    def carry(self, kind: str, number: str) -> None:
        """Store a normalised document number with its kind, or none."""
        self.id_kind = kind if number else DocumentKind.IDENTITY
        self.id_encrypted = vault.encrypt(number) if number else ""
        self.id_fingerprint = documents.fingerprint(kind, number) if number else None
        self.id_last4 = vault.fingerprint(number[-4:]) if number else ""

    @property
    def has_identity_card(self) -> bool:
        """Whether the number, if there is one, is that of an identity card."""
        return self.id_kind == DocumentKind.IDENTITY

    @property
    def masked_id_number(self) -> str:
        return identity.mask(self.id_number)

    def age_on(self, day: date) -> int | None:
        """Whole years on a day; None if the birth date is unknown."""
        return None if self.birth_date is None else age_on(self.birth_date, day)


class RelationWord(models.Model):
    """A word for a relation to the head of household; staff add those of their own lists."""

    word = models.CharField(_("word"), max_length=20, unique=True)
    relation = models.CharField(_("relation to the head"), max_length=15, choices=Relation)

    class Meta:
        verbose_name = _("word for a relation")
        verbose_name_plural = _("words for relations")
        ordering = ["relation", "pk"]

    def __str__(self) -> str:
        return self.word


class Residence(models.Model):
    """A period in which a resident lives, or is registered (户籍), in a household."""

    Kind = ResidenceKind

    Relation = Relation

    resident = models.ForeignKey(Resident, models.CASCADE, related_name="residences", verbose_name=_("resident"))
    household = models.ForeignKey(Household, models.PROTECT, related_name="residences", verbose_name=_("household"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.LIVES)
    relation = models.CharField(_("relation to the head"), max_length=15, choices=Relation, default=Relation.OTHER)
    during = DateRangeField(_("from and until"))

    objects = ResidenceQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("residence")
        verbose_name_plural = _("residences")
        ordering = ["-during"]
        constraints = [
            ExclusionConstraint(
                name="residents_residence_one_home",
                expressions=[
                    (same("resident_id"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(kind=ResidenceKind.LIVES),
                violation_error_message=_("A resident lives in one household at a time."),
            ),
            ExclusionConstraint(
                name="residents_residence_one_register",
                expressions=[
                    (same("resident_id"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(kind=ResidenceKind.REGISTERED),
                violation_error_message=_("A resident is registered in one household at a time."),
            ),
            ExclusionConstraint(
                name="residents_residence_one_head",
                expressions=[
                    (same("household_id"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(kind=ResidenceKind.LIVES, relation=Relation.HEAD),
                violation_error_message=_("A household has one head at a time."),
            ),
            models.CheckConstraint(
                condition=Q(during__isempty=False, during__lower_inf=False), name="residents_residence_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household}"

    @property
    def during_in_words(self) -> str:
        """The first and last day there, or only the first one if open."""
        return days(self.during)


class Guardianship(models.Model):
    """A guardian of a child, with the consent to storing the child's data."""

    guardian = models.ForeignKey(Resident, models.CASCADE, related_name="wards", verbose_name=_("guardian"))
    child = models.ForeignKey(Resident, models.CASCADE, related_name="guardians", verbose_name=_("child"))
    consented_at = models.DateTimeField(_("consented"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("guardianship")
        verbose_name_plural = _("guardianships")
        constraints = [
            models.UniqueConstraint(fields=["guardian", "child"], name="residents_guardianship_once"),
            models.CheckConstraint(condition=~Q(guardian=F("child")), name="residents_guardianship_of_another"),
        ]

    def __str__(self) -> str:
        return f"{self.guardian} – {self.child}"
