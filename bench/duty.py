"""Duty in bulk: at scale 1 six posts with four shifts a day, a year back and eight weeks ahead, and 200 volunteers."""

from datetime import timedelta

from django.db import connection

from community.models import User
from community.ranges import DAY, today
from volunteers.models import Post, Shift, Volunteer

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
# One on each shift; everybody's turn comes every other day at most.
PROMISES = """
INSERT INTO volunteers_assignment (shift_id, volunteer_id, state, during, exception, created_at, revision, changed_at)
SELECT shift.id, (%(people)s::bigint[])[1 + (row_number() OVER (ORDER BY shift.starts_at, shift.id)) %%
                                        array_length(%(people)s::bigint[], 1)],
       CASE WHEN shift.ends_at < now() THEN 'done' ELSE 'promised' END,
       tstzrange(shift.starts_at, shift.ends_at, '[)'), '', now(), 0, now()
FROM volunteers_shift shift
"""


def load(scale: int, residents: list[User]) -> list[User]:
    """`scale` years of duty; the logins of those who do it. Those after them are free to sign up."""
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
    """Shifts from the day after tomorrow on with a place, the keys."""
    ahead = Shift.objects.filter(date__gt=today() + DAY).order_by("starts_at", "pk")
    return list(ahead.values_list("pk", flat=True))
