"""The design of a face, whether stored as a template or still being edited."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

PAPER, INK, SOFT = "#fdf9ee", "#2a1f1a", "#6b5d52"


@dataclass(frozen=True, slots=True)
class Design:
    """The text and style of a certificate kind's face."""

    layout: str
    title: str
    title_en: str
    words: str
    signatory: str
    seal_words: str
    border: str
    accent: str
    gold: str
    note: str
    number_line: str = "编号：{number}"


PLAIN = Design(
    layout="across",
    title="证书",
    title_en="Certificate",
    words="特发此证。",
    signatory="社区党群服务中心",
    seal_words="",
    border="fret",
    accent="#a01818",
    gold="#b98a3e",
    note="",
)


@dataclass(frozen=True, slots=True)
class Said:
    """The content of one face: name, number, date, and the address in its QR code.

    `fixed` is a line at the foot that templates cannot change; `seal` is the image of the official seal, if any.
    """

    number: str
    name: str
    day: date
    facts: Mapping[str, str]
    address: str
    code: str
    is_void: bool = False
    fixed: str = ""
    seal: bytes = b""

    def lines_at_foot(self, design: Design) -> list[str]:
        """The small lines at the foot, from the bottom up; older templates hold the fixed line as their note."""
        return list(dict.fromkeys(filter(None, (self.fixed, design.note))))

    @property
    def fields(self) -> dict[str, str]:
        """The fields that a template's text may refer to."""
        return {**self.facts, "name": self.name, "number": self.number}
