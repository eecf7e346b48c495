"""The query sets of the register."""

import re
from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Collate, Left, Right

from community.names import clean_name
from community.prepared import IsAnyOf
from community.ranges import today
from residents.addresses import Sought, sought
from residents.enums import ResidenceKind

if TYPE_CHECKING:
    from residents.models import Appointment, Residence, Resident


MOST_FOUND = 200  # per kind of spelling; a page shows far fewer


class ResidentQuerySet(models.QuerySet["Resident"]):
    def found_by(self, query: str) -> "ResidentQuerySet":
        """By name, pinyin, initials, the last four digits of either phone, or an address such as 3-1-101.

        Only prefixes are compared, so that an index answers at any size of the register.
        """
        query = clean_name(query)
        key = query.lower().replace(" ", "").replace("·", "")
        if not key:
            return self.none()
        if re.fullmatch(r"\d{4}", key):
            other = Q(other_last4=key) & ~Q(other_phone="")  # as in the index
            return self.alias(other_last4=Right("other_phone", 4)).filter(Q(phone_last4=key) | other)
        if found := sought(key):
            return self._living_at(found)
        if key.isascii():
            return self._spelt(key)
        if len(query) == 1:  # the index has everybody with this surname in pinyin order
            return self.alias(surname=Left("name", 1)).filter(surname=query)
        written = self.alias(written=Collate("name", "C")).filter(written__startswith=query).order_by("written", "pk")
        return self._with_keys(written.values("pk")[:MOST_FOUND])

    def _with_keys(self, keys: models.QuerySet) -> "ResidentQuerySet":
        """Restrict to the residents whose keys a subquery returns; as an array, so that it runs first.

        With `IN` and a limit PostgreSQL would walk the whole register in pinyin order and check each person, which is
        slow when only few of a large register match.
        """
        return self.filter(IsAnyOf(F("pk"), ArraySubquery(keys)))

    def _spelt(self, key: str) -> "ResidentQuerySet":
        """By pinyin or initials, the first matches of each: two ordered scans that stop early, instead of one large
        sort.
        """
        by_pinyin = self.filter(name_key__startswith=key).order_by("name_key", "pk")
        by_initials = self.filter(initials__startswith=key).order_by("initials", "name_key")
        if len(key) == 1:  # if the initials begin with a letter, the full pinyin does too
            return by_pinyin
        return self._with_keys(by_pinyin.values("pk")[:MOST_FOUND].union(by_initials.values("pk")[:MOST_FOUND]))

    def _living_at(self, place: Sought) -> "ResidentQuerySet":
        """Residents of a building, of one of its units, of all rooms with a number, or of one household."""
        # Referenced by name, because models import their querysets.
        residences = apps.get_model("residents", "Residence").objects
        doors = Q(pk__in=[])
        for building in apps.get_model("residents", "Building").objects.all():
            if building.key != place.building:
                continue
            door = Q(household__building=building)
            if place.unit:
                door &= Q(household__unit=building.unit_number(place.unit) or 0)
            if place.room:
                door &= Q(household__room=place.room)
            doors |= door
        return self._with_keys(residences.current().filter(doors).order_by().values("resident_id"))

    def living_here(self, on: date | None = None) -> "ResidentQuerySet":
        """Residents who live in the community on a day, today by default."""
        return self.filter(residences__kind=ResidenceKind.LIVES, residences__during__contains=on or today())


class ResidenceQuerySet(models.QuerySet["Residence"]):
    def current(self, on: date | None = None) -> "ResidenceQuerySet":
        """Residences on a day, today by default."""
        return self.filter(during__contains=on or today())


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def current(self, on: date | None = None) -> "AppointmentQuerySet":
        """Appointments whose term includes a day, today by default."""
        return self.filter(term__contains=on or today())

    def for_door(self, building_id: int, compound_id: int, unit: int) -> "AppointmentQuerySet":
        """Appointments that cover one household: for its building and unit, or for the whole compound."""
        return self.filter(
            Q(building_id=building_id, units__contains=unit) | Q(building__isnull=True, compound_id=compound_id)
        )
