"""Many volunteers after one shift at once, over HTTP against gunicorn with several workers."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.load.browsers import Browser
from tests.volunteers.factories import PostFactory, VolunteerFactory, make_shift
from volunteers.models import Assignment

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

VOLUNTEERS, ROUNDS, PLACES = 48, 30, 2
ON_IT, FULL = 302, 409


def test_a_shift_of_two_takes_exactly_two_in_every_round(address: tuple[str, int]) -> None:
    post = PostFactory(places=PLACES)
    people = [Browser(each.user, address) for each in VolunteerFactory.create_batch(VOLUNTEERS)]
    for number in range(ROUNDS):
        # A shift a day: nobody has too long a day, whoever wins.
        shift = make_shift(post, days=2 + number)
        path, together = f"/duty/shifts/{shift.pk}/take/", threading.Barrier(VOLUNTEERS)
        with ThreadPoolExecutor(VOLUNTEERS) as pool:
            told = Counter(pool.map(lambda each, to=path, gate=together: each.post(to, {}, gate), people))
        assert told == {ON_IT: PLACES, FULL: VOLUNTEERS - PLACES}, f"round {number}"
        assert Assignment.objects.holding().filter(shift=shift).count() == PLACES
