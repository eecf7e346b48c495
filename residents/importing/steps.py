"""The steps of an import, whatever its workbook holds."""

from community.models import User
from residents.importing.appointments import taking
from residents.importing.people import applying, rehearsal
from residents.models.imports import RegisterImport

Kind = RegisterImport.Kind


def rehearse(*, run: RegisterImport) -> RegisterImport:
    """Say what each row would do, and change nothing. Raises busy, and whatever refuses the file."""
    return (taking if run.kind == Kind.APPOINTMENTS else rehearsal).rehearse(run=run)


def apply(*, run: RegisterImport, by: User | None) -> RegisterImport:
    """Take every good row. Raises busy, gone, changed_meanwhile."""
    if run.kind == Kind.APPOINTMENTS:
        return taking.apply(run=run, by=by)
    return applying.apply_import(run=run, by=by)
