"""The stages of an import: accepted, each step claimed by one worker, its progress visible to others."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from community.errors import DomainError
from community.workbooks.enums import RunState as State
from community.workbooks.models import STALE, WorkbookRow, WorkbookRun
from community.workbooks.reading import MB, MOST_BYTES
from community.workbooks.tables import Reading
from community.workbooks.words import refuse

AT_A_TIME = 2000
# The states in which each step may start; after an undo that died, only another undo may follow.
BEFORE = {
    State.REHEARSING: (State.UPLOADED, State.REHEARSED, State.REFUSED, State.UNDONE),
    State.APPLYING: (State.REHEARSED, State.TO_APPLY),
    State.UNDOING: (State.APPLIED, State.TO_UNDO),
}
_DIED = {
    State.REHEARSING: (State.REHEARSING, State.TO_APPLY, State.APPLYING),
    State.APPLYING: (State.APPLYING,),
    State.UNDOING: (State.UNDOING,),
}
_AFTER = {State.REHEARSING: State.REHEARSED, State.APPLYING: State.APPLIED, State.UNDOING: State.UNDONE}

Item = TypeVar("Item")
Run = TypeVar("Run", bound=WorkbookRun)


def batches(items: Iterable[Item], size: int = AT_A_TIME) -> Iterator[list[Item]]:
    """Split items into lists of at most `size`."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def take_in(run: Run, *, content: bytes, filename: str) -> Run:
    """Store a file, encrypted, with an unsaved run; nothing is read yet. Raises too_large."""
    if len(content) > MOST_BYTES:
        raise refuse("too_large", most=MOST_BYTES // MB)
    run.filename = filename[-200:]
    run.file.save(filename, ContentFile(content), save=False)
    run.save()
    return run


def content_of(run: WorkbookRun) -> bytes:
    """The decrypted file. Raises gone."""
    if not run.file:
        raise refuse("gone")
    try:
        with run.file.open("rb") as file:
            return file.read()
    except (FileNotFoundError, ValueError) as error:
        raise refuse("gone") from error


def order(run: WorkbookRun, state: str) -> None:
    """Request a step, TO_APPLY or TO_UNDO, before the worker starts it; only once. Raises busy."""
    running = State.APPLYING if state == State.TO_APPLY else State.UNDOING
    now = timezone.now()
    free = Q(state=BEFORE[running][0]) | _died(running, now)
    ordered = _table(run).filter(free, pk=run.pk).update(state=state, progress_at=now, done=0, total=0, message="")
    if not ordered:
        raise refuse("busy")


@contextmanager
def step(run: WorkbookRun, running: State) -> Iterator[None]:
    """Claim a run for one step; anyone else is refused. Raises busy.

    A step that fails restores the previous state, with the reason. A step that died can be claimed again after ten
    minutes without a sign of life.
    """
    now = timezone.now()
    free = Q(state__in=BEFORE[running]) | _died(running, now)
    held = _table(run).filter(free, pk=run.pk).update(state=running, progress_at=now, done=0, total=0, message="")
    if not held:
        raise refuse("busy")
    try:
        yield
    except BaseException as error:
        _put_back(run, error, State.REFUSED if running == State.REHEARSING else BEFORE[running][0])
        raise
    _table(run).filter(pk=run.pk).update(state=_AFTER[running])
    run.refresh_from_db()


def _died(running: State, now: datetime) -> Q:
    return Q(state__in=_DIED[running], progress_at__lt=now - STALE)


def _put_back(run: WorkbookRun, error: BaseException, state: str) -> None:
    said, kept = str(refuse("broken").message), {}
    if isinstance(error, DomainError):
        said = error.message
        if isinstance(reading := error.details.get("reading"), Reading):  # what staff are asked about the file
            kept = {"totals": reading.totals()}
    _table(run).filter(pk=run.pk).update(state=state, message=said[:500], **kept)
    run.refresh_from_db()


def _table(run: WorkbookRun) -> Any:
    return type(run)._default_manager


class Progress:
    """Reports progress on a connection of its own, so that it is visible before the step commits.

    A step in two parts gives each its `share` of the total, starting at `since`; both are fractions of 1.
    """

    def __init__(self, run: WorkbookRun, total: int, *, since: float = 0, share: float = 1) -> None:
        self._run, self._own = run, connection.copy()
        self._total = max(1, round(total / share))
        self._before = round(self._total * since)
        self(0)

    def __call__(self, done: int) -> None:
        table = self._run._meta.db_table
        with self._own.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET done = %s, progress_at = now(), total = %s WHERE id = %s",  # noqa: S608
                [min(self._before + done, self._total), self._total, self._run.pk],
            )

    def close(self) -> None:
        self._own.close()

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def save_lines(run: WorkbookRun, lines: Iterable[WorkbookRow]) -> None:
    """Save the rows of a step, replacing those of the previous step."""
    rows = run.rows
    with transaction.atomic():
        rows.all()._raw_delete(rows.db)
        for batch in batches(lines):
            rows.model._default_manager.bulk_create(batch)


def forget_before(model: type[WorkbookRun], when: datetime) -> None:
    """Delete files and the personal data in rows; that there was an import, and by whom, stays on record."""
    for run in model._default_manager.filter(uploaded_at__lt=when).exclude(file=""):
        run.rows.all().delete()
        run.file.delete(save=True)
