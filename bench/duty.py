"""Duty in bulk: at scale 1 six posts with four shifts a day, a year back and eight weeks ahead, and 200 volunteers."""

import time
from collections.abc import Iterator
from datetime import date, timedelta
from datetime import time as clock

from django.db import connection

from community.ladders import MOST_SECONDS, climb_for
from community.models import LadderRung, User
from community.ranges import DAY, at, today
from volunteers.ladders import NEVER_SHORT
from volunteers.models import DutyTeam, Post, Shift, Volunteer

POSTS, VOLUNTEERS = 6, 200
AHEAD = 8 * 7 * DAY

SHIFTS = """
INSERT INTO volunteers_shift (post_id, date, starts_at, ends_at, minimum, places, weight, state, reason, is_by_hand,
                              revision, changed_at)
SELECT post.id, day::date, day + make_interval(hours => 8 + 3 * slot), day + make_interval(hours => 10 + 3 * slot),
       1, 2, 1, 'open', '', false, 0, now()
FROM volunteers_post post, generate_series(%(first)s::timestamptz, %(last)s::timestamptz, '1 day') AS day,
     generate_series(0, 3) AS slot
"""
# One per shift; everybody has a turn every other day at most.
PROMISES = """
INSERT INTO volunteers_assignment (shift_id, volunteer_id, state, during, exception, created_at, revision, changed_at)
SELECT shift.id, (%(people)s::bigint[])[1 + (row_number() OVER (ORDER BY shift.starts_at, shift.id)) %%
                                        array_length(%(people)s::bigint[], 1)],
       CASE WHEN shift.ends_at < now() THEN 'done' ELSE 'promised' END,
       tstzrange(shift.starts_at, shift.ends_at, '[)'), '', now(), 0, now()
FROM volunteers_shift shift
"""


def load(scale: int, residents: list[User]) -> list[User]:
    """Create `scale` years of duty; returns the volunteers' logins. The remaining residents are free to sign up."""
    posts = [Post(slug=f"post-{n}", kind=Post.Kind.GATE, name=f"{n + 1}号岗", position=n) for n in range(POSTS)]
    Post.objects.bulk_create(posts)
    Volunteer.objects.bulk_create(Volunteer(user=each, name=each.name, name_key="zhouping zp") for each in residents)
    people = list(Volunteer.objects.order_by("pk").values_list("pk", flat=True)[:VOLUNTEERS])
    first = today() - timedelta(days=365 * scale)
    with connection.cursor() as cursor:
        cursor.execute(SHIFTS, {"first": first, "last": today() + AHEAD})
        cursor.execute(PROMISES, {"people": people})
    return residents[:VOLUNTEERS]


def open_shifts() -> list[int]:
    """The primary keys of shifts with a free place, from the day after tomorrow on."""
    ahead = Shift.objects.filter(date__gt=today() + DAY).order_by("starts_at", "pk")
    return list(ahead.values_list("pk", flat=True))


SHORT = """
INSERT INTO volunteers_shift (post_id, team_id, date, starts_at, ends_at, minimum, places, weight, state, reason,
                              is_by_hand, revision, changed_at)
SELECT %(post)s, %(team)s, (now() + gap)::date, now() + gap, now() + gap + interval '2 hours', 1, 2, 1, 'open', '',
       false, 0, now()
FROM generate_series(1, %(shifts)s) AS number, make_interval(mins => 10 + number * 2800 / %(shifts)s) AS gap
"""


def load_short(shifts: int) -> None:
    """Create shifts within 48 hours that nobody has promised, of one team of eight, with an administrator."""
    people = [
        User.objects.create_user(phone=f"137{number:08d}", name="周平", birth_date=date(1985, 3, 8))
        for number in range(9)
    ]
    User.objects.filter(pk=people[8].pk).update(is_staff=True, is_superuser=True)
    Volunteer.objects.bulk_create(Volunteer(user=each, name=each.name, name_key="zhouping zp") for each in people[:8])
    team = DutyTeam.objects.create(name="第一值班小组", leader=Volunteer.objects.earliest("pk"))
    team.members.set(Volunteer.objects.all())
    post = Post.objects.create(slug="gate", kind=Post.Kind.GATE, name="东门")
    with connection.cursor() as cursor:
        cursor.execute(SHORT, {"post": post.pk, "team": team.pk, "shifts": shifts})


def ticks(shifts: int) -> Iterator[tuple[str, int, float]]:
    """Yield the seconds that one run of the ladder takes with some rungs newly due, and how many it sent.

    At a simulated noon, because at night only the last rung is sent. With all of them due at once a run is cut short;
    the last value is the time of the runs that sent the rest.
    """
    noon = at(today(), clock(12))
    for new in (0, max(shifts // 100, 1), max(shifts // 10, 1), shifts):
        LadderRung.objects.filter(ladder=NEVER_SHORT.name).delete()
        sent = Shift.objects.order_by("pk").values_list("pk", flat=True)[new:]
        last = NEVER_SHORT.rungs[-1]
        LadderRung.objects.bulk_create(
            LadderRung(ladder=NEVER_SHORT.name, subject=pk, rung=last.name, place=len(NEVER_SHORT.rungs) - 1)
            for pk in sent
        )
        started = time.perf_counter()
        climbed = climb_for(MOST_SECONDS, NEVER_SHORT, noon)
        yield f"{new} newly due", climbed.sent, time.perf_counter() - started
    started, followed = time.perf_counter(), 0
    while climbed.has_more:
        climbed = climb_for(MOST_SECONDS, NEVER_SHORT, noon)
        followed += climbed.sent
    yield "the ticks that follow", followed, time.perf_counter() - started
