"""The portal's own address."""

from django.conf import settings


def public_address(path: str) -> str:
    """The absolute address of a page or file, for QR codes, calendars, posters and messages.

    Built from the setting `SITE_URL`, never from the request, whose Host header the sender controls.
    """
    return f"{settings.SITE_URL}{path}"
