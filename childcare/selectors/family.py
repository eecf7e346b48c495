"""The content of a guardian's pages: children, sheets, consents, the pass, pickup persons; no other children."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, DateTimeField, Exists, F, OuterRef, Q, QuerySet
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
from childcare.models.rules import LEAST_CONFIRM_DAYS
from childcare.rules.fetching import FetchList
from childcare.rules.sheets import must_be_confirmed
from childcare.selectors.door import people_for
from community.models import User
from community.prepared import IsAnyOf, Prepared
from community.ranges import today
from residents.models import Resident
from residents.selectors import wards_of

SHOWN_FOR = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class MyChild:
    """One of the reader's children with a sheet: whether inside and until when, pickup persons, and consents."""

    sheet: CareSheet
    stay: DropIn | None
    people: list[PickupPerson]
    purposes: set[str]
    must_confirm: bool
    fetched: PickUp | None = None
    incidents: list[Incident] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Mine:
    """Everything of the reader's in the children's room."""

    children: list[MyChild]
    without_sheet: list[Resident]
    waiting: list[CareWaiting]
    families: list[Family]
    # The pickup persons of the children inside, in common.
    fetchers: list[PickupPerson] = field(default_factory=list)

    @property
    def inside(self) -> list[MyChild]:
        return [each for each in self.children if each.stay is not None]


def _sheets(user: Any, wards: Any) -> QuerySet[CareSheet]:
    visiting = PickupPerson.objects.filter(sheet__child=None, is_guardian=True, user=user, removed_at=None)
    own = Q(IsAnyOf(F("child"), wards)) | Q(pk__in=visiting.values("sheet"))
    agreed = Consent.objects.standing().filter(sheet=OuterRef("pk")).order_by().values("purpose")
    rows: QuerySet[Any] = CareSheet.objects.filter(own).select_related("child", "family")
    told = Incident.objects.filter(drop_in__sheet=OuterRef("pk"))
    in_line = CareWaiting.objects.open().filter(sheets=OuterRef("pk"))
    marked = rows.annotate(purposes=ArraySubquery(agreed), had_incident=Exists(told), waits=Exists(in_line))
    return marked.order_by("pk")


_SHEETS = Prepared(_sheets, user=BigIntegerField(), wards=ArrayField(BigIntegerField()))
_STAYS = Prepared(
    lambda sheets, gone_since: (
        DropIn.objects.filter(Q(out_at=None) | Q(out_at__gt=gone_since), IsAnyOf(F("sheet"), sheets))
        .select_related("day_pass")
        .order_by("in_at")
    ),
    sheets=ArrayField(BigIntegerField()),
    gone_since=DateTimeField(),
)


def sheets_of(user: User, wards: list[Resident] | None = None) -> list[CareSheet]:
    """The sheets of children of whom a login is a guardian, each with its consented `purposes`, and the flags
    `had_incident` and `waits`; one query, and one for the wards.
    """
    known = wards_of(user) if wards is None else wards
    return _SHEETS(user=user.pk, wards=[each.pk for each in known])


def mine(user: User, now: datetime | None = None) -> Mine:
    """A guardian's page; four queries for any number of children, and a few if a child has just left, or is waiting."""
    now = now or timezone.now()
    wards = wards_of(user)
    sheets = sheets_of(user, wards)
    keys = [sheet.pk for sheet in sheets]
    known = FetchList(sheets)
    stays: dict[int, DropIn] = {}
    gone: dict[int, DropIn] = {}
    for row in _STAYS(sheets=keys, gone_since=now - SHOWN_FOR) if keys else ():
        (stays if row.out_at is None else gone)[row.sheet_id] = row
    fetched = _fetched({sheet: row for sheet, row in gone.items() if sheet not in stays})
    incidents: dict[int, list[Incident]] = {}
    if any(sheet.had_incident for sheet in sheets):
        told = Incident.objects.filter(drop_in__sheet__in=keys).select_related("drop_in").prefetch_related("answers")
        for each in told.order_by("-happened_at")[:20]:
            incidents.setdefault(each.drop_in.sheet_id, []).append(each)
    stale = _stale(sheets, now)
    children = [
        MyChild(
            sheet,
            stays.get(sheet.pk),
            known.of(sheet.pk, today()),
            set(sheet.purposes),
            sheet.pk in stale,
            fetched.get(sheet.pk),
            incidents.get(sheet.pk, []),
        )
        for sheet in sheets
    ]
    with_sheet = {sheet.child_id for sheet in sheets}
    return Mine(
        children,
        [each for each in wards if each.pk not in with_sheet],
        _waiting(sheets),
        list({sheet.family_id: sheet.family for sheet in sheets}.values()),
        people_for([sheet for sheet in sheets if sheet.pk in stays], known),
    )


def _stale(sheets: list[CareSheet], now: datetime) -> set[int]:
    """The sheets that have to be confirmed again; no query if all were confirmed within the shortest period allowed."""
    old = [sheet for sheet in sheets if sheet.confirmed_at < now - timedelta(days=LEAST_CONFIRM_DAYS)]
    rules = CareRules.load() if old else None
    return {sheet.pk for sheet in old if rules is not None and must_be_confirmed(sheet, now, rules)}


def _waiting(sheets: list[CareSheet]) -> list[CareWaiting]:
    """Where these children are in line; two queries, none if they are not waiting."""
    keys = [sheet.pk for sheet in sheets if sheet.waits]
    if not keys:
        return []
    waiting = CareWaiting.objects.open().filter(sheets__in=keys).select_related("session__room").distinct()
    return list(waiting.prefetch_related("sheets"))


def _fetched(gone: dict[int, DropIn]) -> dict[int, PickUp]:
    """The handover of each child that has just left, by its sheet; one query, none if there is none."""
    if not gone:
        return {}
    sheets = {row.pk: sheet for sheet, row in gone.items()}
    return {sheets[each.drop_in_id]: each for each in PickUp.objects.filter(drop_in__in=list(sheets), undone_at=None)}


def consent_texts(day: "datetime | None" = None) -> dict[str, ConsentText]:
    """The newest text of each purpose; one query."""
    found: dict[str, ConsentText] = {}
    for each in ConsentText.objects.filter(since__lte=(day or today())).order_by("purpose", "version"):
        found[each.purpose] = each
    return found


def agreed_texts(sheet: CareSheet) -> dict[str, ConsentText]:
    """The text to which a guardian consented, for each valid purpose; one query."""
    standing = Consent.objects.standing().filter(sheet=sheet).select_related("text")
    return {each.purpose: each.text for each in standing}
