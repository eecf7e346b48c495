"""The requests that the bench sends: pages, forms, and lower bounds for any Django page."""

import statistics
import time
from collections.abc import Iterator
from datetime import time as clock
from datetime import timedelta
from urllib.parse import urlencode

import psycopg2
from django.middleware.csrf import _get_new_csrf_string

from bench import client, data, duty
from bench.client import Request
from bench.database import database_url
from community.models import User
from community.ranges import DAY, Span, at, today, wall_clock

# Tomorrow and its week, because today's grid grows emptier by the hour.
TOMORROW = (today() + DAY).isoformat()
PAGES = {
    "home": "/",
    "board": "/board/",
    "wall": "/board/?display=wall",
    "rooms now": "/rooms/",
    "day grid": f"/rooms/day/?date={TOMORROW}",
    "week": f"/rooms/room-0/?date={TOMORROW}",
    "class list": "/classes/",
    "class list, with seats": "/classes/?has_seats=on",
    "class page": "/classes/1/",
    "timetable": f"/classes/timetable/?date={TOMORROW}",
    "duty week": f"/duty/week/?date={TOMORROW}",
    "thanks": "/donations/",
    "fund": "/fund/",
}
# Cached for all readers while nothing changes; see community.shared_pages.
SHARED = ("home", "board", "rooms now", "day grid", "week", "class list", "timetable")
OWN_PAGES = {
    "my page": "/my/",
    "my bookings": "/bookings/",
    "my classes": "/classes/mine/",
    "open shifts": "/duty/",
    "my shifts": "/duty/mine/",
}
LOGGED_IN = (*SHARED, "class page")
EVENING = range(16, 22)


def logged_in(user: User) -> dict[str, str]:
    """The headers of a browser in which a user is logged in."""
    return {"Cookie": f"sessionid={client.session_key(user)}"}


def free_slots() -> Iterator[tuple[str, Span]]:
    """Evening hours on the coming days, which `bench.data` leaves free."""
    for day in range(1, data.DAYS_AHEAD):
        for hour in EVENING:
            for room in range(data.ROOMS):
                start = at(today() + day * DAY, clock(hour))
                yield f"room-{room}", Span(start, start + timedelta(hours=1))


def booking(user: User, slug: str, span: Span, *, expected: int = 302) -> Request:
    """The form with which a user books a room."""
    form = {"start": wall_clock(span.start), "length": span.duration // timedelta(minutes=1), "party_size": 1}
    return post(user, f"/rooms/{slug}/book/", form, expected)


def sign_ups(residents: list[User]) -> list[Request]:
    """A sign-up by each resident without duty, each for a different shift."""
    return [
        post(user, f"/duty/shifts/{shift}/take/", {})
        for user, shift in zip(residents[duty.VOLUNTEERS :], duty.open_shifts(), strict=False)
    ]


def post(user: User, path: str, form: dict[str, object], expected: int = 302) -> Request:
    """A form sent by a logged-in user, answered by a redirect."""
    secret = _get_new_csrf_string()
    headers = {
        "Cookie": f"sessionid={client.session_key(user)}; csrftoken={secret}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    return Request(path, headers, urlencode(form | {"csrfmiddlewaretoken": secret}), expected=expected)


RESERVE = """
WITH room AS (SELECT id, capacity FROM rooms_room WHERE slug = %(slug)s), held AS (
    INSERT INTO rooms_reservation (room_id, during, places, whole_room, kind, created_at)
    SELECT id, tstzrange(%(start)s, %(end)s, '[)'), capacity, true, 'booking', now() FROM room RETURNING id, room_id
)
INSERT INTO rooms_booking (ref, room_id, reservation_id, starts_at, ends_at, user_id, contact_name, contact_key,
                           contact_phone, party_size, purpose, with_guardian, state, created_at, reason)
SELECT lpad(upper(to_hex(id)), 12, 'Z'), room_id, id, %(start)s, %(end)s, %(user)s, '周平', 'zhouping zp',
       '', 1, '', false, 'confirmed', now(), '' FROM held
"""


def times_of_inserts(slots: list[tuple[str, Span]], user: User) -> tuple[float, float]:
    """The lower bound for a booking: its two rows in one transaction without Django; median, 95th percentile."""
    times = []
    with psycopg2.connect(database_url()) as plain:
        for slug, span in slots:
            started = time.perf_counter()
            with plain.cursor() as cursor:
                cursor.execute(RESERVE, {"slug": slug, "start": span.start, "end": span.end, "user": user.pk})
            plain.commit()
            times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]
