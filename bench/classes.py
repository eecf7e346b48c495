"""Classes in bulk: at scale 1 a dozen running and three dozen finished ones, each with its members."""

from datetime import time, timedelta

from django.db import connection

from classes.models import InterestClass
from community.models import User
from community.ranges import DAY, at, monday_of, today
from rooms.models import Room, RoomKind

RUNNING, OVER = 12, 36
MEMBERS = 12
HOURS = range(9, 21)
BEHIND, AHEAD = 4, 12  # weeks
LONG_AGO = timedelta(weeks=20)

# Each meets weekly between its first and last day, and holds one place of the hall.
SESSIONS = """
WITH weeks AS (
    SELECT class.id AS class_id, class.room_id, nextval('rooms_reservation_id_seq') AS held_id,
           (day::date + class.starts) AT TIME ZONE 'Asia/Shanghai' AS starts,
           (day::date + class.ends) AT TIME ZONE 'Asia/Shanghai' AS ends
    FROM classes_interestclass class, generate_series(class.first_day, class.last_day, '7 days') AS day
), held AS (
    INSERT INTO rooms_reservation (id, room_id, during, places, whole_room, kind, created_at)
    SELECT held_id, room_id, tstzrange(starts, ends, '[)'), 1, false, 'class', starts - interval '90 days'
    FROM weeks
    RETURNING id
)
INSERT INTO classes_classsession (interest_class_id, reservation_id, starts_at, ends_at, reason)
SELECT class_id, held_id, starts, ends, '' FROM weeks
"""
MEMBERSHIPS = """
INSERT INTO classes_enrolment (interest_class_id, user_id, place, state, allows_photos, created_at, changed_at)
SELECT class.id, (%(users)s::bigint[])[1 + (class.id * 7 + place) %% array_length(%(users)s::bigint[], 1)], place,
       CASE WHEN place <= class.capacity THEN 'enrolled' ELSE 'waiting' END, false, now(), now()
FROM classes_interestclass class, generate_series(1, %(members)s) AS place
"""


def load(scale: int, residents: list[User]) -> None:
    """Create `scale` times as many classes; all in one large hall, so that the rooms' own pages do not change."""
    kind = RoomKind.objects.create(slug="hall", name="礼堂", drawing="cinema")
    hall = Room.objects.create(
        kind=kind, slug="hall", name="礼堂", capacity=2000, mode=Room.Mode.PLACES, position=99, is_active=False
    )
    running = [_class(hall, number, timedelta(0)) for number in range(RUNNING * scale)]
    over = [_class(hall, number, LONG_AGO) for number in range(OVER * scale)]
    InterestClass.objects.bulk_create(running + over)
    with connection.cursor() as cursor:
        cursor.execute(SESSIONS)
        cursor.execute(MEMBERSHIPS, {"users": [user.pk for user in residents], "members": MEMBERS})


def _class(hall: Room, number: int, ago: timedelta) -> InterestClass:
    weekday, hour = number % 7, HOURS[number % len(HOURS)]
    this_week = monday_of(today()) + weekday * DAY - ago
    return InterestClass(
        name=f"书法班{number + 1}",
        name_en=f"Calligraphy {number + 1}",
        about="从横平竖直写起，零基础也能来。",
        teacher_name="李建国",
        # Every third is full, with a waiting list.
        capacity=MEMBERS - 2 if number % 3 == 0 else MEMBERS + 8,
        room=hall,
        weekday=weekday,
        starts=time(hour),
        ends=time(hour + 1),
        first_day=this_week - timedelta(weeks=BEHIND),
        last_day=this_week + timedelta(weeks=AHEAD),
        created_at=at(this_week, time.min),
    )
