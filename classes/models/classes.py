"""A class and its sessions."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from classes.enums import ClassKind, ClassState, Level
from classes.querysets import ClassSessionQuerySet, InterestClassQuerySet
from community.enums import Drawing, Weekday
from community.models import Bilingual
from community.photos import PhotoField
from community.ranges import Span
from community.templatetags.dates import day
from rooms.models import Reservation, Room


class InterestClass(Bilingual):
    """A class (兴趣班) that meets weekly in a room, between a first and a last day."""

    Kind = ClassKind
    Level = Level
    State = ClassState

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.INTEREST)
    name = models.CharField(pgettext_lazy("class", "subject"), max_length=60)
    name_en = models.CharField(_("subject in English"), max_length=120, blank=True)
    about = models.TextField(_("what it is about"), blank=True)
    about_en = models.TextField(_("what it is about, in English"), blank=True)
    teacher = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="taught",
        verbose_name=_("teacher"),
    )
    teacher_name = models.CharField(_("teacher's name"), max_length=100, help_text=_("As residents see it."))
    teacher_photo = PhotoField(
        _("photo of the teacher"),
        upload_to="teachers",
        blank=True,
        help_text=_("Everyone can see it: please ask the teacher first."),
    )
    drawing = models.CharField(
        _("drawing"), max_length=30, choices=Drawing, blank=True, help_text=_("Empty: the drawing of the room.")
    )
    level = models.CharField(_("level"), max_length=10, choices=Level, default=Level.ANY)
    minimum_age = models.PositiveSmallIntegerField(_("minimum age"), default=0)
    maximum_age = models.PositiveSmallIntegerField(_("maximum age"), default=120, validators=[MaxValueValidator(120)])
    materials = models.CharField(_("materials to bring"), max_length=200, blank=True)
    materials_en = models.CharField(_("materials to bring, in English"), max_length=300, blank=True)
    price = models.DecimalField(
        _("price"), max_digits=7, decimal_places=2, default=0, help_text=_("In yuan; 0 is free.")
    )
    takes_photos = models.BooleanField(
        _("photos are taken"),
        default=False,
        help_text=_("Everyone who joins is asked whether they agree to be in them."),
    )
    capacity = models.PositiveSmallIntegerField(_("seats"), validators=[MinValueValidator(1)])
    room = models.ForeignKey(Room, models.PROTECT, related_name="classes", verbose_name=_("room"))
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = InterestClassQuerySet.as_manager()
    history = HistoricalRecords()

    # Of `rules.seats.with_seats`.
    enrolled: int
    waiting: int

    class Meta:
        verbose_name = _("class")
        verbose_name_plural = _("classes")
        ordering = ["weekday", "starts", "pk"]
        indexes = [models.Index(fields=["weekday", "starts", "id"], name="classes_class_order")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="classes_class_ends_after_start",
                violation_error_message=_("The end must be after the start."),
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="classes_class_last_after_first",
                violation_error_message=_("The last day must not be before the first."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1),
                name="classes_class_has_seats",
                violation_error_message=_("A class has at least one seat."),
            ),
            models.CheckConstraint(
                condition=Q(maximum_age__gte=F("minimum_age")),
                name="classes_class_ages",
                violation_error_message=_("The maximum age must not be below the minimum age."),
            ),
        ]

    def __str__(self) -> str:
        return self.in_reader_language("name")

    def get_absolute_url(self) -> str:
        return reverse("class_page", args=[self.pk])

    @property
    def picture(self) -> str:
        """The drawing for the class: its own, or that of its room."""
        return self.drawing or self.room.kind.drawing

    @property
    def gives_hours(self) -> bool:
        """Whether sessions count as hours of a pupil's social practice (社会实践)."""
        return self.kind == self.Kind.HOLIDAY


class ClassSession(models.Model):
    """One meeting of a class (课次); its reservation holds the room, so no booking can collide with it."""

    interest_class = models.ForeignKey(InterestClass, models.CASCADE, related_name="sessions", verbose_name=_("class"))
    reservation = models.OneToOneField(Reservation, models.PROTECT, related_name="class_session", editable=False)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    reminded_at = models.DateTimeField(null=True, editable=False)

    objects = ClassSessionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = pgettext_lazy("list", "sessions")
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["starts_at"], name="classes_session_start"),
            models.Index(
                fields=["interest_class", "ends_at"],
                name="classes_session_ahead",
                condition=Q(cancelled_at__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="classes_session_ends_after_start",
                violation_error_message=_("The end must be after the start."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.interest_class} {day(self.starts_at)}"

    @property
    def span(self) -> Span:
        return Span(self.starts_at, self.ends_at)
