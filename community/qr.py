"""QR codes of addresses of the portal."""

import io

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_svg(target: str, *, title: str) -> bytes:
    """A picture of the address `target`, in SVG; `title` is what screen-readers say."""
    svg = io.BytesIO()
    # The white quiet zone keeps it readable on a dark page.
    segno.make(target, error="m", micro=False).save(svg, kind="svg", scale=6, border=4, light="white", title=title)
    return svg.getvalue()


def qr_inline(target: str, *, title: str) -> SafeString:
    """The same as part of a page, for one that has to show without a second request."""
    code = segno.make(target, error="m", micro=False)
    drawn = code.svg_inline(scale=6, border=4, light="white", title=title, omitsize=True)
    return mark_safe(drawn)  # noqa: S308 - segno escapes the title
