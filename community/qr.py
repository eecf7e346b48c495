"""QR codes for pages of the portal."""

import io

import segno
from django.http import HttpResponse
from django.utils.safestring import SafeString, mark_safe

from community.addresses import public_address


def qr_svg(target: str, *, title: str) -> bytes:
    """The QR code of the address `target`, as SVG; `title` is for screen readers."""
    svg = io.BytesIO()
    # The white quiet zone keeps it scannable on a dark page.
    segno.make(target, error="m", micro=False).save(svg, kind="svg", scale=6, border=4, light="white", title=title)
    return svg.getvalue()


def qr_response(target: str, *, title: str) -> HttpResponse:
    """The same as a response, for an image of its own."""
    return HttpResponse(qr_svg(target, title=title), content_type="image/svg+xml")


def qr_of_page(path: str, *, title: str) -> HttpResponse:
    """The QR code of a page of the portal, as a response."""
    return qr_response(public_address(path), title=title)


def qr_inline(target: str, *, title: str) -> SafeString:
    """The same as inline markup, for pages that must show it without a second request."""
    code = segno.make(target, error="m", micro=False)
    drawn = code.svg_inline(scale=6, border=4, light="white", title=title, omitsize=True)
    return mark_safe(drawn)  # noqa: S308 - segno escapes the title
