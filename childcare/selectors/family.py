"""A guardian's own page: children, sheets, consents, the pass, who may fetch; no other child."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Prefetch, Q
from django.utils import timezone

from childcare.models import (
    CareRules,
    CareSheet,
    CareWaiting,
    Consent,
    ConsentText,
    DropIn,
    Family,
    Incident,
    PickUp,
    PickupPerson,
)
from childcare.rules.fetching import FetchList
from childcare.rules.sheets import must_be_confirmed, purposes_of
from community.models import User
from community.ranges import today
from residents.models import Resident
from residents.selectors import wards_of

SHOWN_FOR = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class MyChild:
    """A child of mine with a sheet: inside since and until when, who may fetch, what I consented to."""

    sheet: CareSheet
    stay: DropIn | None
    people: list[PickupPerson]
    purposes: set[str]
    must_confirm: bool
    fetched: PickUp | None = None
    incidents: list[Incident] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Mine:
    """Everything of mine in the children's room."""

    children: list[MyChild]
    without_sheet: list[Resident]
    waiting: list[CareWaiting]
    families: list[Family]

    @property
    def inside(self) -> list[MyChild]:
        return [each for each in self.children if each.stay is not None]


def sheets_of(user: User, wards: list[Resident] | None = None) -> list[CareSheet]:
    """The sheets of children for whom a login answers; one query, and one for the wards."""
    known = wards_of(user) if wards is None else wards
    visiting = Q(child=None, people__is_guardian=True, people__user=user, people__removed_at=None)
    rows = CareSheet.objects.filter(Q(child__in=known) | visiting).select_related("child", "family")
    return list(rows.distinct().order_by("pk"))


def mine(user: User, now: datetime | None = None) -> Mine:
    """A guardian's page; ten queries for any number of children."""
    now = now or timezone.now()
    wards = wards_of(user)
    sheets = sheets_of(user, wards)
    purposes, rules, known = purposes_of(sheets), CareRules.load(), FetchList(sheets)
    stays = {
        each.sheet_id: each
        for each in DropIn.objects.inside().filter(sheet__in=sheets).select_related("day_pass", "session__room")
    }
    recent = PickUp.objects.filter(drop_in__sheet__in=sheets, undone_at=None, at__gt=now - SHOWN_FOR)
    fetched = {each.drop_in.sheet_id: each for each in recent.select_related("drop_in").order_by("at")}
    incidents: dict[int, list[Incident]] = {}
    told = Incident.objects.filter(drop_in__sheet__in=sheets).select_related("drop_in").prefetch_related("answers")
    for each in told.order_by("-happened_at")[:20]:
        incidents.setdefault(each.drop_in.sheet_id, []).append(each)
    children = [
        MyChild(
            sheet,
            stays.get(sheet.pk),
            known.of(sheet.pk, today()),
            purposes[sheet.pk],
            must_be_confirmed(sheet, now, rules),
            fetched.get(sheet.pk) if sheet.pk not in stays else None,
            incidents.get(sheet.pk, []),
        )
        for sheet in sheets
    ]
    waiting = CareWaiting.objects.open().filter(sheets__in=sheets).select_related("session__room").distinct()
    with_sheet = {sheet.child_id for sheet in sheets}
    return Mine(
        children,
        [each for each in wards if each.pk not in with_sheet],
        list(waiting.prefetch_related(Prefetch("sheets", queryset=CareSheet.objects.select_related("child")))),
        list({sheet.family_id: sheet.family for sheet in sheets}.values()),
    )


def consent_texts(day: "datetime | None" = None) -> dict[str, ConsentText]:
    """The newest text of each purpose; one query."""
    found: dict[str, ConsentText] = {}
    for each in ConsentText.objects.filter(since__lte=(day or today())).order_by("purpose", "version"):
        found[each.purpose] = each
    return found


def agreed_texts(sheet: CareSheet) -> dict[str, ConsentText]:
    """The very words to which a guardian agreed, of each purpose that stands; one query."""
    standing = Consent.objects.standing().filter(sheet=sheet).select_related("text")
    return {each.purpose: each.text for each in standing}
