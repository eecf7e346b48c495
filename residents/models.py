"""The register and the chains of service that lead to each door."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, IntegerRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left, Right, Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from community.models import Bilingual, mobile_number
from community.names import clean_name, mask_name, mask_phone, pinyin_key
from community.ranges import age_on, today
from residents import identity, vault
from residents.querysets import AppointmentQuerySet, ResidenceQuerySet, ResidentQuerySet

MOST_HOUSEHOLDS = 100  # that one building leader looks after
LAST_UNIT = 99


def same(field: str) -> models.Func:
    """A row's key as a range of one, so that GiST compares it without an extension."""
    return models.Func(F(field), F(field), models.Value("[]"), function="int8range")


class Compound(Bilingual):
    """A housing estate (小区)."""

    name = models.CharField(_("name"), max_length=50, unique=True)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("compound")
        verbose_name_plural = _("compounds")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.in_reader_language("name")


class Building(models.Model):
    """A building (楼栋) of a compound, by its number."""

    compound = models.ForeignKey(Compound, models.PROTECT, related_name="buildings", verbose_name=_("compound"))
    number = models.PositiveSmallIntegerField(_("number"), validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("building")
        verbose_name_plural = _("buildings")
        ordering = ["compound", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["compound", "number"],
                name="residents_building_once",
                violation_error_message=_("This building is there already."),
            )
        ]

    def __str__(self) -> str:
        return _("Building %(number)d") % {"number": self.number}


class Household(models.Model):
    """A door: building, unit and room (户). Who lives behind it is in its residences."""

    building = models.ForeignKey(Building, models.PROTECT, related_name="households", verbose_name=_("building"))
    unit = models.PositiveSmallIntegerField(
        _("unit"), default=1, validators=[MinValueValidator(1), MaxValueValidator(LAST_UNIT)]
    )
    room = models.CharField(_("room"), max_length=10)
    address_key = models.CharField(max_length=30, editable=False)

    class Meta:
        verbose_name = _("household")
        verbose_name_plural = pgettext_lazy("doors", "households")
        ordering = ["building", "unit", "room"]
        indexes = [
            models.Index(fields=["address_key"], name="residents_household_address", opclasses=["varchar_pattern_ops"])
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["building", "unit", "room"],
                name="residents_household_once",
                violation_error_message=_("This household is there already."),
            )
        ]

    def __str__(self) -> str:
        return _("%(building)s, unit %(unit)d, room %(room)s") % {
            "building": self.building,
            "unit": self.unit,
            "room": self.room,
        }

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.address_key = f"{self.building.number}-{self.unit}-{self.room}"
        super().save(*args, **kwargs)


class Tag(Bilingual):
    """What makes a resident need or give more, with the purpose for which it is kept."""

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

    class Sex(models.TextChoices):
        MALE = "male", _("Male")
        FEMALE = "female", _("Female")
        UNKNOWN = "", _("Not known")

    class Contact(models.TextChoices):
        PHONE = "phone", _("By phone")
        TEXT = "text", _("By text")
        VISIT = "visit", _("At the door")
        NONE = "none", _("Please do not")

    # What may be revealed, one at a time; everything else is shown masked or as it is.
    REVEALABLE = {"name": _("Name"), "phone": _("Mobile number"), "id_number": _("Identity number")}

    name = models.CharField(pgettext_lazy("person", "name"), max_length=100)
    # By bytes: pinyin is plain letters, and one index then serves both beginnings and the order.
    name_key = models.CharField(max_length=400, editable=False, db_collation="C")
    initials = models.CharField(max_length=100, editable=False, db_collation="C")
    sex = models.CharField(_("sex"), max_length=6, choices=Sex, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    phone = models.CharField(_("mobile number"), max_length=11, blank=True, validators=[mobile_number])
    other_phone = models.CharField(_("another number"), max_length=20, blank=True)
    phone_last4 = models.CharField(max_length=4, editable=False, blank=True)
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
            )
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
        """Fill what a resident is found by; `save` does it, whoever creates in bulk calls it."""
        self.name = clean_name(self.name)
        self.name_key, _separator, self.initials = pinyin_key(self.name).rpartition(" ")
        self.name_key = self.name_key.replace(" ", "")
        self.phone_last4 = self.phone[-4:]

    @property
    def masked_name(self) -> str:
        return mask_name(self.name)

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.phone) if self.phone else ""

    @property
    def id_number(self) -> str:
        """The identity number itself; whoever shows it does so by a `Reveal`."""
        return vault.decrypt(self.id_encrypted) if self.id_encrypted else ""

    @id_number.setter
    def id_number(self, number: str) -> None:
        self.id_encrypted = vault.encrypt(number) if number else ""
        self.id_fingerprint = vault.fingerprint(number) if number else None
        self.id_last4 = vault.fingerprint(number[-4:]) if number else ""

    @property
    def masked_id_number(self) -> str:
        return identity.mask(self.id_number)

    def age_on(self, day: date) -> int | None:
        """Whole years on a day; None where the date of birth is not known."""
        return None if self.birth_date is None else age_on(self.birth_date, day)


class Residence(models.Model):
    """That a resident lives, or is registered (户籍), in a household, from a day to a day."""

    class Kind(models.TextChoices):
        LIVES = "lives", _("Lives here")
        REGISTERED = "registered", _("Is registered here")

    class Relation(models.TextChoices):
        HEAD = "head", _("Head of household")
        SPOUSE = "spouse", _("Spouse")
        CHILD = "child", _("Child")
        PARENT = "parent", _("Parent")
        SIBLING = "sibling", _("Brother or sister")
        GRANDCHILD = "grandchild", _("Grandchild")
        GRANDPARENT = "grandparent", _("Grandparent")
        TENANT = "tenant", _("Tenant")
        OTHER = "other", _("Other")

    resident = models.ForeignKey(Resident, models.CASCADE, related_name="residences", verbose_name=_("resident"))
    household = models.ForeignKey(Household, models.PROTECT, related_name="residences", verbose_name=_("household"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.LIVES)
    relation = models.CharField(_("relation to the head"), max_length=11, choices=Relation, default=Relation.OTHER)
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
                condition=Q(kind="lives"),
                violation_error_message=_("A resident lives in one household at a time."),
            ),
            ExclusionConstraint(
                name="residents_residence_one_register",
                expressions=[
                    (same("resident_id"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(kind="registered"),
                violation_error_message=_("A resident is registered in one household at a time."),
            ),
            ExclusionConstraint(
                name="residents_residence_one_head",
                expressions=[
                    (same("household_id"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(kind="lives", relation="head"),
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
        """From the day of moving in to that of moving out; a present home ends with the dash."""
        return f"{self.during.lower} – {self.during.upper or ''}".rstrip()


class Guardianship(models.Model):
    """That an adult looks after a child, and consented to the child's data being kept."""

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


class Reveal(models.Model):
    """That somebody looked at one field of a resident, and why. Rows are only ever added (a trigger sees to it)."""

    LASTS = timedelta(minutes=5)

    resident = models.ForeignKey(Resident, models.CASCADE, related_name="reveals", verbose_name=_("resident"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who looked"))
    field = models.CharField(_("field"), max_length=20)
    reason = models.CharField(_("reason"), max_length=200)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("reveal")
        verbose_name_plural = _("reveals")
        ordering = ["-at"]
        indexes = [models.Index(fields=["by", "-at"], name="residents_reveal_by")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.field}"


class LoginMatch(models.Model):
    """Which resident a login is: asked by the login, matched by the register or settled by staff."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for staff")
        MATCHED = "matched", _("Matched")
        REFUSED = "refused", _("Not in the register")
        UNDONE = "undone", _("Undone")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="matches", verbose_name=_("login"))
    resident = models.ForeignKey(
        Resident, models.CASCADE, null=True, blank=True, related_name="matches", verbose_name=_("resident")
    )
    name = models.CharField(_("name that was given"), max_length=100)
    last4 = models.CharField(max_length=64, editable=False, help_text="A keyed hash.")
    state = models.CharField(_("state"), max_length=8, choices=State)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    # What is deleted takes its history along: it holds a name.
    history = HistoricalRecords(excluded_fields=["last4"], cascade_delete_history=True)

    class Meta:
        verbose_name = _("login and resident")
        verbose_name_plural = _("logins and residents")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                name="residents_match_once_for_login",
                condition=Q(state__in=["waiting", "matched"]),
                violation_error_message=_("This login is matched, or waits for it, already."),
            ),
            models.UniqueConstraint(
                fields=["resident"],
                name="residents_match_once_for_resident",
                condition=Q(state="matched"),
                violation_error_message=_("This resident has a login already."),
            ),
            models.CheckConstraint(
                condition=~Q(state="matched") | Q(resident__isnull=False), name="residents_match_has_resident"
            ),
        ]

    def __str__(self) -> str:
        return mask_name(self.name)


class MatchAttempt(models.Model):
    """That somebody asked who they are in the register; kept for a day, as keyed hashes, to limit guessing."""

    phone = models.CharField(max_length=64)
    client = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("attempt to match")
        verbose_name_plural = _("attempts to match")
        indexes = [
            models.Index(fields=["phone", "at"], name="residents_attempt_phone"),
            models.Index(fields=["client", "at"], name="residents_attempt_client"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class RegisterPolicy(models.Model):
    """How long the register remembers, and when looking becomes unusual."""

    moved_out_years = models.PositiveSmallIntegerField(
        _("years after moving out until a person is anonymised"), default=3
    )
    reveal_years = models.PositiveSmallIntegerField(_("years that reveals are kept"), default=3)
    refused_days = models.PositiveSmallIntegerField(_("days that refused matches are kept"), default=90)
    import_days = models.PositiveSmallIntegerField(_("days that imported files and their rows are kept"), default=90)
    reveals_an_hour = models.PositiveSmallIntegerField(
        _("reveals an hour until administrators are told"), default=20, validators=[MinValueValidator(1)]
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("rules of the register")
        verbose_name_plural = _("rules of the register")
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=1),
                name="residents_policy_single",
                violation_error_message=_("There is one set of rules."),
            )
        ]

    def __str__(self) -> str:
        return str(_("Rules of the register"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def load(cls) -> "RegisterPolicy":
        return cls.objects.first() or cls(pk=1)


class Appointment(models.Model):
    """That a person holds a role for a compound, a building or some units of it, for a term."""

    class Role(models.TextChoices):
        LEADER = "leader", _("Building leader")
        GRID = "grid", _("Grid officer")
        POLICE = "police", _("Police officer")
        OWNERS = "owners", _("Owners' committee member")
        STATION = "station", _("Workstation worker")

    role = models.CharField(_("role"), max_length=7, choices=Role)
    resident = models.ForeignKey(
        Resident,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name=_("resident"),
        help_text=_("Empty for somebody who does not live here, such as a police officer."),
    )
    name = models.CharField(pgettext_lazy("person", "name"), max_length=100)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    compound = models.ForeignKey(Compound, models.PROTECT, related_name="appointments", verbose_name=_("compound"))
    building = models.ForeignKey(
        Building,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name=_("building"),
        help_text=_("Empty: the whole compound."),
    )
    units = IntegerRangeField(_("units"), help_text=_("From and to; 1 to 99 is the whole building."))
    term = DateRangeField(_("term"))
    is_public = models.BooleanField(_("agreed to be named in public"), default=False)
    is_phone_public = models.BooleanField(_("agreed to a public phone number"), default=False)

    objects = AppointmentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["building", "units", "role", "term"]
        indexes = [
            GistIndex(fields=["term"], name="residents_appointment_term"),
            models.Index(Upper("term"), name="residents_appointment_ends"),
        ]
        constraints = [
            ExclusionConstraint(
                name="residents_one_leader",
                expressions=[
                    (same("building_id"), RangeOperators.OVERLAPS),
                    ("units", RangeOperators.OVERLAPS),
                    ("term", RangeOperators.OVERLAPS),
                ],
                condition=Q(role="leader"),
                violation_error_message=_("These units have a leader for a part of this term already."),
            ),
            models.CheckConstraint(
                condition=~Q(role="leader") | Q(building__isnull=False),
                name="residents_leader_has_building",
                violation_error_message=_("A building leader needs a building."),
            ),
            models.CheckConstraint(
                condition=Q(units__isempty=False, units__startswith__gte=1, units__endswith__lte=LAST_UNIT + 1),
                name="residents_appointment_units",
                violation_error_message=_("Units run from 1 to 99."),
            ),
            models.CheckConstraint(
                condition=Q(term__isempty=False, term__lower_inf=False),
                name="residents_appointment_begins",
                violation_error_message=_("A term has a first day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = clean_name(self.name)
        super().save(*args, **kwargs)

    @property
    def last_day(self) -> date | None:
        """The last day of the term; None where it is open."""
        return self.term.upper - timedelta(days=1) if self.term.upper else None

    @property
    def term_in_words(self) -> str:
        """From the first to the last day; an open term ends with the dash."""
        return f"{self.term.lower} – {self.last_day or ''}".rstrip()

    @property
    def is_current(self) -> bool:
        return self.term.lower <= today() and (self.term.upper is None or today() < self.term.upper)

    @property
    def scope(self) -> str:
        """What it covers, in words."""
        if self.building is None:
            return str(self.compound)
        first, last = self.units.lower, self.units.upper - 1
        if (first, last) == (1, LAST_UNIT):
            return str(self.building)
        if first == last:
            return _("%(building)s, unit %(first)d") % {"building": self.building, "first": first}
        return _("%(building)s, units %(first)d to %(last)d") % {
            "building": self.building,
            "first": first,
            "last": last,
        }


# The tables of the import stand with it; Django finds them here.
from residents.importing.models import ImportRow, RegisterExport, RegisterImport  # noqa: E402

__all__ = [
    "LAST_UNIT",
    "MOST_HOUSEHOLDS",
    "Appointment",
    "Building",
    "Compound",
    "Guardianship",
    "Household",
    "ImportRow",
    "LoginMatch",
    "MatchAttempt",
    "RegisterExport",
    "RegisterImport",
    "RegisterPolicy",
    "Residence",
    "Resident",
    "Reveal",
    "Tag",
    "same",
]
