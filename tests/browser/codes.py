"""What a phone's camera reads on a page."""

from io import BytesIO

import zxingcpp
from PIL import Image
from playwright.sync_api import Page


def read_qr(page: Page) -> str:
    """What the QR code of a certificate on the page says, read from its picture."""
    figure = page.locator(".certificate figure")
    page.wait_for_load_state("networkidle")
    picture = Image.open(BytesIO(figure.screenshot())).convert("L")
    [code] = zxingcpp.read_barcodes(picture)
    return str(code.text)
