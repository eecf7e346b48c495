"""Every page that staff can reach by links opens, and reveals nobody's phone number, birth date or full name.

Searches for the values of every secret column of every table of the demo (`tests.open_columns`), and for the names of
residents in the register who do not use the portal.
"""

import pytest

from tests.attack.conftest import ROLES, staff
from tests.attack.kept import read
from tests.crawl import crawl
from tests.steps import log_in

STARTS = ("/", "/desk/", "/admin/", "/residents/", "/duty/roster/", "/donations/labels/")
EACH = 3  # pages of one pattern


@pytest.mark.slow
@pytest.mark.parametrize("role", ["desk", "reader"])
def test_whatever_staff_open_by_links_opens_and_shows_nothing_of_anybody(client, community, role):
    kept, user = read(), staff(ROLES[role])
    log_in(client, user)
    shut, told, patterns = [], set(), set()
    starts = STARTS if role == "desk" else ("/", "/admin/", "/residents/")
    pages = 0
    for visit in crawl(client, starts, each=EACH):
        pages += 1
        route = getattr(visit.response.wsgi_request.resolver_match, "route", "")
        patterns.add(route)
        if visit.response.status_code not in (200, 302):
            shut.append((visit.response.status_code, visit.url, visit.referer))
        told |= {(route, *each) for each in kept.told(visit.text, user, role=role, route=route, path=visit.url)}
    columns = set().union(*kept.columns.values())
    words = f"{len(kept.columns)} words of {len(columns)} columns"
    print(f"{role}: {pages} pages of {len(patterns)} patterns, {words} looked for")  # noqa: T201
    assert pages > 150
    assert len(kept.columns) > 500
    assert not shut, "\n".join(map(str, shut))
    assert not told, "\n".join(map(str, sorted(told)))
