"""Accepting workbooks for the register."""

from datetime import date

from community.models import User
from community.ranges import today
from community.workbooks import runs
from residents.models import Compound, RegisterImport


def take_in(
    *,
    content: bytes,
    filename: str,
    compound: Compound,
    by: User | None,
    kind: str = RegisterImport.Kind.PEOPLE,
    as_of: date | None = None,
    merges: bool = True,
) -> RegisterImport:
    """Store a file, encrypted; nothing is read yet. Raises too_large."""
    run = RegisterImport(compound=compound, kind=kind, uploaded_by=by, as_of=as_of or today(), merges=merges)
    return runs.take_in(run, content=content, filename=filename)
