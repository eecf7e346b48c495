"""A treasurer drafts the repair of the piano, a second person signs, the month is published, and a neighbour verifies
it.
"""

import re

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from community.models import User
from donations.fund.models import FundMonth
from donations.fund.roles import SIGNATORY, TREASURER
from tests.browser.cabinet import act_on, begin_new, open_list
from tests.browser.finger import Finger
from tests.fund.factories import income, person, repairs

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\nstartxref\n0\n%%EOF\n"


@pytest.fixture
def people(transactional_db, time_machine) -> tuple[User, User]:
    time_machine.move_to("2026-11-20T10:00+08:00")
    treasurer, second = person(TREASURER, name="田会计"), person(SIGNATORY, name="周书记")
    repairs()
    income(treasurer, second)
    return treasurer, second


def draft(page: Page) -> None:
    open_list(page, "fund.fundvoucher")
    begin_new(page)
    page.locator("#id_kind").select_option("expense")
    page.locator("#id_happened_on").fill("2026-11-19")
    page.locator("#id_yuan").fill("128.50")
    page.locator("#id_words").fill("修钢琴")
    page.locator("#id_money").select_option(label="HELD")
    page.locator("#id_source").select_option(label="CITY")
    page.locator("#id_expense").select_option(label="5001")
    page.locator("#id_upload").set_input_files({"name": "发票.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.locator("input[name=_save], button[name=_save]").first.click()
    expect(page.locator(".success")).to_be_visible()


def compare(page: Page, root: str) -> None:
    """From the fund's page to the check, and type the root of the printed sheet."""
    page.goto("/fund/")
    page.locator("main a[href='/fund/verify/']").filter(visible=True).first.click()
    page.locator("#id_root").fill(root)
    page.get_by_role("button", name="核对").click()


def test_a_book_that_anybody_can_check(people, open_page, time_machine):
    treasurer, second = people
    draft(open_page(treasurer, width=1280))

    page = open_page(second, width=1280)
    open_list(page, "fund.fundvoucher")
    page.locator("#result_list").get_by_role("link", name="修钢琴").click()
    page.get_by_role("button", name="签批入账").click()
    expect(page.locator(".success")).to_contain_text("第2笔")

    time_machine.move_to("2026-12-02T10:00+08:00")
    page = open_page(treasurer, width=1280)
    open_list(page, "fund.fundmonth")
    page.locator("#id_month").fill("2026-11")
    page.get_by_role("button", name="封账").click()
    page = open_page(second, width=1280)
    open_list(page, "fund.fundmonth")
    act_on(page, "", "publish")
    assert FundMonth.objects.get().published_by == second

    reader = Finger(open_page(), "check the fund's month")
    reader.tap("main a[href='/fund/'], footer a[href='/fund/'], a[href='/fund/']")
    reader.tap("main a[href='/fund/2026/11/']")
    expect(reader.page.locator("main")).to_contain_text("−¥128.50")
    root = " ".join(reader.page.locator(".groups span").all_inner_texts())
    assert re.fullmatch(r"([0-9a-f]{4} ){7}[0-9a-f]{4}", root)
    compare(reader.page, root)
    expect(reader.page.get_by_role("status")).to_contain_text("一致")

    with connection.cursor() as cursor:  # as the owner of the database can
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE fund_fundline SET amount = 1 WHERE amount = 12850")
        cursor.execute("SET session_replication_role = origin")
    compare(reader.page, root)
    expect(reader.page.get_by_role("status")).to_contain_text("第2笔")
