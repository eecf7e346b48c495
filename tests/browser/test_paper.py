"""Names in every script survive printing."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from community.ranges import today
from residents import services
from tests.factories import BuildingFactory, StaffFactory

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
