"""The rehearsal: every row's verdict, and nothing changed."""

from residents.importing import runs
from residents.importing.people import lookalikes, rows
from residents.importing.people.plan import Plan, plan
from residents.importing.runs import Progress, State
from residents.models import Tag
from residents.models.imports import RegisterImport


def rehearse(*, run: RegisterImport) -> RegisterImport:
    """Say what each row would do. Raises `DomainError` where the file cannot be read at all, and busy."""
    expected = (State.UPLOADED, State.REHEARSED, State.REFUSED, State.UNDONE)
    with runs.step(run, expected=expected, running=State.REHEARSING, done=State.REHEARSED):
        found, skipped = judge(run)
        runs.save_rows(run, found.verdicts)
        RegisterImport.objects.filter(pk=run.pk).update(totals=found.totals() | skipped)
    return run


def judge(run: RegisterImport) -> tuple[Plan, dict[str, object]]:
    """Read the file and hold it against the register of this moment."""
    reading = rows.read(runs.content_of(run), dict(Tag.objects.values_list("name", "slug")))
    with Progress(run, len(reading.rows)) as progress:
        found = plan(reading.rows, run.compound, as_of=run.as_of, merges=run.merges, progress=progress)
    lookalikes.propose(found.verdicts)
    return found, {"subtotals": reading.subtotals, "skipped_sheets": reading.skipped_sheets}
