"""Every URL in every role: who gets in is listed for each pattern.

A new URL fails here until it is listed in `rules.txt`. Users without access are sent to log in, or get 403 or 404,
and nothing is written; a form posted to a read-only page gets 405. Users who may not change a record find no secret
column of others on any page, and the log contains none either.
"""

import io
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config.logs import JsonFormatter
from tests.attack.kept import WORD, Kept, read
from tests.attack.world import ROLES, STAFF, Answer, World, ask, browsers, build
from tests.doors import doors
from tests.steps import log_in

SETS = {
    "everybody": {*ROLES, "owner"},
    "users": {*ROLES, "owner"} - {"nobody"},
    "staff": set(STAFF),
    "fund": set(STAFF) - {"desk"},
    "desk": {"desk", "administrator"},
    "lookers": {"desk", "reader", "administrator"},
    "-": set(),
}
IN = {200, 301, 302, 304, 400, 409, 422, 429, 503}  # 503: /healthz, without a worker


def rules() -> dict[str, tuple[set[str], set[str]]]:
    """Who may read, and who may send, by URL pattern."""
    found = {}
    for line in Path(__file__).with_name("rules.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            route, reads, sends = line.rsplit(maxsplit=2)
            found["" if route == "(home)" else route] = (_roles(reads), _roles(sends))
    return found


def _roles(named: str) -> set[str]:
    return set().union(*(SETS.get(each, {each}) for each in named.split("+")))


def got_in(answer: Answer) -> bool:
    return answer.status in IN and not answer.asks_to_log_in


def test_every_address_is_named():
    named, known = set(rules()), {door.route for door in doors()}
    assert known - named == set()
    assert named - known == set()


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Captures what the portal logs."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonFormatter())
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


# Parts of the portal by how their patterns begin; the last one is everything else.
PARTS = ["accounts/", "admin/community/", "admin/residents/", "admin/rooms/", "admin/volunteers/", "admin/classes/"]
PARTS += ["admin/donations/", "admin/fund/", "admin/", "duty/", "classes/", "donations/", ""]


def part_of(route: str) -> str:
    return next(part for part in PARTS if route.startswith(part))


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("parts", [PARTS[:5], PARTS[5:]], ids=["1", "2"])
def test_who_gets_in_and_what_they_read(community, log, parts):
    world = build()
    kept, visitors = read(), browsers(world)
    wrong, told, asked = [], set(), 0
    for route, (reads, sends) in rules().items():
        if part_of(route) not in parts:
            continue
        path = world.path(route)
        for role, client in _visitors(world, visitors, route):
            for method, may in (("GET", reads), ("POST", sends)):
                with CaptureQueriesContext(connection) as queries:
                    answer = ask(client, method, path, {"x": "1"})
                asked += 1
                if got_in(answer) != (role in may) or (role not in may and not _is_refused(answer)):
                    wrong.append((method, route, role, answer.status, answer.location))
                if role not in may and (written := _writes(queries)):
                    wrong.append((method, route, role, "writes", written))
                told |= {(role, f"{method} {route}", *each) for each in _told(kept, answer, world, role, route, path)}
    logged = kept.columns.keys() & set(WORD.findall(log.getvalue()))
    print(f"{asked} requests in {len(visitors)} roles, {len(kept.columns)} secrets")  # noqa: T201
    assert not wrong, _listed(wrong)
    assert not told, _listed(sorted(told))
    assert logged == set()
    assert world.unknown == {place for place in NOTHING if part_of(place) in parts}


def _visitors(world: World, visitors: dict[str, Client], route: str) -> Iterator[tuple[str, Client]]:
    yield from visitors.items()
    if owner := world.owner(route):
        client = Client(raise_request_exception=False)
        log_in(client, owner)
        yield "owner", client


def _listed(found: list[Any]) -> str:
    return "\n".join(map(str, found))


def _is_refused(answer: Answer) -> bool:
    return answer.asks_to_log_in or answer.status in (403, 404, 405, 410)


def _writes(queries: CaptureQueriesContext) -> list[str]:
    """Tables that a request wrote to, but for what keeps count of it."""
    words = [each["sql"].split() for each in queries.captured_queries]
    tables = [line[2 if line[0] in ("INSERT", "DELETE") else 1] for line in words if line[0] in WRITES]
    return [table for table in tables if table.strip('"') not in COUNTING]


# Behind these places there is nothing, in the demo or in the world that is built on it: whoever may come in is sent on
# from an empty page, or reads 404.
NOTHING = {
    "admin/childcare/alarm/",
    "admin/childcare/barred/",
    "admin/childcare/breach/",
    "admin/childcare/consenttext/([^/]+)/history/",
    "admin/childcare/incident/",
    "admin/childcare/offlinehandover/",
    "admin/childcare/pickup/",
    "admin/childcare/ratioband/",
    "admin/childcare/ratioband/([^/]+)/history/",
    "admin/community/knownheading/",
    "admin/community/officialseal/",
    "admin/django_tasks_database/dbtaskresult/",
    "admin/donations/certificatebatch/",
    "admin/donations/stocktake/",
    "admin/fund/chaincheck/",
    "admin/fund/fundexport/",
    "admin/fund/yearclose/",
    "admin/residents/registerexport/",
    "admin/residents/residence/([^/]+)/history/",
    "admin/residents/reveal/",
    "admin/residents/tag/([^/]+)/history/",
    "admin/rooms/closure/",
    "admin/rooms/closure/([^/]+)/history/",
    "admin/rooms/strike/",
    "admin/rooms/strike/([^/]+)/history/",
    "admin/volunteers/objection/",
    "childcare/door/carers/",
    "childcare/door/handed/",
    "childcare/door/undo/",
    "childcare/my/incidents/",
    "childcare/my/waiting/",
    "childcare/sessions/alarms/",
    "childcare/sessions/incidents/",
    "childcare/sessions/notes/",
    "desk/act/",
    "desk/act/<slug:name>/",
    "donations/<int:pk>/certificates/",
    "donations/<int:pk>/photos/",
    "donations/<int:pk>/uses/",
    "donations/batches/",
    "donations/batches/<int:pk>/",
    "donations/stock/",
}


WRITES = ("INSERT", "UPDATE", "DELETE")
# A session is kept for what was typed before logging in.
COUNTING = {"community_loginsession"}


def _told(kept: Kept, answer: Answer, world: World, role: str, route: str, path: str) -> set[tuple[str, str]]:
    """The secret columns that an answer shows to somebody who may not see them, each with the word."""
    if role in ("administrator", "owner"):
        return set()
    return set(kept.told(answer.text, world.people[role], role=role, route=route, path=path))
