"""The children's room in bulk: `script/bench --care 2000` for 2,000 past stays, 400 families, 30 children inside."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import uuid4

from django.db import connection
from django.middleware.csrf import _get_new_csrf_string
from django.utils import timezone

from bench.client import Request
from childcare import services
from childcare.enums import Kin, Purpose
from childcare.models import Carer, CareSession, CareSheet, Consent, ConsentText, DropIn, Family, PickupPerson
from community.models import User
from community.ranges import DAY, Span, today
from residents.models import Guardianship, LoginMatch, Resident
from rooms.models import Reservation, Room, RoomKind
from rooms.services import ledger
from volunteers.models import Volunteer

FAMILIES, INSIDE, CARERS, PLACES = 400, 30, 60, 500
TABLES = ("dropin", "pickup", "daypass", "careduty", "caresession")

# One session a day with ten stays; inserted with the triggers off, because past stays do not count.
OLD = """
INSERT INTO childcare_caresession (room_id, reservation_id, date, starts_at, ends_at, places, kind, weather, reason,
                                   moved_to, is_by_hand, revision, changed_at)
SELECT %(room)s, held.id, lower(during)::date, lower(during), upper(during), 20, 'usual', '', '', '', false, 0, now()
FROM rooms_reservation held WHERE held.room_id = %(room)s AND held.released_at IS NOT NULL
"""
HOLDS = """
INSERT INTO rooms_reservation (room_id, during, places, whole_room, kind, created_at, released_at)
SELECT %(room)s, tstzrange(now() - n * interval '1 day' - interval '3 hours', now() - n * interval '1 day', '[)'), 20,
       false, 'childcare', now(), now() FROM generate_series(1, %(days)s) n
"""
PASSES = """
INSERT INTO childcare_daypass (family_id, day, words_encrypted, fingerprint, wrong, document)
SELECT family.id, old.date, '', md5(family.id || ' ' || old.date), 0, ''
FROM childcare_caresession old
JOIN childcare_family family ON family.id %% (%(families)s / 10) = old.id %% (%(families)s / 10)
WHERE old.date < current_date
"""
STAYS = """
INSERT INTO childcare_dropin (sheet_id, session_id, day_pass_id, age, points, in_at, due_at, carer_id, key, out_at)
SELECT sheet.id, old.id, pass.id, 8, 21, old.starts_at, old.starts_at + interval '1 hour', %(carer)s, pass.fingerprint,
       old.starts_at + interval '1 hour'
FROM childcare_daypass pass JOIN childcare_caresession old ON old.date = pass.day
JOIN childcare_caresheet sheet ON sheet.family_id = pass.family_id
"""
GONE = """
INSERT INTO childcare_pickup (drop_in_id, at, person_id, name, proof, carer_id, key, reason, document)
SELECT id, out_at, brought_by_id, '周', 'pass', carer_id, key, '', '' FROM childcare_dropin WHERE out_at IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Care:
    """The objects that the measured requests need."""

    token: str
    sheets: list[CareSheet]
    parent: User


def load(stays: int) -> Care:
    """Create `stays` past stays, and a running session with 30 children inside."""
    by = User.objects.create_superuser("13811111111", None, name="田书记")
    kind = RoomKind.objects.create(slug="children", name="儿童活动室")
    room = Room.objects.create(kind=kind, slug="children", name="儿童活动室", capacity=1000, mode=Room.Mode.WALK_IN)
    carers = [_carer(number) for number in range(CARERS)]
    sheets = _sheets()
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE childcare_{table} DISABLE TRIGGER USER")
        chosen = {"room": room.pk, "days": max(stays // 10, 1), "families": FAMILIES, "carer": carers[0].pk}
        for statement in (HOLDS, OLD, PASSES, STAYS, GONE):
            cursor.execute(statement, chosen)
        for table in TABLES:
            cursor.execute(f"ALTER TABLE childcare_{table} ENABLE TRIGGER USER")
        cursor.execute("ANALYZE")
    session = _session(room)
    for carer in carers:
        services.sign_on_carer(session=session, carer=carer, by=by)
    for sheet in sheets[:INSIDE]:
        until = timezone.now() + timedelta(hours=2)
        services.drop_off(session=session, sheets=[sheet], until=until, carer=carers[0], key=str(uuid4()))
    station, token = services.register_station(name="门口", by=by)
    services.set_pin(carer=carers[0], pin="2468", by=by)
    services.unlock_station(station=station, carer=carers[0], pin="2468")
    return Care(token, sheets[INSIDE:], User.objects.get(phone="13810000000"))


def stays_inside() -> list[tuple[DropIn, PickupPerson]]:
    """The stays inside, each with someone who may pick the child up."""
    rows = DropIn.objects.inside().select_related("sheet__family", "day_pass").order_by("pk")
    return [(each, each.sheet.people.get()) for each in rows]


def _carer(number: int) -> Carer:
    user = User.objects.create_user(f"1371{number:07d}", None, name="周平")
    volunteer = Volunteer.objects.create(user=user, name=user.name, name_key="zhouping zp")
    good = today() + 100 * DAY
    return Carer.objects.create(volunteer=volunteer, trained_on=today() - DAY, checked_until=good)


def _sheets() -> list[CareSheet]:
    """An eight-year-old child with a guardian who has a login, for each family."""
    text = ConsentText.objects.filter(purpose=Purpose.DATA).first()
    users = [User(phone=f"1381{number:07d}", name="周平") for number in range(FAMILIES)]
    User.objects.bulk_create(users)
    adults = _residents("周平", None)
    children = _residents("周小雨", today() - timedelta(days=8 * 366))
    Guardianship.objects.bulk_create(
        Guardianship(guardian=adult, child=child) for adult, child in zip(adults, children, strict=True)
    )
    LoginMatch.objects.bulk_create(
        LoginMatch(user=user, resident=adult, name=adult.name, last4="", state=LoginMatch.State.MATCHED)
        for user, adult in zip(users, adults, strict=True)
    )
    families = [Family(name="周平", phones_last4=user.phone[-4:]) for user in users]
    for family in families:
        family.prepare()
    Family.objects.bulk_create(families)
    sheets = CareSheet.objects.bulk_create(
        CareSheet(family=family, child=child, called="小雨") for family, child in zip(families, children, strict=True)
    )
    PickupPerson.objects.bulk_create(
        PickupPerson(
            sheet=sheet,
            name=user.name,
            phone=user.phone,
            kin=Kin.MOTHER,
            is_guardian=True,
            resident=adult,
            user=user,
            starts_on=today() - DAY,
        )
        for sheet, user, adult in zip(sheets, users, adults, strict=True)
    )
    Consent.objects.bulk_create(Consent(sheet=sheet, text=text, purpose=Purpose.DATA) for sheet in sheets)
    return sheets


def _residents(name: str, born: date | None) -> list[Resident]:
    people = [Resident(name=name, birth_date=born) for _number in range(FAMILIES)]
    for each in people:
        each.prepare()
    return Resident.objects.bulk_create(people)


def _session(room: Room) -> CareSession:
    span = Span(timezone.now() - timedelta(minutes=30), timezone.now() + timedelta(hours=6))
    held = Span(span.start, span.end + CareSession.HAND_OVER)
    reservation = ledger.hold(room=room, span=held, places=PLACES, kind=Reservation.Kind.CHILDCARE)
    return CareSession.objects.create(
        room=room,
        reservation=reservation,
        date=today(),
        starts_at=span.start,
        ends_at=span.end,
        places=PLACES,
    )


def drop_offs(tablet: str, room: Care) -> list[Request]:
    """A drop-off of each child for an hour, at the tablet."""
    brought = dict(PickupPerson.objects.filter(sheet__in=room.sheets).values_list("sheet_id", "pk"))
    return [
        _at_door(
            tablet,
            f"families/{each.family_id}/",
            {"sheet": each.pk, "until": "60", "brought_by": brought[each.pk], "key": f"drop-{each.pk}"},
        )
        for each in room.sheets
    ]


def hand_overs(tablet: str) -> list[Request]:
    """A handover of each child inside; build it once the children are in."""
    return [
        _at_door(
            tablet,
            f"families/{stay.sheet.family_id}/out/",
            {"stay": stay.pk, "person": who.pk, "code": stay.day_pass.code, "key": f"out-{stay.pk}"},
        )
        for stay, who in stays_inside()
    ]


def _at_door(tablet: str, path: str, form: dict[str, object]) -> Request:
    """A form on the tablet, which has no login; answered by a redirect."""
    secret = _get_new_csrf_string()
    headers = {"Cookie": f"{tablet}; csrftoken={secret}", "Content-Type": "application/x-www-form-urlencoded"}
    body = urlencode(form | {"csrfmiddlewaretoken": secret})
    return Request(f"/childcare/door/{path}", headers, body, expected=302)
