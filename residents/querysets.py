"""The words in which the register is asked."""

import re
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from community.names import clean_name
from community.ranges import today

if TYPE_CHECKING:
    from residents.models import Appointment, Residence, Resident


class ResidentQuerySet(models.QuerySet["Resident"]):
    def found_by(self, query: str) -> "ResidentQuerySet":
        """By name, pinyin, pinyin initials, the last four digits of the phone, or an address such as 3-1-101.

        Only beginnings are compared, which an index answers whatever the size of the register.
        """
        query = clean_name(query)
        key = query.lower().replace(" ", "").replace("·", "")
        if not key:
            return self.none()
        if re.fullmatch(r"\d{4}", key):
            return self.filter(phone_last4=key)
        if re.fullmatch(r"\d+(-\d+){1,2}", key):
            return self.filter(pk__in=_living_at(key))
        if key.isascii():
            return self.filter(Q(name_key__startswith=key) | Q(initials__startswith=key))
        return self.filter(name__startswith=query)

    def living_here(self, on: date | None = None) -> "ResidentQuerySet":
        """Those who live in the community on a day, today where none is given."""
        return self.filter(residences__kind="lives", residences__during__contains=on or today())


def _living_at(address: str) -> "models.QuerySet[Residence, int]":
    from residents.models import Residence

    return (
        Residence.objects.current()
        .filter(household__address_key__startswith=address)
        .values_list("resident_id", flat=True)
    )


class ResidenceQuerySet(models.QuerySet["Residence"]):
    def current(self, on: date | None = None) -> "ResidenceQuerySet":
        """Those that hold on a day, today where none is given."""
        return self.filter(during__contains=on or today())


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def current(self, on: date | None = None) -> "AppointmentQuerySet":
        """Those whose term runs on a day, today where none is given."""
        return self.filter(term__contains=on or today())

    def for_door(self, building_id: int, compound_id: int, unit: int) -> "AppointmentQuerySet":
        """Those that serve one door: of its building and unit, or of its whole compound."""
        return self.filter(
            Q(building_id=building_id, units__contains=unit) | Q(building__isnull=True, compound_id=compound_id)
        )
