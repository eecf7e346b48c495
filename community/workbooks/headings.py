"""Which column is which: the header row, wherever it stands, in the words of many communities.

Each kind of list has a vocabulary. What it does not know, staff are asked, and their answer
is remembered for the next file.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

HEADER_WITHIN = 20  # rows

# What each column may be called, without spaces, marks and brackets, in lower case.
Synonyms = dict[str, tuple[str, ...]]


def no_values(title: str) -> dict[str, Any]:
    """For lists whose sheets' titles tell nothing."""
    return {}


def no_crosstab(values: Sequence[Any]) -> bool:
    """For lists that nobody draws as a table of squares."""
    return False


@dataclass(frozen=True)
class Vocabulary:
    """One kind of list: what its columns are called, and which it cannot do without."""

    synonyms: Synonyms
    labels: Mapping[str, Any]  # each column in the reader's language
    missing: Callable[[Collection[str]], list[str]]  # by the columns there are
    exported: tuple[str, ...]  # the columns of rows to mend, in order
    # Columns, the coarsest first, in which 同上 means the cell above, and an empty cell where staff say so.
    carried: tuple[str, ...] = ()
    of_title: Callable[[str], dict[str, Any]] = no_values  # what a sheet's title tells, by column
    is_crosstab: Callable[[Sequence[Any]], bool] = no_crosstab  # whether a row heads a table of squares

    @cached_property
    def column_of(self) -> dict[str, str]:
        """Which column a header word names."""
        return {word: column for column, words in self.synonyms.items() for word in words}

    @property
    def export_header(self) -> list[str]:
        """The first word of each column."""
        return [self.synonyms[column][0] for column in self.exported]

    def named(self, columns: Collection[str]) -> str:
        """Columns in the reader's language, in one line."""
        return "、".join(str(self.labels[column]) for column in columns)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each column stands, from 0, in a sheet whose header is in row `header_row`."""

    header_row: int
    places: dict[str, int]
    missing: list[str]
    unknown: dict[str, str] = field(default_factory=dict)  # headings that nobody knows, as they are written


def word(value: Any) -> str:
    """A heading without spaces, marks and brackets, in lower case."""
    text = unicodedata.normalize("NFKC", value) if isinstance(value, str) else ""
    text = re.sub(r"\(.*?\)", "", text)
    return re.sub(r"[\W_]", "", text).lower()[:50]


def read_header(
    vocabulary: Vocabulary, row: int, values: Sequence[Any], title: str, known: Mapping[str, str]
) -> Columns:
    """What a row would be as a header; `known` are the words that staff told us, "" for those to pass over.

    The first of two columns of one name counts.
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
    """Whether a cell names a column: printed pages repeat the header."""
    return value is not None and vocabulary.column_of.get(word(value)) == column


def best(candidates: Sequence[Columns]) -> Columns | None:
    """The likeliest header among the first rows: that which knows the most words, two at least."""
    found = max(candidates, key=lambda each: len(each.places), default=None)
    return found if found and len(found.places) >= 2 else None


def likeliest(candidates: Sequence[Columns]) -> Columns | None:
    """What staff are asked about where no row is known for a header: the first with two headings or more."""
    return next((each for each in candidates if len(each.places) + len(each.unknown) >= 2), None)
