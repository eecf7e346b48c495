"""The query sets of the children's room."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from childcare.enums import Proof, SessionKind, WaitingState
from community.names import clean_name
from community.ranges import Span

if TYPE_CHECKING:
    from childcare.models import CareDuty, Carer, CareSession, CareWaiting, Consent, DropIn, Family, PickupPerson


class CareSessionQuerySet(models.QuerySet["CareSession"]):
    def taking_place(self) -> "CareSessionQuerySet":
        """Sessions that were not called off."""
        return self.filter(cancelled_at__isnull=True)

    def running(self, now: datetime) -> "CareSessionQuerySet":
        """Sessions that are open at a moment."""
        return self.taking_place().filter(starts_at__lte=now, ends_at__gt=now)

    def during(self, span: Span) -> "CareSessionQuerySet":
        """Sessions that overlap a span."""
        return self.filter(starts_at__lt=span.end, ends_at__gt=span.start)

    def with_care(self) -> "CareSessionQuerySet":
        """Sessions in which children may be left."""
        return self.exclude(kind=SessionKind.PLAY)


class FamilyQuerySet(models.QuerySet["Family"]):
    def of_letter(self, letter: str) -> "FamilyQuerySet":
        """Families by the first letter of their name in pinyin."""
        return self.filter(initials__startswith=letter.lower())

    def found_by(self, query: str) -> "FamilyQuerySet":
        """By name, pinyin, initials, the last four digits of a phone, or a child's name."""
        query = clean_name(query)
        key = query.lower().replace(" ", "")
        if not key:
            return self.none()
        if key.isdecimal():
            return self.filter(phones_last4__contains=key[-4:])
        return self.filter(
            Q(name__icontains=query)
            | Q(name_key__startswith=key)
            | Q(initials__startswith=key)
            | Q(pk__in=self.model.objects.filter(sheets__called=query).values("pk"))
        )


class ConsentQuerySet(models.QuerySet["Consent"]):
    def standing(self) -> "ConsentQuerySet":
        """Consents that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class PickupQuerySet(models.QuerySet["PickupPerson"]):
    def on(self, day: date) -> "PickupQuerySet":
        """People who may pick up on a day."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day, removed_at__isnull=True)


class CarerQuerySet(models.QuerySet["Carer"]):
    def checked(self, day: date) -> "CarerQuerySet":
        """Carers who may work on a day: trained, and with a valid yearly check."""
        return self.filter(is_active=True, is_trainee=False, checked_until__gte=day)


class DutyQuerySet(models.QuerySet["CareDuty"]):
    def on(self) -> "DutyQuerySet":
        """Duties of carers who are signed on."""
        return self.filter(until__isnull=True)


class DropInQuerySet(models.QuerySet["DropIn"]):
    def inside(self) -> "DropInQuerySet":
        """Stays of children who were not handed back, whenever they came: only a handover ends a stay."""
        return self.filter(out_at__isnull=True)

    def eventful(self) -> "DropInQuerySet":
        """Stays with an incident, an override at the door, an alarm or a hand-over on paper: kept for years."""
        return self.filter(
            Q(incidents__isnull=False)
            | Q(pick_ups__proof=Proof.OVERRIDE)
            | Q(alarms__isnull=False)
            | Q(offline__isnull=False)
        )

    def with_child(self) -> "DropInQuerySet":
        """With the sheet and the register record."""
        return self.select_related("sheet__child", "sheet__family")


class CareWaitingQuerySet(models.QuerySet["CareWaiting"]):
    def open(self) -> "CareWaitingQuerySet":
        """Families that wait, or have an offer."""
        return self.filter(state__in=WaitingState.open())

    def in_line(self) -> "CareWaitingQuerySet":
        """Families that wait, in order."""
        return self.open().order_by("since", "pk")
