"""The way of a file: taken in, claimed for one step at a time, its progress seen by others."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from community.errors import DomainError
from community.models import User
from community.names import mask_name
from community.ranges import today
from residents import vault
from residents.importing.people.plan import AT_A_TIME, Verdict, batches, written
from residents.importing.reading.workbook import MB, MOST_BYTES, refuse
from residents.models import Compound
from residents.models.imports import STALE, ImportRow, RegisterImport

State = RegisterImport.State


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
    """Keep a file, sealed; nothing is read yet. Raises too_large."""
    if len(content) > MOST_BYTES:
        raise refuse("too_large", most=MOST_BYTES // MB)
    run = RegisterImport(
        compound=compound,
        kind=kind,
        filename=filename[-200:],
        uploaded_by=by,
        as_of=as_of or today(),
        merges=merges,
    )
    run.file.save(filename, ContentFile(content), save=False)
    run.save()
    return run


def content_of(run: RegisterImport) -> bytes:
    """The file again. Raises gone."""
    if not run.file:
        raise refuse("gone")
    try:
        with run.file.open("rb") as file:
            return file.read()
    except (FileNotFoundError, ValueError) as error:
        raise refuse("gone") from error


@contextmanager
def step(run: RegisterImport, *, expected: tuple[str, ...], running: str, done: str) -> Iterator[None]:
    """Hold an import for one step; whoever comes second is refused. Raises busy.

    A step that breaks puts the import back as it was, with the reason. A step that died is
    free again after ten minutes without a sign of life.
    """
    now = timezone.now()
    free = Q(state__in=expected) | Q(state=running, progress_at__lt=now - STALE)
    before = run.state if run.state in expected else expected[0]
    held = RegisterImport.objects.filter(free, pk=run.pk).update(state=running, progress_at=now, done=0, message="")
    if not held:
        raise refuse("busy")
    try:
        yield
    except BaseException as error:
        _put_back(run, error, State.REFUSED if running == State.REHEARSING else before)
        raise
    RegisterImport.objects.filter(pk=run.pk).update(state=done)
    run.refresh_from_db()


def _put_back(run: RegisterImport, error: BaseException, state: str) -> None:
    said = error.message if isinstance(error, DomainError) else str(refuse("broken").message)
    RegisterImport.objects.filter(pk=run.pk).update(state=state, message=said[:500])
    run.refresh_from_db()


class Progress:
    """Says how far a step is, on a connection of its own: others see it before the step commits."""

    def __init__(self, run: RegisterImport, total: int) -> None:
        self._pk, self._own = run.pk, connection.copy()
        self(0, total=total)

    def __call__(self, done: int, **fields: Any) -> None:
        table = RegisterImport._meta.db_table
        with self._own.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET done = %s, progress_at = now(), total = coalesce(%s, total) WHERE id = %s",  # noqa: S608
                [done, fields.get("total"), self._pk],
            )

    def close(self) -> None:
        self._own.close()

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def save_rows(run: RegisterImport, verdicts: list[Verdict], made: dict[int, dict[str, Any]] | None = None) -> None:
    """Keep a line for each row of people; `made` by the row's identity in memory."""
    save_lines(run, (_line(run, each, made or {}) for each in verdicts))


def save_lines(run: RegisterImport, lines: Iterable[ImportRow]) -> None:
    """Keep the lines of a step, instead of those of the step before."""
    with transaction.atomic():
        run.rows.all()._raw_delete(run.rows.db)
        for batch in batches(lines, AT_A_TIME):
            ImportRow.objects.bulk_create(batch)


def _line(run: RegisterImport, each: Verdict, made: dict[int, dict[str, Any]]) -> ImportRow:
    row = each.row
    return ImportRow(
        run=run,
        sheet=row.sheet[:100],
        number=row.number,
        verdict=each.verdict,
        masked_name=mask_name(row.name),
        address=written(row.address),
        changes=each.changes,
        repairs=row.repairs,
        problems=row.problems,
        proposal=each.proposal,
        raw_encrypted=vault.encrypt(row.raw) if each.verdict == "refused" or row.needs_mending else "",
        resident_id=each.person.pk if each.person else None,
        made=made.get(id(row), {}),
    )
