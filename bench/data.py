"""Rooms, bookings and classes in bulk: at scale 1 twelve rooms and a year of bookings."""

from datetime import date, time, timedelta

from django.db import connection

from bench import classes, duty
from community.models import Centre, User
from community.ranges import DAY, at, today
from rooms.models import BookingPolicy, OpeningSpan, Room, RoomKind

ROOMS = 12
HOURS = (time(8), time(22))
# For each day: two-hour bookings from 08:00 to 16:00. The evening is left free for new bookings.
SLOTS = 4
DAYS_AHEAD = 14

BOOKINGS = """
WITH slots AS (
    SELECT room.id AS room_id, room.capacity, nextval('rooms_reservation_id_seq') AS held_id,
           day + make_interval(hours => 8 + 2 * slot) AS starts, day + make_interval(hours => 10 + 2 * slot) AS ends
    FROM rooms_room room,
         generate_series(%(first)s::timestamptz, %(last)s::timestamptz, '1 day') AS day,
         generate_series(0, %(slots)s - 1) AS slot
), held AS (
    INSERT INTO rooms_reservation (id, room_id, during, places, whole_room, kind, created_at)
    SELECT held_id, room_id, tstzrange(starts, ends, '[)'), capacity, true, 'booking', starts - interval '3 days'
    FROM slots
    RETURNING id
)
INSERT INTO rooms_booking (ref, room_id, reservation_id, starts_at, ends_at, user_id, contact_name, contact_key,
                           contact_phone, party_size, purpose, with_guardian, state, created_at, reason)
SELECT lpad(upper(to_hex(held_id)), 12, '0'), room_id, held_id, starts, ends, %(user)s, '周平', 'zhouping zp',
       '', 1, '练琴', false, CASE WHEN ends < now() THEN 'completed' ELSE 'confirmed' END,
       starts - interval '3 days', ''
FROM slots
"""


def load(scale: int) -> list[User]:
    """Fill an empty database; returns the residents who will book, one per request.

    A larger scale reaches further back: the same number of rooms, with a longer history.
    """
    Centre.objects.create(name="中心", address="未央区", phone="029-00000000", hours="8:00–22:00")
    BookingPolicy().save()
    neighbour = User.objects.create_user("13900000000", None, name="王秀兰")
    for number in range(ROOMS):
        _room(number)
    # The trigger checks each row; rows of one statement cannot collide, so it can stay on.
    last = at(today() + DAYS_AHEAD * DAY, time.min)
    for day in _years(today() + DAYS_AHEAD * DAY, scale):
        _insert(day, min(day + timedelta(days=364), last.date()), neighbour)
    residents = User.objects.bulk_create(
        User(phone=f"137{n:08d}", name="周平", name_key="zhouping zp", birth_date=date(1980, 1, 1)) for n in range(400)
    )
    classes.load(scale, residents)
    duty.load(scale, residents)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return residents


def _room(number: int) -> None:
    kind = RoomKind.objects.create(slug=f"kind-{number}", name=f"{number}号", drawing="music")
    room = Room.objects.create(
        kind=kind,
        slug=f"room-{number}",
        name=f"{number + 1}号活动室",
        capacity=10,
        position=number,
        holiday_rule=Room.HolidayRule.USUAL,
    )
    opens, closes = HOURS
    OpeningSpan.objects.bulk_create(
        OpeningSpan(room=room, weekday=weekday, opens=opens, closes=closes) for weekday in range(7)
    )


def _years(end: date, scale: int) -> list[date]:
    return [end - timedelta(days=365 * (back + 1) - 1) for back in range(scale)]


def _insert(first: date, last: date, user: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            BOOKINGS,
            {"first": at(first, time.min), "last": at(last, time.min), "slots": SLOTS, "user": user.pk},
        )
