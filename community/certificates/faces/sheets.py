"""A PDF of pictures, one per page, written incrementally.

Pillow keeps all pages in memory until the last, 26 MB each; here each page is written before the next is drawn (ISO
32000: pages as JPEG, by the filter DCTDecode).
"""

from typing import IO

from community.certificates.faces.canvas import DPI

POINTS = 72 / DPI  # per pixel
CATALOGUE, PAGES = 1, 2  # the numbers of the first two objects


class Sheets:
    """Writes the file incrementally; `close` completes it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._written = file, 0
        self._places: dict[int, int] = {}
        self._next = PAGES + 1
        self._pages: list[int] = []
        self._write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")

    def add(self, jpeg: bytes, size: tuple[int, int]) -> None:
        """Add a page: an RGB JPEG, with its width and height in pixels."""
        width, height = size
        wide, high = width * POINTS, height * POINTS
        picture = self._object(
            f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceRGB "
            f"/BitsPerComponent 8 /Filter /DCTDecode /Length {len(jpeg)} >>",
            jpeg,
        )
        drawing = f"q {wide:.3f} 0 0 {high:.3f} 0 0 cm /Face Do Q".encode()
        content = self._object(f"<< /Length {len(drawing)} >>", drawing)
        page = self._object(
            f"<< /Type /Page /Parent {PAGES} 0 R /MediaBox [0 0 {wide:.3f} {high:.3f}] /Contents {content} 0 R "
            f"/Resources << /XObject << /Face {picture} 0 R >> >> >>"
        )
        self._pages.append(page)

    def close(self) -> None:
        """Write the page tree and the cross-reference table."""
        kids = " ".join(f"{page} 0 R" for page in self._pages)
        self._object(f"<< /Type /Pages /Kids [{kids}] /Count {len(self._pages)} >>", number=PAGES)
        self._object(f"<< /Type /Catalog /Pages {PAGES} 0 R >>", number=CATALOGUE)
        start = self._written
        table = "".join(f"{self._places[number]:010} 00000 n \n" for number in range(1, self._next))
        self._write(f"xref\n0 {self._next}\n0000000000 65535 f \n{table}".encode())
        self._write(f"trailer\n<< /Size {self._next} /Root {CATALOGUE} 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())

    def _object(self, head: str, stream: bytes | None = None, number: int | None = None) -> int:
        if number is None:
            number, self._next = self._next, self._next + 1
        self._places[number] = self._written
        self._write(f"{number} 0 obj\n{head}\n".encode())
        if stream is not None:
            self._write(b"stream\n" + stream + b"\nendstream\n")
        self._write(b"endobj\n")
        return number

    def _write(self, content: bytes) -> None:
        self._file.write(content)
        self._written += len(content)
