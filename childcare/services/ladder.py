"""The escalation for children who are not picked up: what each rung does."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db.models import F
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from childcare.enums import AlarmKind
from childcare.models import Call, CareSession, DropIn, PickupPerson
from childcare.rules.fetching import FetchList
from childcare.services.alarms import alarm_once
from childcare.services.locking import lock_sessions
from community.delivery.notify import notify_many, text
from community.models import User
from community.ranges import today
from community.registers.staff import staff_with
from residents.enums import Role
from residents.models import Appointment, Household
from residents.selectors import home_of, serving_door

# The first rung has a ladder of its own, because "I am ten minutes late" postpones only this one.
LATE, OVERDUE = "childcare.late", "childcare.overdue"
BROUGHT, GUARDIANS, EVERYBODY, MANAGER, POLICE = "brought", "guardians", "everybody", "manager", "police"
HIGHER = (GUARDIANS, EVERYBODY, MANAGER, POLICE)
FIRST_AFTER, SECOND_AFTER = timedelta(minutes=10), timedelta(minutes=20)
CHAIN = (Role.LEADER, Role.GRID)


def late_children() -> Iterator[tuple[int, datetime]]:
    """Overdue children inside, each with the time by which the family is expected; one query."""
    now = timezone.now()
    moment = Coalesce(F("late_until"), F("due_at"))
    rows = DropIn.objects.inside().annotate(moment=moment).filter(moment__lte=now)
    yield from rows.order_by("pk").values_list("pk", "moment")


def overdue_children() -> Iterator[tuple[int, datetime]]:
    """Overdue children inside, each with the end of its stay; one query. Midnight ends nothing."""
    rows = DropIn.objects.inside().filter(due_at__lte=timezone.now())
    yield from rows.order_by("pk").values_list("pk", "due_at")


def send_rung(drop_in_id: int, rung: str) -> None:
    """Carry out a rung, after checking again under lock that the child has not been picked up.

    After an outage the ladder only sends the highest rung; people whom lower ones should have notified are then
    notified with it. Notifications are recorded for the police room, and nobody is notified twice by the same rung.
    """
    session_id = DropIn.objects.values_list("session_id", flat=True).get(pk=drop_in_id)
    session = lock_sessions([session_id])[session_id]
    drop_in = DropIn.objects.select_related("sheet__child", "sheet__family__household").get(pk=drop_in_id)
    if not drop_in.is_inside:
        return
    told = set(Call.objects.filter(drop_in=drop_in, at__gte=drop_in.due_at).values_list("rung", flat=True))
    wanted = (BROUGHT,) if rung == BROUGHT else HIGHER[: HIGHER.index(rung) + 1]
    for each in wanted:
        if each not in told:
            _send(drop_in, session, each)


def _send(drop_in: DropIn, session: CareSession, rung: str) -> None:
    if rung == BROUGHT:
        _brought(drop_in)
    elif rung == GUARDIANS:
        _tell([each for each in _people(drop_in) if each.is_guardian], drop_in, rung)
    elif rung == EVERYBODY:
        _tell([each for each in _people(drop_in) if not each.is_guardian], drop_in, rung)
        _desk(staff_with("childcare.run_childcare"), drop_in, rung)
        alarm_once(AlarmKind.OVERDUE, session, drop_in)
    elif rung == MANAGER:
        _desk(staff_with("childcare.change_carerules"), drop_in, rung)
        _chain(drop_in, rung)
    else:
        _desk(staff_with("childcare.run_childcare"), drop_in, rung)
        alarm_once(AlarmKind.POLICE, session, drop_in)


def _brought(drop_in: DropIn) -> None:
    """The person who brought the child; a guardian if that is unknown, or they may no longer pick it up."""
    people = _people(drop_in)
    brought = [each for each in people if each.pk == drop_in.brought_by_id]
    _tell(brought or [each for each in people if each.is_guardian], drop_in, BROUGHT)


def _people(drop_in: DropIn) -> list[PickupPerson]:
    return FetchList([drop_in.sheet]).of(drop_in.sheet_id, today())


def _tell(people: list[PickupPerson], drop_in: DropIn, rung: str) -> None:
    """Notify people on the list: by their login and by text, or by text alone; each is recorded."""
    logins = {user.pk: user for user in User.objects.filter(pk__in=[p.user_id for p in people if p.user_id])}
    due = timezone.localtime(drop_in.due_at, timezone.get_default_timezone()).strftime("%H:%M")
    notify_many(
        users=logins.values(), kind="care_late", context={"due": due}, path=reverse("my_childcare"), urgent=True
    )
    for phone in sorted({each.phone for each in people if each.phone and each.user_id not in logins}):
        text(phone=phone, kind="care_late", context={"due": due}, urgent=True)
    _note(drop_in, rung, [(each.name, each.phone) for each in people])


def _desk(users: Iterable[User], drop_in: DropIn, rung: str) -> None:
    staff = list(users)
    minutes = int((timezone.now() - drop_in.due_at).total_seconds() // 60)
    notify_many(
        users=staff,
        kind="care_overdue",
        context={"minutes": minutes, "is_for_police": rung == POLICE},
        path=reverse("care_sessions"),
        urgent=True,
    )
    _note(drop_in, rung, [(each.name, each.phone) for each in staff])


def _chain(drop_in: DropIn, rung: str) -> None:
    """Notify the building leader and grid officer of the family's household."""
    door = home_of(drop_in.sheet.child) if drop_in.sheet.child is not None else drop_in.sheet.family.household
    serving = servants_of(door)
    for each in serving:
        text(phone=each.phone, kind="care_chain", context={"door": str(door)}, urgent=True)
    _note(drop_in, rung, [(each.name, each.phone) for each in serving])


def servants_of(door: Household | None) -> list[Appointment]:
    """The building leader and grid officer who can be called about a household."""
    if door is None:
        return []
    door = Household.objects.select_related("building").get(pk=door.pk)
    return [each for each in serving_door(door, today()) if each.role in CHAIN and each.phone]


def _note(drop_in: DropIn, rung: str, people: list[tuple[str, str]]) -> None:
    now = timezone.now()
    # Record even a rung that reached nobody, because the next one needs to know.
    rows = people or [(Call.NOBODY, "")]
    Call.objects.bulk_create(Call(drop_in=drop_in, rung=rung, whom=name, phone=phone, at=now) for name, phone in rows)


def close_of_session(session: CareSession) -> None:
    """Notify everybody on the children's lists and the desk, once, that the session is over with children inside."""
    for drop_in in DropIn.objects.inside().filter(session=session).order_by("pk").values_list("pk", flat=True):
        send_rung(drop_in, EVERYBODY)
