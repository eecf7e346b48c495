"""The content of the tablet at the door: children inside, families, and one family with its children."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hmac import compare_digest
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import BigIntegerField, DateTimeField, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from childcare.enums import Purpose
from childcare.models import (
    CareSession,
    CareSheet,
    CareWaiting,
    Consent,
    DayPass,
    DropIn,
    Family,
    Health,
    PickUp,
    PickupPerson,
    RollTick,
)
from childcare.rules.fetching import FetchList
from childcare.rules.ratio import Standing, points_of, rules_on
from childcare.rules.sheets import must_be_confirmed, purposes_of, why_not
from childcare.selectors.standing import standing_of
from community.errors import DomainError
from community.names import mask_name
from community.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Inside:
    """A child inside, for the carers of its session."""

    drop_in: DropIn
    called: str
    age: int
    allergies: str
    allergy_help: str
    minutes_over: int

    @property
    def is_overdue(self) -> bool:
        return self.minutes_over > 0


# The columns shown of each child; legal names are not shown on the tablet.
LISTED = ("session_id", "age", "points", "due_at", "out_at", "sheet__family_id", "sheet__called")
SEALED = ("sheet__health_encrypted", "sheet__contacts_encrypted")


def inside(session: CareSession, now: datetime | None = None) -> list[Inside]:
    """The children inside in a session, by the time when they are due; one query."""
    rows = DropIn.objects.inside().filter(session=session).select_related("sheet").only(*LISTED, *SEALED)
    return as_inside(rows.order_by("due_at", "pk"), now or timezone.now())


def as_inside(rows: QuerySet[DropIn], now: datetime) -> list[Inside]:
    """Stays with what carers need to know; health notes only if that consent is valid. One query."""
    return as_seen(_with_consent(rows), now)


def _with_consent(rows: QuerySet[DropIn]) -> QuerySet[DropIn]:
    consents = Consent.objects.standing().filter(sheet=OuterRef("sheet"), purpose=Purpose.HEALTH)
    seen: QuerySet[Any] = rows
    return seen.annotate(has_consent=Exists(consents))


_HERE = Prepared(
    lambda session, gone_since: _with_consent(
        DropIn.objects.filter(Q(out_at=None) | Q(out_at__gt=gone_since), session=session)
        .select_related("sheet")
        .only(*LISTED, *SEALED)
        .order_by("due_at", "pk")
    ),
    session=BigIntegerField(),
    gone_since=DateTimeField(),
)


def as_seen(stays: Iterable[DropIn], now: datetime) -> list[Inside]:
    """The same for stays annotated with whether they have that consent."""
    found = []
    for each in stays:
        health = each.sheet.health if each.has_consent else Health()
        over = int((now - each.due_at).total_seconds() // 60)
        found.append(
            Inside(
                each,
                each.sheet.called,
                each.age,
                health.get("allergies", ""),
                health.get("allergy_help", ""),
                max(over, 0),
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """A family as found at the door: by name, initials, or the last four digits of a phone."""

    pk: int
    name: str
    name_key: str
    initials: str
    last4: str
    children: tuple[str, ...]


def letters_for_door() -> set[str]:
    """The initial letters of families' names, as buttons on the tablet; one query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT upper(left(initials, 1)) FROM childcare_family")
        return {letter for (letter,) in cursor.fetchall()}


def families_for_door(*, letter: str = "", typed: str = "") -> list[FamilyLine]:
    """The families under a letter, or matching what was typed, with their children; one query."""
    found = Family.objects.found_by(typed) if typed else Family.objects.of_letter(letter)
    rows = found.filter(sheets__isnull=False).annotate(called=ArrayAgg("sheets__called", order_by="sheets__pk"))
    return [
        FamilyLine(pk, mask_name(name), key, initials, last4, tuple(called))
        for pk, name, key, initials, last4, called in rows.order_by("name_key", "pk").values_list(
            "pk", "name", "name_key", "initials", "phones_last4", "called"
        )
    ]


@dataclass(frozen=True, slots=True)
class ChildAtDoor:
    """A child of the family at the door; `reason` says why it may not be left, `stay` that it is inside."""

    sheet: CareSheet
    age: int
    points: int
    allergies: str
    allergy_help: str
    medicine: str
    reason: DomainError | None
    must_confirm: bool
    stay: DropIn | None

    @property
    def may_come_in(self) -> bool:
        return self.reason is None and self.stay is None


@dataclass(frozen=True, slots=True)
class FamilyAtDoor:
    """A family with its children, and the people who bring and pick them up."""

    family: Family
    children: list[ChildAtDoor]
    people: list[PickupPerson]
    waiting: CareWaiting | None


def family_at_door(family: Family, session: CareSession, now: datetime | None = None) -> FamilyAtDoor:
    """A family at the door of a session; about eight queries."""
    now = now or timezone.now()
    day = timezone.localdate(now, timezone.get_default_timezone())
    sheets = list(CareSheet.objects.filter(family=family).select_related("child").order_by("pk"))
    purposes, (rules, bands) = purposes_of(sheets), rules_on(day)
    stays = {each.sheet_id: each for each in DropIn.objects.inside().filter(sheet__in=sheets)}
    children = []
    for sheet in sheets:
        age = sheet.age_on(day) or 0
        health = sheet.health if Purpose.HEALTH in purposes[sheet.pk] else Health()
        children.append(
            ChildAtDoor(
                sheet,
                age,
                points_of(age, day, extra=sheet.extra_points, bands=bands),
                health.get("allergies", ""),
                health.get("allergy_help", ""),
                health.get("medicine", ""),
                why_not(sheet, purposes[sheet.pk], day, rules),
                must_be_confirmed(sheet, now, rules),
                stays.get(sheet.pk),
            )
        )
    waiting = CareWaiting.objects.open().filter(family=family, session=session).first()
    return FamilyAtDoor(family, children, people_for(sheets, FetchList(sheets)), waiting)


def pickup_people_of(drop_ins: Iterable[DropIn]) -> list[PickupPerson]:
    """The people who may pick up all of these children today, each once; three queries.

    A barred person on a list is included: choosing them is refused like a stranger, and silently alerts the desk.
    """
    sheets = list(CareSheet.objects.filter(pk__in=[each.sheet_id for each in drop_ins]))
    return people_for(sheets, FetchList(sheets))


def people_for(sheets: list[CareSheet], known: FetchList) -> list[PickupPerson]:
    """The same for a list that is read already; no query."""
    day = timezone.localdate(timezone=timezone.get_default_timezone())
    found: dict[tuple[str, str], PickupPerson] = {}
    for sheet in sheets:
        for each in known.people[sheet.pk]:
            if not each.may_fetch_on(day) or not known.still_guardian(each):
                continue
            if all(known.same_as(each, other.pk) for other in sheets):
                found.setdefault((each.name, each.phone), each)
    return sorted(found.values(), key=lambda each: (not each.is_guardian, each.pk))


@dataclass(frozen=True, slots=True)
class Door:
    """The content of the tablet's first page."""

    session: CareSession
    standing: Standing
    inside: list[Inside]
    letters: set[str]
    families: list[FamilyLine]
    waiting: list[CareWaiting]
    undoable: list[PickUp] = field(default_factory=list)


def door(session: CareSession, now: datetime | None = None, *, letter: str = "", typed: str = "") -> Door:
    """The tablet's first page, with the families under a letter or matching what was typed.

    Three queries, and one each for these families, for a waiting line and for those who just left, for any number.
    """
    now = now or timezone.now()
    standing = standing_of(session, now=now)
    listed = as_seen(_HERE(session=session.pk, gone_since=now - PickUp.UNDO_WITHIN), now)
    gone = [each.drop_in.pk for each in listed if not each.drop_in.is_inside]
    undoable = PickUp.objects.filter(drop_in__in=gone, undone_at=None, at__gt=now - PickUp.UNDO_WITHIN)
    return Door(
        session,
        standing,
        [each for each in listed if each.drop_in.is_inside],
        letters_for_door(),
        families_for_door(letter=letter, typed=typed) if letter or typed else [],
        waiting_in(session) if standing.waiting else [],
        list(undoable.select_related("drop_in__sheet").order_by("-at")) if gone else [],
    )


def family_of_code(code: str) -> Family | None:
    """The family of a QR code shown at the door."""
    return Family.objects.filter(code=code).first() if code else None


def pass_of_code(code: str) -> DayPass | None:
    """Today's pass with a scanned QR code; older passes are invalid. One query, none for a malformed code."""
    family, _separator, rest = code.partition("-")
    if not (rest and family.isascii() and family.isdecimal() and len(family) < 19):
        return None
    day = timezone.localdate(timezone=timezone.get_default_timezone())
    found = DayPass.objects.filter(family=int(family), day=day).select_related("family").first()
    return found if found is not None and compare_digest(found.code.encode(), code.encode()) else None


def waiting_in(session: CareSession) -> list[CareWaiting]:
    """Families in line, in order."""
    return list(CareWaiting.objects.in_line().filter(session=session).select_related("family"))


def last_synced(session: CareSession) -> datetime | None:
    """When a roll call last reached the portal; one query."""
    latest = RollTick.objects.filter(session=session).order_by("-received_at").values_list("received_at", flat=True)
    return latest.first()


__all__ = [
    "ChildAtDoor",
    "Door",
    "FamilyAtDoor",
    "FamilyLine",
    "Inside",
    "as_inside",
    "door",
    "families_for_door",
    "family_at_door",
    "family_of_code",
    "inside",
    "last_synced",
    "letters_for_door",
    "pass_of_code",
    "people_for",
    "pickup_people_of",
    "standing_of",
    "waiting_in",
]
