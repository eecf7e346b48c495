import cProfile, pstats, time, re
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories import *
from tests.rooms.test_booking_pages import book
from tests.steps import log_in
from community.ranges import DAY

pytestmark = pytest.mark.django_db


def test_profile(django_capture_on_commit_callbacks):
    room = RoomFactory(capacity=4, max_minutes=120)
    for _ in range(11):
        RoomFactory(kind=RoomKindFactory())
    clients = []
    for n in range(60):
        c = Client()
        log_in(c, UserFactory())
        clients.append(c)
    spans = [tomorrow_at(8 + h, days=d) for d in range(1, 8) for h in range(0, 10)]
    book(clients[0], room, spans[0])

    def run(cs, sp, status):
        for c, s in zip(cs, sp):
            assert book(c, room, s).status_code == status

    t = time.process_time()
    run(clients[1:20], spans[1:20], 302)
    print("won cpu ms", (time.process_time() - t) / 19 * 1000)
    t = time.process_time()
    run(clients[20:40], [spans[5]] * 20, 409)
    print("lost cpu ms", (time.process_time() - t) / 20 * 1000)
    p = cProfile.Profile()
    p.enable()
    run(clients[40:50], spans[40:50], 302)
    p.disable()
    pstats.Stats(p).sort_stats("cumulative").print_stats(70)
    p = cProfile.Profile()
    p.enable()
    run(clients[50:60], [spans[5]] * 10, 409)
    p.disable()
    pstats.Stats(p).sort_stats("cumulative").print_stats(90)
    with CaptureQueriesContext(connection) as c1:
        book(clients[20], room, spans[60])
    for q in c1:
        print(q["sql"][:230])
    print("-----")
    with CaptureQueriesContext(connection) as c1:
        book(clients[21], room, spans[5])
    for q in c1:
        print(q["sql"][:230])
