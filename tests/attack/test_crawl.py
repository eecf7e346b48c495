"""Everything that links lead staff to opens, and shows nobody's number."""

import re

import pytest

from tests.attack.conftest import ROLES, numbers, staff
from tests.crawl import crawl
from tests.steps import log_in

NUMBER = re.compile(r"(?<!\d)(?:\d{17}[\dX]|\d{11}|\d{6}|\d{4}-\d\d-\d\d|\d{4}年\d{1,2}月\d{1,2}日)(?!\d)")
STARTS = ("/", "/desk/", "/admin/")


@pytest.mark.slow
@pytest.mark.parametrize("role", ["desk", "reader"])
def test_whatever_staff_open_by_links_opens_and_shows_no_number(client, community, role):
    secrets = numbers()  # one's own is no secret
    log_in(client, staff(ROLES[role]))
    seen, shut, told = 0, [], []
    for seen, visit in enumerate(crawl(client, STARTS if role == "desk" else STARTS[::2])):  # noqa: B007
        if visit.response.status_code not in (200, 302):
            shut.append((visit.response.status_code, visit.url, visit.referer))
        told += [(number, visit.url, visit.referer) for number in secrets.intersection(NUMBER.findall(visit.text))]
    assert seen > 150
    assert (shut, told) == ([], [])
