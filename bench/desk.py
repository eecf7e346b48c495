"""A full day at the desk: at scale 1 sixty bookings and a dozen sessions today, and a clerk."""

from datetime import time

from django.db import connection

from bench import data
from community.models import User
from community.ranges import at, today

# The free part of the day of `bench.data`, and a session of each running class.
BOOKINGS = """
WITH slots AS (
    SELECT room.id AS room_id, room.capacity, nextval('rooms_reservation_id_seq') AS held_id
    FROM rooms_room room WHERE room.is_active
), held AS (
    INSERT INTO rooms_reservation (id, room_id, during, places, whole_room, kind, created_at)
    SELECT held_id, room_id, tstzrange(%(starts)s, %(ends)s, '[)'), capacity, true, 'booking', now() FROM slots
    RETURNING id
)
INSERT INTO rooms_booking (ref, room_id, reservation_id, starts_at, ends_at, contact_name, contact_key, contact_phone,
                           party_size, purpose, with_guardian, state, created_at, reason)
SELECT lpad(upper(to_hex(held_id)), 12, 'D'), room_id, held_id, %(starts)s, %(ends)s, '周平', 'zhouping zp', '', 1,
       '练琴', false, 'confirmed', now(), ''
FROM slots
"""
SESSIONS = """
WITH more AS (
    SELECT class.id AS class_id, class.room_id, nextval('rooms_reservation_id_seq') AS held_id
    FROM classes_interestclass class WHERE class.last_day > %(day)s ORDER BY class.id LIMIT %(sessions)s
), held AS (
    INSERT INTO rooms_reservation (id, room_id, during, places, whole_room, kind, created_at)
    SELECT held_id, room_id, tstzrange(%(starts)s, %(ends)s, '[)'), 1, false, 'class', now() FROM more
    RETURNING id
)
INSERT INTO classes_classsession (interest_class_id, reservation_id, starts_at, ends_at, reason)
SELECT class_id, held_id, %(starts)s, %(ends)s, '' FROM more
"""
BOOKED, SESSIONS_TODAY = data.ROOMS * (data.SLOTS + 1), 12
PAGES = {"work desk": "/admin/", "front desk": "/desk/", "find anything": "/desk/search/?q=zp"}


def load() -> User:
    """Fill the rest of today; returns a superuser."""
    span = {"starts": at(today(), time(20)), "ends": at(today(), time(22)), "day": today()}
    with connection.cursor() as cursor:
        cursor.execute(BOOKINGS, span)
        cursor.execute(SESSIONS, span | {"sessions": SESSIONS_TODAY - 2})  # some take place today anyway
    return User.objects.create_superuser("13600000000", None, name="何敏")
