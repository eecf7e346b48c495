"""Everything that changes shared pages: the services of every app, the admin, and raw SQL.

Writers can be called in any order and any number of times; each creates what it needs. One that finds the centre
closed by another is refused, and changes nothing.
"""

import random
from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from childcare import services as childcare
from childcare.models import CareRules, StayFigure
from classes import services as classes
from classes.models import InterestClass
from community.models import CalendarDay, Centre, Notice
from community.ranges import DAY, today
from donations import services as donations
from donations.fund.roles import SIGNATORY, TREASURER
from rooms import services as rooms
from rooms.models import Booking, OpeningSpan, Room
from tests.childcare import factories as care
from tests.donations.factories import accepted, offer, thing
from tests.factories import (
    FRIDAY_AT_14,
    RoomFactory,
    StaffFactory,
    UserFactory,
    make_booking,
    make_class,
    make_proposal,
    tomorrow_at,
)
from tests.fund.factories import income, person
from tests.steps import log_in
from tests.volunteers.factories import VolunteerFactory, make_promise, make_shift
from volunteers import services as duty

chance = random.Random(17)


def raw(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def booking(**fields: object) -> Booking:
    return make_booking(RoomFactory(**fields))


def by_admin(name: str, form: dict[str, object]) -> None:
    admin = Client()
    log_in(admin, StaffFactory(is_superuser=True))
    assert admin.post(reverse(name), form).status_code == 302


def wait_and_take() -> None:
    held = booking()
    wish = rooms.join_waiting(room=held.room, span=held.span, user=UserFactory())
    rooms.cancel_booking(booking=held, by=held.user)
    wish.refresh_from_db()
    rooms.accept_offer(waiting=wish, by=wish.user)


def move_class() -> None:
    session = make_class().sessions.first()
    classes.move_session(session=session, span=tomorrow_at(17), by=StaffFactory())


def seat_and_back() -> None:
    user = UserFactory()
    [seat] = classes.enrol(interest_class=make_class(), user=user, by=user)
    if chance.random() < 0.5:
        classes.withdraw(enrolment=seat, by=user)


def fall_ill() -> None:
    """A carer leaves, so that too few are left."""
    [stay] = care.drop_off(care.make_open_session())
    childcare.declare_breach(duty=stay.session.duties.on().first(), reason="病了")


def day_off() -> None:
    CalendarDay.objects.update_or_create(date=today() + DAY, defaults={"nature": "closed", "name": "停电"})


def day_on() -> None:
    CalendarDay.objects.all().delete()


WRITERS: dict[str, Callable[[], object]] = {
    "book": booking,
    "book by the place": lambda: make_booking(RoomFactory(mode=Room.Mode.PLACES, capacity=5), party_size=2),
    "change time": lambda: rooms.change_time(booking=(b := booking()), span=tomorrow_at(15), by=b.user),
    "cancel": lambda: rooms.cancel_booking(booking=(b := booking()), by=b.user),
    "request and approve": lambda: rooms.approve_booking(booking=booking(needs_approval=True), by=StaffFactory()),
    "request and decline": lambda: rooms.decline_booking(
        booking=booking(needs_approval=True), by=StaffFactory(), reason="刷墙"
    ),
    "wait, be offered, take": wait_and_take,
    "close": lambda: rooms.close_rooms(rooms=[RoomFactory()], span=tomorrow_at(12), reason="刷墙", by=StaffFactory()),
    "count people": lambda: rooms.count_people(room=RoomFactory(mode=Room.Mode.WALK_IN), delta=1, by=StaffFactory()),
    "plan a class": make_class,
    "enrol, withdraw": seat_and_back,
    "add a session": lambda: classes.add_session(interest_class=make_class(), span=tomorrow_at(18), by=StaffFactory()),
    "move a session": move_class,
    "cancel a session": lambda: classes.cancel_session(
        session=make_class().sessions.first(), by=StaffFactory(), reason="下雪"
    ),
    "call off": lambda: classes.call_off(interest_class=make_class(), by=StaffFactory(), reason="报名太少"),
    "propose": make_proposal,
    "pledge": lambda: classes.pledge(proposal=make_proposal(), user=UserFactory(), hours=[FRIDAY_AT_14]),
    "promise duty": make_promise,
    "give duty back": lambda: duty.give_back(promise=(p := make_promise()), by=p.volunteer.user),
    "call off duty": lambda: duty.call_off(shift=make_shift(), by=StaffFactory(is_superuser=True), reason="下雪"),
    "join duty": VolunteerFactory,
    "offer a gift": offer,
    "accept a gift": accepted,
    "place a gift": lambda: donations.place_item(item=thing(), by=StaffFactory(), room=RoomFactory()),
    "plan an hour of care": care.make_session,
    "open the children's room": care.make_open_session,
    "leave a child": lambda: care.drop_off(care.make_open_session()),
    "fetch a child": lambda: care.fetch(*care.drop_off(care.make_open_session())),
    "a carer falls ill": fall_ill,
    "rules of the children's room": lambda: CareRules.objects.update_or_create(
        defaults={"oldest": chance.randint(10, 13)}
    ),
    "old stays go": lambda: StayFigure.objects.create(
        month=today().replace(day=1), hour=9, is_small=False, minutes=chance.randint(30, 90)
    ),
    "children's room by SQL": lambda: raw("UPDATE childcare_caresession SET places = places + 1"),
    "money comes": lambda: income(person(TREASURER), person(SIGNATORY)),
    "notice by the admin": lambda: by_admin(
        "admin:community_notice_add",
        {"title": "停水通知", "starts_at_0": "2020-01-01", "starts_at_1": "08:00", "on_home": "on"},
    ),
    "centre": lambda: Centre(name=chance.choice("甲乙丙丁") + "社区中心").save(),
    "centre by SQL": lambda: raw("UPDATE community_centre SET phone = %s", f"029-{chance.randint(10**6, 10**7 - 1)}"),
    "room by SQL": lambda: raw("UPDATE rooms_room SET name = %s", f"琴房{chance.randint(1, 99)}"),
    "rooms retired by SQL": lambda: raw("UPDATE rooms_room SET is_active = false WHERE id %% 3 = 0"),
    "hours by a queryset": lambda: OpeningSpan.objects.filter(weekday=chance.randint(0, 6)).delete(),
    "class by SQL": lambda: raw("UPDATE classes_interestclass SET teacher_name = %s", f"{chance.choice('张王李')}老师"),
    "classes over by a queryset": lambda: InterestClass.objects.filter(pk__gt=3).update(state="cancelled"),
    "day off": day_off,
    "day on": day_on,
    "many at once": lambda: Notice.objects.bulk_create([Notice(title="甲"), Notice(title="乙")]),
    "notices over": lambda: Notice.objects.update(ends_at=timezone.now() + DAY),
    "emptied": lambda: raw("TRUNCATE community_notice"),
    "released by SQL": lambda: raw("UPDATE rooms_reservation SET released_at = now() WHERE id %% 4 = 0"),
}
