import json
import time

import pytest
from django.test import Client

from tests.attack.world import ask, browsers, build
from tests.doors import doors
from tests.steps import log_in

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_probe(community):
    t = time.time()
    world = build()
    print("built", time.time() - t)
    clients = browsers(world)
    out = {}
    missing = set()
    t = time.time()
    n = 0
    slow = []
    for door in doors():
        try:
            path = world.path(door.route)
        except KeyError as e:
            missing.add(f"{door.route} {e}")
            continue
        for method in ("GET", "POST"):
            row = {}
            own = world.owner(door.route)
            cs = dict(clients)
            if own:
                cs["owner"] = Client(raise_request_exception=False)
                log_in(cs["owner"], own)
            for role, c in cs.items():
                t1 = time.time()
                a = ask(c, method, path, {"x": "1"})
                n += 1
                slow.append((time.time() - t1, method, path, role))
                row[role] = "in" if a.asks_to_log_in else (f"302>{a.location}" if a.status == 302 else str(a.status))
            out[f"{door.route} {method}"] = row
    print("MISSING", *sorted(missing), sep="\n")
    print(n, time.time() - t)
    print(*sorted(slow)[-30:], sep="\n")
    json.dump(out, open("/tmp/attack_probe.json", "w"), ensure_ascii=False, indent=0)
