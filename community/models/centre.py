"""The centre, its photos and its notices."""

from typing import Any, Self
from urllib.parse import urlencode

from django.core.cache import cache
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from community.models.bilingual import Bilingual
from community.models.single import Single, only_one
from community.photos import PhotoField


class Centre(Single, Bilingual):
    """The one community party-service centre (党群服务中心) that this portal serves."""

    CACHE_KEY = "centre"

    name = models.CharField(_("name"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    address = models.CharField(pgettext_lazy("of the centre", "address"), max_length=200)
    address_en = models.CharField(_("address in English"), max_length=300, blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=6,
        null=True,
        blank=True,
        help_text=_("For the front door, as a Chinese map app shows it, such as 34.374600. Leave empty for no map."),
    )
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    way_in = models.TextField(
        _("directions to the door"), blank=True, help_text=_("From the gate to the door, with steps, ramp and lift.")
    )
    way_in_en = models.TextField(_("directions to the door, in English"), blank=True)
    phone = models.CharField(_("telephone"), max_length=20)
    hours = models.CharField(_("opening hours in words"), max_length=200)
    hours_en = models.CharField(_("opening hours in English"), max_length=200, blank=True)
    story = models.TextField(_("story"), blank=True)
    story_en = models.TextField(_("story in English"), blank=True)
    honours = models.TextField(_("honours, one per line"), blank=True)
    honours_en = models.TextField(_("honours in English, one per line"), blank=True)
    founded = models.DateField(_("founded"), null=True, blank=True)
    households = models.PositiveIntegerField(_("households"), default=0)
    people = models.PositiveIntegerField(_("people"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("centre")
        verbose_name_plural = _("centre")
        constraints = [
            only_one("community_centre_single", _("There is only one centre.")),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="community_centre_place",
                violation_error_message=_(
                    "A place on the map needs a latitude (-90 to 90) and a longitude (-180 to 180)."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        self.forget()

    @property
    def map_url(self) -> str:
        """A link that opens a phone's map app, or the map in the browser; empty if the location is not set."""
        if self.latitude is None or self.longitude is None:
            return ""
        place = {
            "position": f"{self.longitude},{self.latitude}",
            "name": self.name,
            "coordinate": "gaode",
            "callnative": "1",
        }
        return f"https://uri.amap.com/marker?{urlencode(place)}"

    @classmethod
    def load(cls) -> Self:
        """The centre's settings, cached by each process for at most a minute."""
        centre = cache.get(cls.CACHE_KEY)
        if centre is None:
            centre = cls.read()
            cls.keep(centre)
        return centre

    @classmethod
    def read(cls) -> Self:
        """The centre's settings, uncached; one query."""
        centre = super().load()
        if centre._state.adding:
            centre.name, centre.name_en = "最后一米", "Last Metre"
        return centre

    @classmethod
    def keep(cls, centre: Self) -> None:
        """Cache the settings that `load` returns, for a minute."""
        cache.set(cls.CACHE_KEY, centre, 60)

    @classmethod
    def forget(cls) -> None:
        """Clear this process's cache, so that the next `load` asks the database."""
        cache.delete(cls.CACHE_KEY)


class CentrePhoto(Bilingual):
    """A photo of the centre for the home page, which shows a drawing if there is none."""

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="photos", verbose_name=_("centre"))
    photo = PhotoField(_("photo"), upload_to="centre")
    caption = models.CharField(_("what it shows"), max_length=100)
    caption_en = models.CharField(_("what it shows, in English"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("photo of the centre")
        verbose_name_plural = _("photos of the centre")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.in_reader_language("caption")


class NoticeQuerySet(models.QuerySet["Notice"]):
    def published(self) -> "NoticeQuerySet":
        """Notices that the public may read: those showing now or in the past."""
        return self.filter(starts_at__lte=timezone.now())

    def showing(self) -> "NoticeQuerySet":
        """Notices showing at this moment."""
        return self.published().filter(Q(ends_at__isnull=True) | Q(ends_at__gt=timezone.now()))


class Notice(Bilingual):
    """A notice to everyone, shown for a limited time on the home page and the board, on the foyer's screen, or
    on both.
    """

    title = models.CharField(_("title"), max_length=100)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    body = models.TextField(_("text"), blank=True)
    body_en = models.TextField(_("text in English"), blank=True)
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    photo = PhotoField(
        _("photo"), upload_to="notices", blank=True, help_text=_("One photo; it is scaled down to at most 1600 pixels.")
    )
    photo_alt = models.CharField(
        _("what the photo shows"), max_length=100, blank=True, help_text=_("For people who cannot see it.")
    )
    photo_alt_en = models.CharField(_("what the photo shows, in English"), max_length=200, blank=True)
    on_home = models.BooleanField(_("on the home page and the board"), default=True)
    on_wall = models.BooleanField(_("on the screen in the foyer"), default=True)

    objects = NoticeQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="community_notice_ends_after_start",
                violation_error_message=_("The notice must end after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(photo="") | ~Q(photo_alt=""),
                name="community_notice_photo_in_words",
                violation_error_message=_("Please say what the photo shows."),
            ),
            models.CheckConstraint(
                condition=Q(on_home=True) | Q(on_wall=True),
                name="community_notice_shows_somewhere",
                violation_error_message=_("A notice must be shown on the home page, on the screen, or on both."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("notice", args=[self.pk])
