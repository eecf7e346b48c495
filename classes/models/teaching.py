"""Attendance, notes, photos and ratings of classes."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from classes.enums import Mark
from classes.models.classes import ClassSession, InterestClass
from classes.models.seats import Enrolment
from community.names import shown_name
from community.photos import PhotoField
from community.templatetags.dates import day
from residents.models import Resident


class Attendance(models.Model):
    """A person's attendance (到课): a member by `enrolment`, a guest by `user` or `child`, a walk-in by `name`.

    A member without a row is expected. `minutes` and `confirmed_at` are the record of social practice (社会实践), if
    the class counts hours.
    """

    Mark = Mark

    session = models.ForeignKey(ClassSession, models.CASCADE, related_name="attendances", verbose_name=_("session"))
    enrolment = models.ForeignKey(
        Enrolment, models.CASCADE, null=True, related_name="attendances", verbose_name=_("enrolment")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="guest_seats", verbose_name=_("login")
    )
    child = models.ForeignKey(Resident, models.CASCADE, null=True, related_name="guest_seats", verbose_name=_("child"))
    name = models.CharField(pgettext_lazy("person", "name"), max_length=100, blank=True)
    mark = models.CharField(_("attendance"), max_length=8, choices=Mark, default=Mark.EXPECTED)
    minutes = models.PositiveSmallIntegerField(_("minutes of practice"), null=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    marked_at = models.DateTimeField(_("marked"), default=timezone.now)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(enrolment__isnull=False, user__isnull=True, child__isnull=True, name="")
                | Q(enrolment__isnull=True, user__isnull=False, name="")
                | Q(enrolment__isnull=True, user__isnull=True, child__isnull=True) & ~Q(name=""),
                name="classes_attendance_of_somebody",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(minutes__isnull=False, enrolment__isnull=False),
                name="classes_attendance_confirmed_minutes",
            ),
            models.UniqueConstraint(
                fields=["session", "enrolment"],
                name="classes_attendance_once",
                condition=Q(enrolment__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["session", "user"],
                name="classes_attendance_guest_once",
                condition=Q(user__isnull=False, child__isnull=True),
                violation_error_message=_("You already have a seat in this session."),
            ),
            models.UniqueConstraint(
                fields=["session", "child"],
                name="classes_attendance_child_once",
                condition=Q(child__isnull=False),
                violation_error_message=_("This child already has a seat in this session."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.session}"

    @property
    def is_marked(self) -> bool:
        """Whether attendance has been marked."""
        return self.mark != Mark.EXPECTED

    @property
    def person(self) -> str:
        """The person's name, for the teacher and staff."""
        if self.enrolment:
            return self.enrolment.person
        if self.child:
            return shown_name(self.child.name)
        return str(self.user) if self.user else shown_name(self.name)


class ClassPost(models.Model):
    """A note or a photo for members of the class only."""

    interest_class = models.ForeignKey(InterestClass, models.CASCADE, related_name="posts", verbose_name=_("class"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    text = models.TextField(_("text"), blank=True, max_length=2000)
    photo = PhotoField(_("photo"), upload_to="private/classes", blank=True)
    created_at = models.DateTimeField(_("posted"), default=timezone.now, editable=False)
    told_at = models.DateTimeField(_("told to everyone"), null=True, editable=False)

    class Meta:
        verbose_name = _("note or photo")
        verbose_name_plural = _("notes and photos")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="", photo=""), name="classes_post_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.interest_class} {day(self.created_at)}"


class Rating(models.Model):
    """A member's rating of a class after its last session."""

    enrolment = models.OneToOneField(Enrolment, models.CASCADE, related_name="rating", verbose_name=_("enrolment"))
    stars = models.PositiveSmallIntegerField(_("stars"), validators=[MinValueValidator(1), MaxValueValidator(5)])
    again = models.BooleanField(_("would come again"))
    comment = models.CharField(_("comment"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("rated"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(stars__gte=1, stars__lte=5), name="classes_rating_one_to_five"),
        ]

    def __str__(self) -> str:
        return f"{self.stars}"
