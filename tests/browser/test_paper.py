"""What is printed: names in every script, and the roster, a week to a sheet."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from community.ranges import DAY, monday_of, today
from residents import services
from tests.factories import BuildingFactory, StaffFactory
from tests.volunteers.factories import PostFactory, VolunteerFactory, make_shift
from volunteers.enums import PromiseState
from volunteers.models import Assignment

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAMES = ["赵䶮", "欧阳𪨧", "刘𬱖", "阿依古丽·买买提"]


def test_the_printed_roster_has_every_name_whole(transactional_db, open_page):
    staff = StaffFactory()
    for name in NAMES:
        building = BuildingFactory()
        services.appoint(
            role="leader", name=name, first=today(), by=staff, compound=building.compound, building=building
        )
    page = open_page(staff, width=1280)
    page.goto("/residents/roster/")
    page.evaluate("document.fonts.ready")
    printed = PdfReader(BytesIO(page.pdf(format="A4")))
    # Where the font changes within a name, the reader of the PDF sees a gap.
    text = "".join(sheet.extract_text() for sheet in printed.pages).replace(" ", "")
    assert [name for name in NAMES if name not in text] == []


def test_a_week_of_sixty_shifts_prints_on_one_sheet(transactional_db, open_page):
    people, posts = [VolunteerFactory() for _ in range(2)], [PostFactory(name=f"{number}号岗") for number in range(5)]
    monday = monday_of(today()) + 7 * DAY
    for number in range(60):
        days = (monday - today()).days + number % 7
        shift = make_shift(posts[number % 5], days=days, hour=6 + number // 7, hours=1)
        for each in people:
            Assignment.objects.create(shift=shift, volunteer=each, state=PromiseState.PROMISED, during=shift.span.range)
    page = open_page(StaffFactory(), width=1280)
    page.goto(f"/duty/roster/?date={monday}&paper=1")
    [sheet] = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert sheet.mediabox.width > sheet.mediabox.height
    text = sheet.extract_text().replace(" ", "")
    assert [post.name for post in posts if post.name not in text] == []
