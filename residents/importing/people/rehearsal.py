"""The rehearsal: a verdict on every row, without changing anything."""

from collections.abc import Iterator
from typing import Any

from community import vault
from community.names import mask_name
from community.workbooks import runs
from community.workbooks.enums import RunState as State
from community.workbooks.runs import Progress
from community.workbooks.tracks import track_of
from residents.importing.people import lookalikes, rows
from residents.importing.people.plan import plan, written
from residents.importing.people.verdicts import Plan, Verdict
from residents.models import ImportRow, RegisterImport, RelationWord, Tag

HALF = 0.5  # the fraction of the progress for reading, in a step that then writes


def rehearse(*, run: RegisterImport) -> RegisterImport:
    """Determine what each row would do. Raises busy, and `DomainError` if the file cannot be read at all."""
    with runs.step(run, State.REHEARSING):
        found, reading = judge(run)
        runs.save_lines(run, lines_of(run, found.verdicts, {}))
        RegisterImport.objects.filter(pk=run.pk).update(totals=totals_of(found, reading))
    return run


def totals_of(found: Plan, reading: rows.Reading) -> dict[str, Any]:
    """The figures of a plan, and what was skipped; call it before writing, which turns new people into known ones."""
    inhabited = {each.row.address for each in found.verdicts}
    return found.totals() | reading.totals | {"empty_households": len(reading.empty - inhabited)}


def judge(run: RegisterImport, *, share: float = 1) -> tuple[Plan, rows.Reading]:
    """Read the file and compare it with the current register; `share` is this part of the step's progress."""
    tags = dict(Tag.objects.values_list("name", "slug"))
    relations = dict(RelationWord.objects.values_list("word", "relation"))
    reading = rows.read(track_of(run).tables(run), tags, relations)
    with Progress(run, len(reading.rows), share=share) as progress:
        found = plan(reading.rows, run.compound, as_of=run.as_of, merges=run.merges, progress=progress)
    lookalikes.propose(found.verdicts)
    return found, reading


def lines_of(run: RegisterImport, verdicts: list[Verdict], made: dict[int, dict[str, Any]]) -> Iterator[ImportRow]:
    """A line for each row of people; `made` is keyed by `id()` of the row."""
    for each in verdicts:
        row = each.row
        yield ImportRow(
            run=run,
            sheet=row.sheet[:100],
            number=row.number,
            verdict=each.verdict,
            masked_name=mask_name(row.name),
            about=written(row.address),
            changes=each.changes,
            repairs=list(dict.fromkeys(row.repairs)),
            problems=row.problems,
            proposal=each.proposal,
            raw_encrypted=vault.encrypt(row.raw) if each.verdict == "refused" or row.needs_mending else "",
            resident_id=each.person.pk if each.person else None,
            made=made.get(id(row), {}),
        )
