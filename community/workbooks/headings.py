"""Finding the header row and its columns, with the headings that many communities use.

Each kind of list has a vocabulary. Staff are asked about unknown headings, and their answer is remembered for the
next file.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

HEADER_WITHIN = 20  # rows

# The possible headings of each column, without spaces, punctuation and brackets, in lower case.
Synonyms = dict[str, tuple[str, ...]]


def no_values(title: str) -> dict[str, Any]:
    """The default for lists whose sheet titles carry no information."""
    return {}


def no_crosstab(values: Sequence[Any]) -> bool:
    """The default for lists that are never laid out as a cross table."""
    return False


@dataclass(frozen=True)
class Vocabulary:
    """The headings of one kind of list, and its required columns."""

    synonyms: Synonyms
    labels: Mapping[str, Any]  # each column in the reader's language
    missing: Callable[[Collection[str]], list[str]]  # the missing columns, given those that exist
    exported: tuple[str, ...]  # the columns, in order, of the workbook of rows to correct
    # Columns, the coarsest first, in which 同上 repeats the cell above, as does an empty cell if staff say so.
    carried: tuple[str, ...] = ()
    of_title: Callable[[str], dict[str, Any]] = no_values  # values given by a sheet's title, by column
    is_crosstab: Callable[[Sequence[Any]], bool] = no_crosstab  # whether a row is the header of a cross table

    @cached_property
    def column_of(self) -> dict[str, str]:
        """The column for each possible heading."""
        return {word: column for column, words in self.synonyms.items() for word in words}

    @property
    def export_header(self) -> list[str]:
        """The preferred heading of each column."""
        return [self.synonyms[column][0] for column in self.exported]

    def named(self, columns: Collection[str]) -> str:
        """The labels of columns in the reader's language, on one line."""
        return "、".join(str(self.labels[column]) for column in columns)


@dataclass(frozen=True, slots=True)
class Columns:
    """The position of each column, from 0, in a sheet whose header is in row `header_row`."""

    header_row: int
    places: dict[str, int]
    missing: list[str]
    unknown: dict[str, str] = field(default_factory=dict)  # unknown headings, as written


def word(value: Any) -> str:
    """A heading without spaces, punctuation and brackets, in lower case."""
    text = unicodedata.normalize("NFKC", value) if isinstance(value, str) else ""
    text = re.sub(r"\(.*?\)", "", text)
    return re.sub(r"[\W_]", "", text).lower()[:50]


def read_header(
    vocabulary: Vocabulary, row: int, values: Sequence[Any], title: str, known: Mapping[str, str]
) -> Columns:
    """Read a row as a header; `known` maps headings that staff explained to columns, or to "" to ignore them.

    If two headings mean the same column, the first counts.
    """
    places: dict[str, int] = {}
    unknown: dict[str, str] = {}
    for place, value in enumerate(values):
        said = word(value)
        column = vocabulary.column_of.get(said) or known.get(said)
        if column:
            places.setdefault(column, place)
        elif said and column is None:
            unknown.setdefault(said, str(value).strip()[:50])
    has = places.keys() | vocabulary.of_title(title).keys()
    return Columns(row, places, vocabulary.missing(has), unknown)


def is_word_for(vocabulary: Vocabulary, column: str, value: Any) -> bool:
    """Whether a cell is the heading of a column, because printed pages repeat the header."""
    return value is not None and vocabulary.column_of.get(word(value)) == column


def best(candidates: Sequence[Columns]) -> Columns | None:
    """The best header among the first rows: the one with the most known headings, at least two."""
    found = max(candidates, key=lambda each: len(each.places), default=None)
    return found if found and len(found.places) >= 2 else None


def likeliest(candidates: Sequence[Columns]) -> Columns | None:
    """The row to ask staff about if no header is recognised: the first with at least two headings."""
    return next((each for each in candidates if len(each.places) + len(each.unknown) >= 2), None)
