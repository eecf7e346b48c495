"""The steps of an import, whatever its workbook holds."""

from community.models import User
from residents.importing import applying, appointing, rehearsal
from residents.importing.models import RegisterImport

Kind = RegisterImport.Kind


def rehearse(*, run: RegisterImport) -> RegisterImport:
    """Say what each row would do, and change nothing. Raises busy, and whatever refuses the file."""
    return (appointing if run.kind == Kind.APPOINTMENTS else rehearsal).rehearse(run=run)


def apply(*, run: RegisterImport, by: User | None) -> RegisterImport:
    """Take every good row. Raises busy, gone, changed_meanwhile."""
    if run.kind == Kind.APPOINTMENTS:
        return appointing.apply(run=run, by=by)
    return applying.apply_import(run=run, by=by)
