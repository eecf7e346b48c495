"""The chain of entries: read whole, compared with what stands on paper, and given away for others to check."""

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
    """What comparing a root on paper with the book found.

    `broken` is the first entry that is not as it was sealed. Otherwise `number` and `day`
    say up to which entry the paper and the book agree; without either, the book does not
    know this root. `month` is the published month whose root it is.
    """

    broken: int | None = None
    number: int | None = None
    day: date | None = None
    month: FundMonth | None = None


def first_broken() -> int | None:
    """The number of the first entry that is not as it was sealed, read from the book's own content."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT fund_first_broken()")
        found: int | None = cursor.fetchone()[0]
    return found


def first_lost_month() -> FundMonth | None:
    """The first month whose root is no longer the chain's at that entry: all up to it was written anew."""
    sealed = Seal.objects.filter(number=OuterRef("last_number"), hash=OuterRef("root"))
    frozen = FundMonth.objects.filter(~Exists(sealed), last_number__gt=0)
    return frozen.order_by("year", "month").first()


def sums_agree() -> bool:
    """Whether balances and sums of months are what the lines come to."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT fund_sums_agree()")
        agree: bool = cursor.fetchone()[0]
    return agree


def tidy_root(typed: str) -> str:
    """A root as it is compared: lower case, without what people put between the groups."""
    return re.sub(r"[\s\-·.]", "", typed).lower()


def is_root(root: str) -> bool:
    """Whether a tidied text can be a root: eight groups of four, or a whole hash."""
    return re.fullmatch(r"[0-9a-f]+", root) is not None and len(root) in (ROOT_CHARACTERS, 64)


def compare(root: str) -> Comparison:
    """Compare a root, as `tidy_root` gives it, with the chain read anew.

    One reading at a time, so that many who ask cannot take the database for themselves.
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
        # A published root that the chain lost: all of it was written anew.
        return Comparison(month=month)
    return Comparison(number=seal.number, day=seal.entry.happened_on, month=month)


def chain_csv() -> Iterator[str]:
    """The whole chain as lines of CSV, in UTF-8, with what each hash is made of."""
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
