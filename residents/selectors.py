"""Read access to the register for pages and other apps: masked, and no more than needed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import BigIntegerField, Count, F, Prefetch, Q, QuerySet, prefetch_related_objects
from django.db.models.fields.files import ImageFieldFile
from django.utils import timezone

from community.models import User
from community.names import mask_name, mask_phone
from community.person_line import PersonLine, told_apart
from community.prepared import Prepared
from community.ranges import today
from residents import addresses
from residents.enums import ResidenceKind
from residents.models import (
    LAST_UNIT,
    MOST_HOUSEHOLDS,
    Appointment,
    Building,
    Guardianship,
    Household,
    LoginMatch,
    Residence,
    Resident,
    Reveal,
)
from residents.querysets import ResidentQuerySet

SOON = timedelta(days=60)
_NUMBER = re.compile(r"\d+")
MAJORITY = 18  # Civil Code of the PRC, article 17


def resident_of(user: User) -> Resident | None:
    """The resident to whom a login was matched."""
    match = LoginMatch.objects.filter(user=user, state=LoginMatch.State.MATCHED).select_related("resident").first()
    return match.resident if match else None


def login_of(resident: Resident) -> User | None:
    """The login that was matched to a person."""
    match = LoginMatch.objects.filter(resident=resident, state=LoginMatch.State.MATCHED).select_related("user").first()
    return match.user if match else None


def _children_of(user: Any) -> QuerySet[Resident]:
    guardianships = Guardianship.objects.filter(
        guardian__matches__user=user, guardian__matches__state=LoginMatch.State.MATCHED
    )
    children = Resident.objects.filter(pk__in=guardianships.values("child"), anonymised_at=None)
    return children.only("name", "birth_date").order_by("birth_date", "pk")


_CHILDREN = Prepared(_children_of, user=BigIntegerField())


def wards_of(user: User) -> list[Resident]:
    """The children under 18 of whom a matched login is a guardian, eldest first; one query."""
    return [child for child in _CHILDREN(user=user.pk) if (child.age_on(today()) or 0) < MAJORITY]


def home_of(resident: Resident) -> Household | None:
    """Where a person lives today."""
    residence = (
        Residence.objects.current()
        .filter(resident=resident, kind=Residence.Kind.LIVES)
        .select_related("household__building__compound")
        .first()
    )
    return residence.household if residence else None


def home_of_login(user: User) -> Household | None:
    """Where a matched login lives today; two queries."""
    resident = resident_of(user)
    return home_of(resident) if resident else None


@dataclass(frozen=True, slots=True)
class Servant:
    """Someone responsible for a household: the role in words, and how to contact them."""

    role: str
    name: str
    phone: str
    scope: str


@dataclass(frozen=True, slots=True)
class Door:
    """A resident's own address, and who is responsible for it, the nearest first."""

    household: Household
    servants: list[Servant]


def door_of(user: User) -> Door | None:
    """A matched login's household; None without a match, or after moving away. Three queries."""
    household = home_of_login(user)
    if household is None:
        return None
    serving = serving_door(household, today())
    order = list(Appointment.Role)
    found = sorted(
        serving.select_related("building", "compound"), key=lambda each: order.index(Appointment.Role(each.role))
    )
    return Door(household, [Servant(each.get_role_display(), each.name, each.phone, each.scope) for each in found])


def serving_door(household: Household, day: date, *, role: str = "") -> QuerySet[Appointment]:
    """Appointments that cover a household on a day, for one role or all; load the household with its building."""
    building = household.building
    serving = Appointment.objects.current(day).for_door(building.pk, building.compound_id, household.unit)
    return serving.filter(role=role) if role else serving


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """A member of the reader's household: the reader and their wards by name, others masked."""

    name: str
    relation: str
    is_me: bool
    is_ward: bool


def family_of(user: User) -> list[FamilyMember]:
    """Who lives in a matched login's household; empty without a match. Four queries."""
    resident = resident_of(user)
    household = home_of(resident) if resident else None
    if resident is None or household is None:
        return []
    wards = set(resident.wards.values_list("child_id", flat=True))
    living = Residence.objects.current().filter(household=household, kind=Residence.Kind.LIVES)
    return [
        FamilyMember(
            each.resident.name if each.resident_id in wards | {resident.pk} else each.resident.masked_name,
            each.get_relation_display(),
            each.resident_id == resident.pk,
            each.resident_id in wards,
        )
        for each in living.select_related("resident").order_by("resident__birth_date", "pk")
    ]


@dataclass(frozen=True, slots=True)
class PublicServant(Servant):
    """An appointee who agreed to be named in public, with the phone number if they agreed to that too."""

    is_leader: bool
    photo: ImageFieldFile


def public_servants(*, building: Building | None = None, query: str = "") -> list[PublicServant]:
    """Appointees who agreed to be named in public, building leaders first; one query.

    For a `building`, its leaders and those responsible for the whole compound. `query` is a part of a name, or a
    building's number in any form: 3, 3栋, 3-1-101.
    """
    serving = Appointment.objects.current().filter(is_public=True).select_related("building", "compound")
    if building is not None:
        serving = serving.filter(Q(building=building) | Q(building=None, compound=building.compound_id))
    if key := _building_key(query):
        serving = serving.filter(building__in=[each.pk for each in Building.objects.all() if each.key == key])
    elif query:
        serving = serving.filter(name__icontains=query)
    return [
        PublicServant(
            each.get_role_display(),
            each.name,
            each.phone if each.is_phone_public else "",
            each.scope,
            each.role == Appointment.Role.LEADER,
            each.photo,
        )
        for each in serving.order_by(F("building__order").asc(nulls_last=True), "building__name", "units", "role")
    ]


def _building_key(query: str) -> str:
    """The key of the building that a query names, alone or in an address; empty if there is none."""
    found = addresses.sought(query)
    return found.building if found else addresses.building_key(query)


@dataclass(frozen=True, slots=True)
class RosterLine:
    """A section of a building with its leader, if it has one."""

    building: Building
    units: tuple[int, int]
    leader: Appointment | None
    households: int
    living_alone: int
    soon: date = field(default_factory=lambda: today() + SOON)
    in_full: bool = False

    @property
    def phone(self) -> str:
        """The leader's number, masked unless it is public or the reader may change it."""
        if self.leader is None or not self.leader.phone:
            return ""
        return self.leader.phone if self.in_full or self.leader.is_phone_public else mask_phone(self.leader.phone)

    @property
    def is_whole_building(self) -> bool:
        return self.units == (1, LAST_UNIT)

    @property
    def is_vacant(self) -> bool:
        return self.leader is None

    @property
    def vacancy(self) -> str:
        """Initial values for the form to appoint a leader here, as a query string."""
        first, last = self.units
        return urlencode(
            {
                "role": Appointment.Role.LEADER,
                "compound": self.building.compound_id,
                "building": self.building.pk,
                "first_unit": first,
                "last_unit": last,
            }
        )

    @property
    def ends_soon(self) -> bool:
        """Whether the term ends within 60 days."""
        return self.leader is not None and self.leader.last_day is not None and self.leader.last_day <= self.soon

    @property
    def is_overloaded(self) -> bool:
        """Whether the leader is responsible for more than 100 households."""
        return self.households > MOST_HOUSEHOLDS

    @property
    def needs_a_hand(self) -> bool:
        return self.is_vacant or self.ends_soon or self.is_overloaded


def roster(
    buildings: Iterable[Building] | None = None, *, in_full: bool = False, with_alone: bool = True
) -> list[RosterLine]:
    """Every section of every building, those that need attention first; `in_full` with all phone numbers. Four queries.

    Without `with_alone`, residents living alone are not counted, which saves a query.
    """
    leaders = Appointment.objects.current().filter(role=Appointment.Role.LEADER).order_by("units")
    chosen = Building.objects.all() if buildings is None else Building.objects.filter(pk__in=[b.pk for b in buildings])
    chosen = chosen.select_related("compound").prefetch_related(
        Prefetch("appointments", queryset=leaders, to_attr="leaders")
    )
    units = Household.objects.values("building_id", "unit").annotate(households=Count("pk", distinct=True))
    counted = {(row["building_id"], row["unit"]): row["households"] for row in units.order_by()}
    alone = {(row["building_id"], row["unit"]): row["people"] for row in (_alone_by_unit() if with_alone else [])}
    lines = [replace(line, in_full=in_full) for building in chosen for line in _sections(building, counted, alone)]
    return sorted(
        lines,
        key=lambda line: (
            not line.needs_a_hand,
            line.building.compound_id,
            line.building.order,
            line.building.name,
            line.units,
        ),
    )


def _alone_by_unit() -> list[dict[str, int]]:
    lives = Q(residences__kind=ResidenceKind.LIVES, residences__during__contains=today())
    alone = Household.objects.filter(lives, residences__resident__tags__slug="living_alone")
    counted = alone.values("building_id", "unit").annotate(people=Count("residences__resident", distinct=True))
    return [
        {"building_id": row["building_id"], "unit": row["unit"], "people": row["people"]} for row in counted.order_by()
    ]


def _sections(
    building: Building, households: dict[tuple[int, int], int], alone: dict[tuple[int, int], int]
) -> Iterable[RosterLine]:
    own_units = sorted(unit for pk, unit in households if pk == building.pk)
    left = set(own_units)
    for leader in building.leaders:  # type: ignore[attr-defined]
        first, last = leader.units.lower, leader.units.upper - 1
        covered = [unit for unit in own_units if first <= unit <= last]
        left -= set(covered)
        yield _section(building, (first, last), leader, covered, households, alone)
    if not own_units and not building.leaders:  # type: ignore[attr-defined]
        yield _section(building, (1, LAST_UNIT), None, [], households, alone)
    for run in _runs(sorted(left)):
        yield _section(building, (run[0], run[-1]), None, run, households, alone)


def _runs(units: list[int]) -> list[list[int]]:
    """Group consecutive units: 1, 2 and 4 become the runs 1 to 2, and 4."""
    runs: list[list[int]] = []
    for unit in units:
        if runs and unit == runs[-1][-1] + 1:
            runs[-1].append(unit)
        else:
            runs.append([unit])
    return runs


def _section(
    building: Building,
    units: tuple[int, int],
    leader: Appointment | None,
    covered: list[int],
    households: dict[tuple[int, int], int],
    alone: dict[tuple[int, int], int],
) -> RosterLine:
    return RosterLine(
        building,
        units,
        leader,
        sum(households.get((building.pk, unit), 0) for unit in covered),
        sum(alone.get((building.pk, unit), 0) for unit in covered),
    )


def led_by(user: User) -> list[Appointment]:
    """The current terms of a login as building leader."""
    resident = resident_of(user)
    if resident is None:
        return []
    return list(
        Appointment.objects.current()
        .filter(resident=resident, role=Appointment.Role.LEADER)
        .select_related("building__compound", "compound")
    )


def lines_of(residents: Iterable[Resident]) -> list[PersonLine]:
    """Residents as lists show them, no two alike; needs a queryset `with_address`. No query of its own."""
    return told_apart(
        PersonLine(
            each.pk,
            mask_name(each.name),
            each.masked_phone,
            each.here[0].household.address_key if each.here else "",  # type: ignore[attr-defined]
            each.age_on(today()),
            str(each.get_sex_display()) if each.sex else "",
            [str(tag) for tag in each.tags.all()],
        )
        for each in residents
    )


def living_in(appointments: Iterable[Appointment]) -> list[PersonLine]:
    """Residents of the sections of these appointments, for their leader, by door: 101 before 1001. Three queries."""
    scope = Q(pk__in=[])
    for each in appointments:
        scope |= Q(household__building_id=each.building_id, household__unit__gte=each.units.lower) & Q(
            household__unit__lt=each.units.upper
        )
    residences = Residence.objects.current().filter(scope, kind=Residence.Kind.LIVES)
    people = Resident.objects.filter(pk__in=residences.values("resident_id"))
    return sorted(lines_of(with_address(people)), key=_by_door)


def _by_door(line: PersonLine) -> list[int]:
    """The numbers of an address, for sorting."""
    return [int(number) for number in _NUMBER.findall(line.door)]


def with_address(residents: ResidentQuerySet) -> ResidentQuerySet:
    """Prefetch the residents' current home and tags, in two more queries."""
    return residents.prefetch_related(*_home_and_tags())


def read_address(residents: Sequence[Resident]) -> None:
    """Prefetch the same for given residents; two queries."""
    prefetch_related_objects(residents, *_home_and_tags())


def _home_and_tags() -> list[Prefetch | str]:
    here = Residence.objects.current().filter(kind=Residence.Kind.LIVES).select_related("household__building")
    return [Prefetch("residences", queryset=here, to_attr="here"), "tags"]


def revealed_to(user: User, resident: Resident) -> dict[str, str]:
    """The unmasked fields that a user revealed within the last five minutes."""
    since = timezone.now() - Reveal.LASTS
    fields = Reveal.objects.filter(by=user, resident=resident, at__gt=since).values_list("field", flat=True)
    return {name: str(getattr(resident, name)) for name in set(fields)}
