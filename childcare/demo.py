"""The demo community's children's room: during opening hours three children are in and one family waits."""

from contextlib import suppress
from datetime import date, time, timedelta
from uuid import uuid4

from django.utils import timezone

from childcare import services
from childcare.enums import Kin, Purpose
from childcare.models import CarePattern, Carer, CareRules, CareSession, CareSheet, DropIn, PickupPerson
from childcare.services.passes import pass_for
from childcare.services.sessions import LABEL, PATH
from community.audit import save_by
from community.errors import DomainError
from community.models import User
from community.ranges import DAY, Span, today
from residents.selectors import wards_of
from rooms.models import Reservation, Room
from rooms.rules.hours import opening_spans
from rooms.services import ledger
from volunteers import services as duty
from volunteers.enums import PostKind, ServiceKind
from volunteers.models import DutyTeam, Post, RosterPattern, Volunteer

PIN = "2468"  # for both carers of the demo
PLACES = 3
LEFT = timedelta(hours=2)  # the minimum time left in the session


def load_childcare(people: list[User], by: User, *, at_any_hour: bool = False) -> None:
    """A weekly opening, and three families; during opening hours, or with `at_any_hour`, a session with two carers."""
    room = Room.objects.get(slug="children")
    CareRules.objects.create(room=room)
    carers = [_carer(phone, by) for phone in ("13800000002", "13900000001")]
    services.register_station(name="儿童活动室门口", by=by)
    with suppress(DomainError):
        _weekly(room, by)
    span = _now(room, at_any_hour=at_any_hour)
    session = _open(room, span, by) if span else None
    children = _children(people, by)
    if session is None:
        return  # the house is closed, or the room is full at this hour of the demo
    for carer in carers:
        services.sign_on_carer(session=session, carer=carer, by=by)
    _take_in(children, session, carers)


def _carer(phone: str, by: User) -> Carer:
    volunteer = Volunteer.objects.get(user__phone=phone)
    carer = Carer(
        volunteer=volunteer,
        training="儿童照护与急救",
        trained_on=today() - 200 * DAY,
        checked_until=today() + (20 if phone.endswith("1") else 300) * DAY,
    )
    services.save_carer(carer=carer, by=by)
    services.set_pin(carer=carer, pin=PIN, by=by)
    return carer


def _weekly(room: Room, by: User) -> None:
    """Every school day afternoon; two people from the roster are due."""
    new = CarePattern(
        room=room, weekdays=[0, 1, 2, 3, 4], starts=time(16), ends=time(18, 30), places=6, first_day=today() + DAY
    )
    services.plan_pattern(new=new, by=by)
    post = Post.objects.create(
        slug="childrens-room",
        kind=PostKind.CHILDREN,
        service=ServiceKind.CHILDREN,
        name="儿童活动室",
        name_en="Children's room",
        place="一层",
        place_en="Ground floor",
        what_to_do="提前半小时到，在平板上签到。孩子只交给名单上、说得出暗号的人。",
        what_to_do_en="Come half an hour early and sign on at the tablet. Hand a child only to somebody on its list.",
        minimum=2,
        places=3,
        position=9,
    )
    post.teams.set(DutyTeam.objects.all())
    pattern = RosterPattern(
        post=post,
        weekdays=[0, 1, 2, 3, 4],
        starts=time(15, 30),
        ends=time(19),
        first_day=today() + DAY,
        minimum=2,
        places=3,
    )
    duty.create_pattern(new=pattern, teams=[], by=by)


def _now(room: Room, *, at_any_hour: bool) -> Span | None:
    """Four hours that began an hour ago, within opening hours; None if the room is closed, or closes soon."""
    now = timezone.now().replace(second=0, microsecond=0)
    span = Span(now - timedelta(hours=1), now + timedelta(hours=3))
    if at_any_hour:
        return span
    needed = Span(span.start, now + LEFT)
    return next((each for each in opening_spans([room], span)[room.pk] if each.contains(needed)), None)


def _open(room: Room, span: Span, by: User) -> CareSession | None:
    """A session that is running already, inserted directly because the services only plan ahead."""
    held = Span(span.start, span.end + CareSession.HAND_OVER)
    with suppress(DomainError):
        reservation = ledger.hold(
            room=room,
            span=held,
            places=PLACES,
            kind=Reservation.Kind.CHILDCARE,
            label=LABEL,
            path=PATH,
        )
        session = CareSession(
            room=room,
            reservation=reservation,
            date=timezone.localdate(span.start),
            starts_at=span.start,
            ends_at=span.end,
            places=PLACES,
            is_by_hand=True,
            created_by=by,
        )
        save_by(session, by)
        return session
    return None


def _children(people: list[User], by: User) -> list[CareSheet]:
    """Care sheets: one with an allergy, if the register knows a child of the resident, and three of visiting
    children.
    """
    own = _own(people[0], by)
    return [
        *([own] if own else []),
        _visiting("王乐乐", "乐乐", 5, "王秀兰", "13900000001", Kin.GRANDMOTHER, by),
        _visiting("孙小满", "小满", 4, "孙佳怡", "13900000010", Kin.MOTHER, by),
        _visiting("杨米粒", "米粒", 6, "杨帆", "13900000007", Kin.FATHER, by),
    ]


def _take_in(children: list[CareSheet], session: CareSession, carers: list[Carer]) -> None:
    """Drop the children off: one is overdue, the last waits for a place."""
    *own, first, overdue, waits = children
    for sheet in own:
        _in(session, sheet, carers[0], minutes=70)
    _in(session, first, carers[1], minutes=90)
    _overdue(session, overdue, carers[1])
    with suppress(DomainError):
        services.join_waiting(session=session, sheets=[waits], carer=carers[0])


def _own(guardian: User, by: User) -> CareSheet | None:
    """The resident's own child, with an allergy, and a grandmother who may pick it up."""
    child = next(iter(wards_of(guardian)), None)
    if child is None:
        return None
    sheet = services.save_care_sheet(
        by=by,
        child=child,
        called="小雨",
        health={"allergies": "花生", "allergy_help": "红色药盒里的口服药，半片，再打120"},
        contacts=[
            {"name": guardian.name, "phone": guardian.phone, "kin": Kin.MOTHER},
            {"name": "周奶奶", "phone": "13900009999", "kin": Kin.GRANDMOTHER},
        ],
        comforts="抱着小熊听故事",
    )
    for purpose in (Purpose.DATA, Purpose.HEALTH, Purpose.EMERGENCY):
        services.give_consent(sheet=sheet, purpose=purpose, by=by, on_paper=True)
    services.add_pickup_person(sheets=[sheet], name="周奶奶", phone="13900009999", kin=Kin.GRANDMOTHER, by=by)
    return sheet


def _visiting(name: str, called: str, years: int, guardian: str, phone: str, kin: str, by: User) -> CareSheet:
    """A visiting grandchild, registered at the desk with a paper."""
    sheet = services.save_care_sheet(
        by=by,
        name=name,
        birth_date=date(today().year - years, 1, 2),
        called=called,
        health={},
        contacts=[{"name": guardian, "phone": phone, "kin": kin}],
        guardian_name=guardian,
        guardian_phone=phone,
        guardian_kin=kin,
    )
    for purpose in (Purpose.DATA, Purpose.EMERGENCY):
        services.give_consent(sheet=sheet, purpose=purpose, by=by, on_paper=True)
    return sheet


def _in(session: CareSession, sheet: CareSheet, carer: Carer, *, minutes: int) -> None:
    services.drop_off(
        session=session,
        sheets=[sheet],
        until=timezone.now() + timedelta(minutes=minutes),
        carer=carer,
        key=str(uuid4()),
        brought_by=PickupPerson.objects.filter(sheet=sheet, is_guardian=True).first(),
        allergies_read=True,
    )


def _overdue(session: CareSession, sheet: CareSheet, carer: Carer) -> None:
    """A child that came fifty minutes ago for half an hour; inserted directly, because it is in the past."""
    now = timezone.now()
    DropIn.objects.create(
        sheet=sheet,
        session=session,
        day_pass=pass_for(sheet.family, timezone.localdate(now, timezone.get_default_timezone())),
        age=4,
        points=30,
        in_at=now - timedelta(minutes=50),
        due_at=now - timedelta(minutes=12),
        carer=carer,
        key=str(uuid4()),
        brought_by=PickupPerson.objects.filter(sheet=sheet, is_guardian=True).first(),
    )
