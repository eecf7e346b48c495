"""How many children a number of carers may look after, in points and in words.

A carer provides 210 points; a child under six costs 30, an older one 21, or more if staff say so. The trigger in
`triggers.sql` enforces the same rule; this module checks it first, for a helpful message.
"""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from childcare.models import CARER_POINTS, CareRules, RatioBand
from childcare.models.rules import LEAST_POINTS, LEAST_POINTS_SMALL, SMALL_BELOW
from community.errors import Conflict
from community.versions import remembered

LEAST_HOMES = 2


def points_of(age: int, day: date, *, extra: int = 0, bands: list[RatioBand] | None = None) -> int:
    """The points of a child on a day: by the newest band for its age, but never less than the minimum."""
    floor = LEAST_POINTS_SMALL if age < SMALL_BELOW else LEAST_POINTS
    known = bands_on(day) if bands is None else bands
    band = next((each for each in known if each.first_age <= age <= each.last_age), None)
    return max(floor, band.points if band else 0) + extra


def bands_on(day: date) -> list[RatioBand]:
    """The bands in force on a day, newest first; one query."""
    return list(RatioBand.objects.filter(since__lte=day).order_by("-since", "first_age"))


def rules_on(day: date) -> tuple[CareRules, list[RatioBand]]:
    """The rules, and the bands in force on a day, cached until staff change either; one query."""
    return remembered(("childcare.rules", day), lambda: (CareRules.load(), bands_on(day)))


@dataclass(frozen=True, slots=True)
class Standing:
    """The current state of a session: places, children and their points, counted carers and their households.

    `held` and `held_points` are reserved for families with an offer for a freed place; `waiting` families are in
    line.
    """

    places: int
    present: int
    points: int
    carers: int
    homes: int
    is_in_breach: bool = False
    held: int = 0
    held_points: int = 0
    waiting: int = 0

    @property
    def places_left(self) -> int:
        return max(self.places - self.present - self.held, 0)

    @property
    def points_left(self) -> int:
        return max(self.carers * CARER_POINTS - self.points - self.held_points, 0)

    def takes(self, children: int, points: int) -> bool:
        """Whether this many more children, with this many points in total, may come in."""
        return (
            not self.is_in_breach
            and self.homes >= LEAST_HOMES
            and children <= self.places_left
            and points <= self.points_left
        )

    @property
    def is_whole(self) -> bool:
        """Whether the rule holds for the children inside."""
        if self.present == 0:
            return True
        enough = self.homes >= LEAST_HOMES and self.points <= self.carers * CARER_POINTS
        return enough and self.present <= self.places

    def children_left(self, points: int = LEAST_POINTS_SMALL) -> int:
        """How many more children of this many points each could be admitted."""
        if self.is_in_breach or self.homes < LEAST_HOMES:
            return 0
        return min(self.places_left, self.points_left // points)


def refusal(standing: Standing, children: int, points: int) -> Conflict | None:
    """Why this many more children may not come in, and what would help; None if they may."""
    if standing.takes(children, points):
        return None
    if standing.is_in_breach:
        return Conflict("in_breach", _("There are too few carers inside at the moment: nobody can be taken in."))
    if standing.homes < LEAST_HOMES:
        return two_carers(standing)
    if children > standing.places_left:
        left = standing.places_left
        words = ngettext("There is %(left)d place left.", "There are %(left)d places left.", left)
        return Conflict("full", words % {"left": left} + " " + _("You can wait for the next free place."), left=left)
    needed = standing.points + standing.held_points + points
    return Conflict("no_carers", what_helps(replace(standing, points=needed, held_points=0), points // children))


def refusal_to_go(standing: Standing) -> Conflict | None:
    """Why a carer may not leave, given the state without that carer; None if they may."""
    if standing.is_whole or standing.is_in_breach:
        return None
    if standing.homes < LEAST_HOMES:
        return two_carers(standing)
    return Conflict("no_carers", what_helps(standing, max(standing.points // standing.present, LEAST_POINTS)))


def two_carers(standing: Standing) -> Conflict:
    """The refusal unless two carers of different households are there for a single child."""
    if standing.carers >= LEAST_HOMES:
        return Conflict("one_household", _("The carers are of one household: one more carer is needed."))
    missing = LEAST_HOMES - standing.carers
    words = ngettext(
        "With a child inside there must be two carers: %(count)d more carer is needed.",
        "With a child inside there must be two carers: %(count)d more carers are needed.",
        missing,
    )
    return Conflict("two_carers", words % {"count": missing}, carers=missing)


def what_helps(standing: Standing, each: int) -> str:
    """How many more carers, or fewer children of this many points each, would satisfy the rule, in words."""
    over = standing.points - standing.carers * CARER_POINTS
    carers, children = -(-over // CARER_POINTS), -(-over // max(each, 1))
    more = ngettext("%(count)d more carer", "%(count)d more carers", carers) % {"count": carers}
    fewer = ngettext("%(count)d fewer child", "%(count)d fewer children", children) % {"count": children}
    return _("Too many children for the carers who are here: %(more)s, or %(fewer)s.") % {"more": more, "fewer": fewer}
