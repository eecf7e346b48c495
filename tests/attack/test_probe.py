import json
import time

import pytest

from tests.attack.world import ask, browsers, build
from tests.doors import doors

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
    for door in doors():
        if door.route.startswith("admin/"):
            continue
        try:
            path = world.path(door.route)
        except KeyError as e:
            missing.add(str(e))
            continue
        for method in ("GET", "POST"):
            row = {}
            from django.test import Client

            own = world.owner(door.route)
            cs = dict(clients)
            if own:
                from tests.steps import log_in

                cs["owner"] = Client(raise_request_exception=False)
                log_in(cs["owner"], own)
            for role, c in cs.items():
                a = ask(c, method, path)
                n += 1
                row[role] = "in" if a.asks_to_log_in else (f"302>{a.location}" if a.status == 302 else str(a.status))
            out[f"{door.route} {method}"] = row
    print("MISSING", sorted(missing), n, time.time() - t)
    json.dump(out, open("/tmp/attack_probe.json", "w"), ensure_ascii=False, indent=0)
