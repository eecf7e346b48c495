"""An empty Saturday climbs its ladder before our eyes."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from community.ladders import climb
from tests.factories import StaffFactory
from tests.volunteers.factories import PostFactory, TeamFactory, VolunteerFactory, make_shift
from volunteers.enums import PromiseState
from volunteers.ladders import NEVER_SHORT

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_an_empty_saturday_climbs_its_ladder_before_our_eyes(open_page, time_machine):
    staff, member = StaffFactory(), VolunteerFactory()
    team = TeamFactory(members=[member])
    shift = make_shift(PostFactory(name="东门"), days=4, team=team)
    time_machine.move_to(shift.starts_at - timedelta(hours=26))
    climb(NEVER_SHORT, shift.starts_at - timedelta(hours=26))
    page = open_page(member.user)
    page.goto("/duty/mine/")
    expect(page.get_by_text("您能来吗").first).to_be_visible()
    page.get_by_role("button", name="这次不行").click()
    assert shift.assignments.get(volunteer=member).state == PromiseState.DECLINED
    time_machine.move_to(shift.starts_at - timedelta(hours=1))
    climb(NEVER_SHORT, shift.starts_at - timedelta(hours=1))
    desk = open_page(staff)
    desk.goto("/accounts/inbox/")
    expect(desk.get_by_text("东门还缺人").first).to_be_visible()
