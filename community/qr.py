"""QR codes of addresses of the portal."""

import io

import segno


def qr_svg(target: str, *, title: str) -> bytes:
    """A picture of the address `target`, in SVG; `title` is what screen-readers say."""
    svg = io.BytesIO()
    # The white quiet zone keeps it readable on a dark page.
    segno.make(target, error="m", micro=False).save(svg, kind="svg", scale=6, border=4, light="white", title=title)
    return svg.getvalue()
