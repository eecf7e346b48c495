"""A piano from the offer to the wall of thanks, and the deletion of its donor's name: paper, label, room, and the
remaining proof.
"""

import os
import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
import zxingcpp
from django.apps import apps
from django.db.models import CharField, JSONField, TextField
from PIL import Image
from playwright.sync_api import Page, expect

from community.certificates.services import issue_certificate
from community.models import Certificate, User
from donations.models import Gift
from tests.browser.cabinet import open_page as open_menu_page
from tests.browser.finger import Finger
from tests.factories import RoomFactory, StaffFactory, UserFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        shutil.which("zbarimg") is None and "REQUIRE_BROWSER" not in os.environ, reason="no zbarimg (zbar-tools) found"
    ),
]

NAME = "欧阳𪨧"
KEPT_ABOUT_LOGINS = {"community.User", "community.HistoricalUser", "community.Message"}  # one's own name, for oneself


@pytest.fixture(autouse=True)
def _address(settings, live_server, tmp_path):
    settings.SITE_URL, settings.VAR_DIR = live_server.url, tmp_path


def zbar(picture: Path) -> str:
    """What zbar reads from a picture, as a phone would."""
    read = subprocess.run(["zbarimg", "--quiet", "--raw", str(picture)], capture_output=True, text=True, check=True)
    return read.stdout.strip()


def qr_on(page: Page, place: str, folder: Path) -> str:
    """What the QR code at a place of a page says."""
    page.wait_for_load_state("networkidle")
    picture = folder / "code.png"
    page.locator(place).first.scroll_into_view_if_needed()
    image = Image.open(BytesIO(page.locator(place).first.screenshot())).convert("L")
    image.resize((image.width * 3, image.height * 3)).save(picture)
    [code] = zxingcpp.read_barcodes(Image.open(picture))
    return code.text


def mine(page: Page) -> Finger:
    """From home to one's own gifts."""
    finger = Finger(page, "gifts")
    finger.tap(".tabs-bottom a[href='/my/']")
    finger.tap("main a[href='/donations/mine/']")
    return finger


def offer(page: Page) -> Gift:
    finger = mine(page)
    finger.tap("main a[href='/donations/offer/']")
    page.locator("#id_name").fill(NAME)
    page.locator("#id_what_1").fill("钢琴")
    page.locator("#id_unit_1").fill("架")
    page.locator("#id_story").fill("女儿小时候弹的。")
    page.locator("form.offer button.btn-primary").click()
    page.wait_for_url("**/donations/mine/")
    return Gift.objects.get()


def told_of(word: str) -> list[str]:
    """Every column of every table, of ours and its history, in which a word stands."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label
        if model._meta.app_label not in ("community", "donations") or label in KEPT_ABOUT_LOGINS:
            continue
        for field in model._meta.local_concrete_fields:
            if isinstance(field, CharField | TextField | JSONField):
                rows = map(str, model._base_manager.values_list(field.name, flat=True))
                found += [f"{label}.{field.name}" for row in rows if word in row]
    return found


def test_from_an_offer_to_the_wall_and_to_no_name(open_page, live_server, tmp_path):
    printed = issue_certificate(
        kind="practice", name="周小雨", facts={"class": "书法班", "hours": "12", "sessions": "8"}, by=None
    )
    music = RoomFactory(name="乐器室", slug="music")
    giver, staff = UserFactory(name=NAME), StaffFactory(name="李建国")
    page, desk = open_page(giver), open_page(staff, width=1280)
    gift = offer(page)

    # Staff accept it and thank for it on paper.
    open_menu_page(desk, "/donations/desk/", begin=True)
    desk.get_by_role("button", name="全部接受").click()
    expect(desk.locator(".note.success, .alert-success").first).to_be_visible()
    desk.get_by_role("button", name="制发证书").click()
    certificate = Certificate.objects.get(kind="gift")
    assert certificate.name == NAME

    # The giver prints it; zbar reads the code from the picture on the sheet.
    mine(page)
    pdf = page.request.get(str(page.locator("a[href$='face.pdf']").get_attribute("href")))
    [sheet] = pypdf.PdfReader(BytesIO(pdf.body())).pages
    picture = tmp_path / "sheet.png"
    sheet.images[0].image.save(picture)
    read = zbar(picture)
    assert read == certificate.check_url
    anybody = open_page()
    anybody.goto(read)
    expect(anybody.get_by_text("有效").first).to_be_visible()
    expect(anybody.get_by_text(certificate.number).first).to_be_visible()

    # It goes to the music room; the label's code leads there, and the room tells of it.
    item = gift.items.get()
    open_menu_page(desk, "/donations/desk/", begin=True)
    desk.locator("main a[href='/donations/labels/']").click()
    desk.locator(f".labels a[href='{item.get_absolute_url()}']").click()
    desk.locator("#id_room").select_option(str(music.pk))
    desk.locator(f"form[action$='/{item.code}/place/'] button").click()
    open_menu_page(desk, "/donations/desk/", begin=True)
    desk.locator("main a[href='/donations/labels/']").click()
    anybody.goto(qr_on(desk, ".labels img", tmp_path))
    expect(anybody.get_by_role("link", name=re.compile("乐器室"))).to_be_visible()
    expect(anybody.get_by_text("女儿小时候弹的").first).to_be_visible()
    anybody.goto(music.get_absolute_url())
    expect(anybody.get_by_text("钢琴").first).to_be_attached()
    anybody.goto("/donations/")
    expect(anybody.get_by_text(NAME).first).to_be_visible()
    before = anybody.request.get(f"/donations/{gift.pk}/certificate.webp").body()

    # The giver's name goes, for good.
    mine(page).tap(f"main a[href='{gift.get_absolute_url()}']")
    page.locator("form[action$='/nameless/'] button").click()
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(f"**{gift.get_absolute_url()}")
    for path in ("/donations/", read, item.get_absolute_url(), music.get_absolute_url()):
        anybody.goto(path)
        expect(anybody.get_by_text("欧阳")).to_have_count(0)
    assert anybody.request.get(f"/donations/{gift.pk}/certificate.webp").body() != before
    assert told_of(NAME) == []
    certificate.refresh_from_db()
    assert (certificate.name, certificate.salt, certificate.is_valid) == ("", "", True)

    # The number is valid, and whoever holds the paper still proves whose it was.
    anybody.goto(read)
    expect(anybody.get_by_text("有效").first).to_be_visible()
    anybody.locator("summary").last.click()
    anybody.locator("#name").fill(NAME)
    assert anybody.locator("#proof").input_value() == read.partition("#")[2]
    anybody.locator("form.stack button").last.click()
    expect(anybody.locator(".note.success").last).to_be_visible()
    anybody.locator("#name").fill("欧阳大雨")
    anybody.locator("form.stack button").last.click()
    expect(anybody.locator(".note.error")).to_be_visible()

    # What was printed long before is still found.
    anybody.goto(printed.check_url)
    expect(anybody.get_by_text("有效").first).to_be_visible()
    assert User.objects.filter(pk=giver.pk).exists()
