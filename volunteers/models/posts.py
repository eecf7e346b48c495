"""Posts, and what is counted at them."""

import secrets

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from community.models import Bilingual, unguessable_token
from residents.models import Building, Compound
from volunteers.enums import PostKind, ServiceKind
from volunteers.models.crew import minimum_within_places
from volunteers.models.people import DutyTeam, Skill


def new_secret() -> str:
    """The secret from which the codes on a post's screen are derived: 256 bits."""
    return secrets.token_hex(32)


class Post(Bilingual):
    """A place of duty (值班点): a desk, a gate, a round, a lobby."""

    Kind = PostKind

    slug = models.SlugField(_("short name"), unique=True)
    kind = models.CharField(_("kind"), max_length=11, choices=PostKind)
    service = models.CharField(_("kind of service"), max_length=9, choices=ServiceKind, default=ServiceKind.COMMUNITY)
    name = models.CharField(_("name"), max_length=50)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    place = models.CharField(_("where"), max_length=100, blank=True)
    place_en = models.CharField(_("where, in English"), max_length=200, blank=True)
    what_to_do = models.TextField(_("what to do there"), blank=True)
    what_to_do_en = models.TextField(_("what to do there, in English"), blank=True)
    minimum = models.PositiveSmallIntegerField(_("people at least"), default=1)
    places = models.PositiveSmallIntegerField(
        _("people at most"), default=2, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    skills = models.ManyToManyField(Skill, blank=True, related_name="posts", verbose_name=_("skills needed"))
    teams = models.ManyToManyField(DutyTeam, blank=True, related_name="posts", verbose_name=_("teams"))
    is_risky = models.BooleanField(
        _("risky"), default=False, help_text=_("Volunteers here need insurance that is valid on that day.")
    )
    has_stairs = models.BooleanField(_("with stairs"), default=False)
    is_outdoors = models.BooleanField(_("outdoors"), default=False)
    for_leaders = models.BooleanField(
        _("for building leaders"),
        default=False,
        help_text=_(
            "Only the building leader appointed for that day does duty here; a successor takes over the shifts."
        ),
    )
    compound = models.ForeignKey(
        Compound, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("compound")
    )
    building = models.ForeignKey(
        Building, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("building")
    )
    has_screen = models.BooleanField(_("a screen shows the code"), default=False)
    token = models.CharField(max_length=43, unique=True, default=unguessable_token, editable=False)
    secret = models.CharField(max_length=64, default=new_secret, editable=False)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    history = HistoricalRecords(excluded_fields=["token", "secret"], m2m_fields=[skills, teams])

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["position", "pk"]
        constraints = [minimum_within_places("volunteers_post_minimum_within_places")]

    def __str__(self) -> str:
        return self.in_reader_language("name")

    def get_absolute_url(self) -> str:
        return reverse("duty_post", args=[self.slug])

    @property
    def is_on_call(self) -> bool:
        return self.kind == PostKind.ON_CALL


class PostThing(models.Model):
    """A thing, such as a key or a radio, that is counted when the post is handed over."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="things", verbose_name=_("post"))
    name = models.CharField(_("name"), max_length=50)
    number = models.PositiveSmallIntegerField(_("how many there are"), default=1)

    class Meta:
        verbose_name = _("thing at the post")
        verbose_name_plural = _("things at the post")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["post", "name"], name="volunteers_thing_once")]

    def __str__(self) -> str:
        return self.name
