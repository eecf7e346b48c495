"""The chain of entries: verifying it, comparing it with a printed root, and exporting it."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from community.throttling import one_at_a_time
from donations.fund.models import FundMonth, Seal
from donations.fund.models.periods import ROOT_CHARACTERS

COLUMNS = ("number", "recorded", "day", "words", "lines", "receipt", "undoes", "hash")
CSV_ROWS = """
    SELECT number, string_to_array(fund_content(entry_id), E'\\n') AS content, hash FROM fund_seal ORDER BY number
"""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The result of comparing a printed root with the book.

    `broken` is the first entry that is not as it was sealed. Otherwise `number` and `day` say up to which entry the
    paper and the book agree; without them, the book does not contain this root. `month` is the published month with
    this root.
    """

    broken: int | None = None
    number: int | None = None
    day: date | None = None
    month: FundMonth | None = None


def first_broken() -> int | None:
    """The number of the first entry that is not as sealed, computed from the book's own content."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT fund_first_broken()")
        found: int | None = cursor.fetchone()[0]
    return found


def first_lost_month() -> FundMonth | None:
    """The first month whose root is no longer in the chain at that entry, which means that it was rewritten."""
    sealed = Seal.objects.filter(number=OuterRef("last_number"), hash=OuterRef("root"))
    frozen = FundMonth.objects.filter(~Exists(sealed), last_number__gt=0)
    return frozen.order_by("year", "month").first()


def sums_agree() -> bool:
    """Whether balances and monthly totals equal the sums of the lines."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT fund_sums_agree()")
        agree: bool = cursor.fetchone()[0]
    return agree


def tidy_root(typed: str) -> str:
    """A root normalised for comparison: lower case, without separators between the groups."""
    return re.sub(r"[\s\-·.]", "", typed).lower()


def is_root(root: str) -> bool:
    """Whether a normalised text can be a root: eight groups of four, or a whole hash."""
    return re.fullmatch(r"[0-9a-f]+", root) is not None and len(root) in (ROOT_CHARACTERS, 64)


def compare(root: str) -> Comparison:
    """Compare a root, normalised by `tidy_root`, with the newly computed chain.

    One computation at a time, so that many requests cannot overload the database.
    """
    with transaction.atomic():
        one_at_a_time("fund chain")
        broken = first_broken()
    if broken is not None:
        return Comparison(broken=broken)
    seal = Seal.objects.filter(hash__startswith=root).select_related("entry").first()
    month = (
        FundMonth.objects.filter(root__startswith=root, published_at__isnull=False).order_by("year", "month").first()
    )
    if seal is None:
        # A published root that the chain lost: everything was rewritten.
        return Comparison(month=month)
    return Comparison(number=seal.number, day=seal.entry.happened_on, month=month)


def chain_csv() -> Iterator[str]:
    """The whole chain as lines of CSV, in UTF-8, including what each hash is computed from."""
    yield _line(COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(CSV_ROWS)
        while rows := cursor.fetchmany(1000):
            for number, content, sealed in rows:
                yield _line((number, *content, sealed))


def _line(cells: tuple[object, ...]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()
