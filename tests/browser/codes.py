"""Reading QR codes on a page."""

from io import BytesIO
from urllib.parse import urlsplit

import zxingcpp
from PIL import Image
from playwright.sync_api import Page


def read_qr(page: Page) -> str:
    """The content of a certificate's QR code, decoded from its picture."""
    figure = page.locator(".certificate figure")
    page.wait_for_load_state("networkidle")
    picture = Image.open(BytesIO(figure.screenshot())).convert("L")
    [code] = zxingcpp.read_barcodes(picture)
    return str(code.text)


def on_this_server(url: str) -> str:
    """A code's address without the portal's own host, which the tests' server does not have."""
    parts = urlsplit(url)
    return f"{parts.path}#{parts.fragment}" if parts.fragment else parts.path
