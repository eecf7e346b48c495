"""What happens with workbooks of each kind: rehearsing, applying, undoing.

An app registers a track for each kind of list; see the guide in `community.workbooks`.
"""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community import vault
from community.errors import DomainError, Invalid
from community.models import User
from community.names import mask_name
from community.workbooks import cells, runs, words
from community.workbooks.enums import RunState as State
from community.workbooks.enums import Verdict
from community.workbooks.headings import Vocabulary
from community.workbooks.models import KnownHeading, WorkbookRow, WorkbookRun
from community.workbooks.runs import Progress
from community.workbooks.tables import Line, Tables
from community.workbooks.words import refuse

_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Figure:
    """A line among the totals of a run; `chooses` is the query string that shows the rows behind it."""

    label: Any
    value: Any
    chooses: str = ""
    is_part: bool = False  # a detail of the line above


class Track(ABC):
    """One kind of list, from its headings to the records that it creates."""

    slug: ClassVar[str]  # the key under which staff's answers about headings are stored
    label: ClassVar[Any]
    vocabulary: ClassVar[Vocabulary]
    may_undo: ClassVar[bool] = True
    about: ClassVar[Any]  # heading of the column with a row's subject
    # Texts of its own, besides those for every list.
    repairs: ClassVar[Mapping[str, Any]] = {}
    problems: ClassVar[Mapping[str, Any]] = {}
    changes: ClassVar[Mapping[str, Any]] = {}
    proposals: ClassVar[Mapping[str, Any]] = {}

    @abstractmethod
    def may(self, user: User) -> bool:
        """Whether a user may import such lists."""

    @abstractmethod
    def rehearse(self, *, run: Any) -> Any:
        """Report what each row would do, without changing anything. Raises busy, and any refusal of the file."""

    @abstractmethod
    def apply(self, *, run: Any, by: User | None) -> Any:
        """Apply every valid row. Raises busy, gone, changed_meanwhile."""

    def undo(self, *, run: Any, by: User | None) -> Any:
        """Undo what was applied. Raises busy, not_undone, depended_on, changed_meanwhile."""
        raise refuse("not_undone")

    def figures(self, run: Any) -> list[Figure]:
        """The track's own totals, shown below those of the verdicts."""
        return []

    @property
    def repair_words(self) -> dict[str, Any]:
        return {**words.REPAIRS, **self.repairs}

    @property
    def problem_words(self) -> dict[str, Any]:
        return {**words.PROBLEMS, **self.problems}

    def proposal(self, row: WorkbookRow) -> str:
        """What is proposed about a row, in words; empty without a proposal."""
        return str(self.proposals[row.proposal["kind"]]) % row.proposal if row.proposal else ""

    def tables(self, run: WorkbookRun) -> Tables:
        """The lines of a run's file, read as staff told us to. Raises gone, and what `Tables` raises."""
        return Tables(runs.content_of(run), self.vocabulary, **self.how_to_read(run))

    def how_to_read(self, run: WorkbookRun) -> dict[str, Any]:
        """What staff said about headings, empty cells and hidden sheets, as arguments for `Tables`."""
        return {
            "known": dict(KnownHeading.objects.filter(track=self.slug).values_list("word", "column")),
            "fills_down": run.fills_down,
            "reads_hidden": run.reads_hidden,
        }


_tracks: dict[str, Track] = {}


def register(model: str, kind: str, track: Track) -> None:
    """Use a track for runs of a model ("donations.giftimport") of one kind."""
    _tracks[f"{model.lower()} {kind}"] = track


def track_of(run: WorkbookRun) -> Track:
    """The track of a run."""
    return _tracks[f"{run._meta.label_lower} {run.kind}"]


def tracks_for(model: type[WorkbookRun], user: User) -> dict[str, Track]:
    """The tracks of a model's kinds that a user may import, by kind."""
    prefix = f"{model._meta.label_lower} "
    return {
        key.removeprefix(prefix): track for key, track in _tracks.items() if key.startswith(prefix) and track.may(user)
    }


def remember(*, track: Track, columns: Mapping[str, str], by: User | None) -> None:
    """Save what staff say headings mean: a column for each, or "" to ignore it. Raises unknown_column."""
    if not set(columns.values()) <= {"", *track.vocabulary.synonyms}:
        raise Invalid("unknown_column", _("There is no such column."))
    with transaction.atomic():
        for word, column in columns.items():
            KnownHeading.objects.update_or_create(
                track=track.slug, word=word[:50], defaults={"column": column, "by": by, "at": timezone.now()}
            )


def packed(raw: list[str]) -> str:
    """Cells joined into one text; for a hundred thousand rows, lists would take twice the memory."""
    return _SEPARATOR.join(cell.replace(_SEPARATOR, " ") for cell in raw)


def unpacked(raw: str) -> list[str]:
    """The cells of a packed text."""
    return raw.split(_SEPARATOR)


@dataclass(slots=True)
class Taken:
    """The outcome of one line."""

    verdict: str
    name: str = ""  # stored masked
    about: str = ""
    changes: list[str] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    proposal: dict[str, Any] | None = None
    made: dict[str, Any] = field(default_factory=dict)  # for `take_back`
    fields: dict[str, Any] = field(default_factory=dict)  # further columns of the app's own row table
    plan: Any = None  # what `write` still has to write


Taker = Callable[[Line], Taken | None]


class LineTrack(Track):
    """A list that is processed line by line, through the app's own services.

    The rehearsal does what applying does and rolls it back, so that its report is accurate.
    """

    most: ClassVar[int] = 20_000  # lines
    # Whether lines only plan, and `write` writes: then there is nothing of a refused line to take back.
    only_plans: ClassVar[bool] = False

    @abstractmethod
    def taker(self, *, run: Any, by: User | None) -> Taker:
        """A function that processes one line after another: it writes, and reports the outcome.

        It returns None to skip a line, such as one without a name. A `DomainError` refuses the line and rolls it
        back.
        """

    def write(self, *, run: Any, planned: list[tuple[WorkbookRow, Any]], by: User | None) -> None:
        """Write what the lines only planned, in bulk, and record in each row's `made` what was created.

        For lists of thousands, which would otherwise take a statement per line.
        """

    def take_back(self, *, run: Any, made: list[dict[str, Any]], by: User | None) -> None:
        """Undo what the lines created, the last first. Raises depended_on."""
        raise refuse("not_undone")

    def lock(self, run: Any) -> None:
        """Lock what must not change during the import, so that imports run one at a time."""

    def rehearse(self, *, run: Any) -> Any:
        with runs.step(run, State.REHEARSING):
            with transaction.atomic():
                lines, totals = self._take(run, run.uploaded_by)
                transaction.set_rollback(True)
            for line in lines:
                line.made = {}
            runs.save_lines(run, lines)
            type(run)._default_manager.filter(pk=run.pk).update(totals=totals)
        return run

    def apply(self, *, run: Any, by: User | None) -> Any:
        with runs.step(run, State.APPLYING):
            try:
                with transaction.atomic():
                    lines, totals = self._take(run, by)
                    runs.save_lines(run, lines)
            except IntegrityError as error:
                raise refuse("changed_meanwhile") from error
            type(run)._default_manager.filter(pk=run.pk).update(totals=totals, applied_at=timezone.now(), applied_by=by)
        return run

    def undo(self, *, run: Any, by: User | None) -> Any:
        if not self.may_undo:
            raise refuse("not_undone")
        with runs.step(run, State.UNDOING):
            try:
                with transaction.atomic():
                    self.lock(run)
                    made = list(run.rows.exclude(made={}).order_by("-pk").values_list("made", flat=True))
                    self.take_back(run=run, made=made, by=by)
            except IntegrityError as error:
                raise refuse("changed_meanwhile") from error
            type(run)._default_manager.filter(pk=run.pk).update(undone_at=timezone.now(), undone_by=by)
        return run

    def _take(self, run: Any, by: User | None) -> tuple[list[Any], dict[str, Any]]:
        tables = self.tables(run)
        said = list(tables.lines())
        if len(said) > self.most:
            raise refuse("too_many_rows", most=self.most)
        self.lock(run)
        take = self.taker(run=run, by=by)
        lines, planned, left_out = [], [], 0
        with Progress(run, len(said)) as progress:
            for number, line in enumerate(said, start=1):
                taken = self._take_one(take, line)
                left_out += taken is None
                if taken is not None:
                    lines.append(self._row(run, line, taken))
                    if taken.plan is not None and taken.verdict != Verdict.REFUSED:
                        planned.append((lines[-1], taken.plan))
                if number % 50 == 0:
                    progress(number)
        if planned:
            self.write(run=run, planned=planned, by=by)
        return lines, totals_of(lines) | tables.reading.totals() | {"left_out": left_out}

    def _take_one(self, take: Taker, line: Line) -> Taken | None:
        try:
            with nullcontext() if self.only_plans else transaction.atomic():
                taken = take(line)
                if taken is not None and taken.verdict == Verdict.REFUSED and not self.only_plans:
                    transaction.set_rollback(True)
        except DomainError as error:
            said = error.code if error.code in self.problem_words else error.message
            taken = Taken(Verdict.REFUSED, problems=[said])
            named = cells.name(line.values.get("name"))
            taken.name = named.value
        if taken is not None:
            taken.repairs = list(dict.fromkeys([*taken.repairs, *line.repairs]))
        return taken

    def _row(self, run: Any, line: Line, taken: Taken) -> WorkbookRow:
        raw = packed([cells.as_written(line.values.get(column)) for column in self.vocabulary.exported])
        return run.rows.model(
            run=run,
            sheet=line.sheet[:100],
            number=line.number,
            verdict=taken.verdict,
            masked_name=mask_name(taken.name),
            about=taken.about[:60],
            changes=taken.changes,
            repairs=taken.repairs,
            problems=taken.problems,
            proposal=taken.proposal,
            raw_encrypted=vault.encrypt(raw) if taken.problems else "",
            made=taken.made,
            **taken.fields,
        )


def totals_of(lines: list[Any]) -> dict[str, Any]:
    """The number of lines, and of each verdict, repair and problem."""
    return {
        "rows": len(lines),
        "verdicts": dict(Counter(line.verdict for line in lines)),
        "repairs": dict(Counter(code for line in lines for code in line.repairs)),
        "problems": dict(Counter(code for line in lines for code in line.problems)),
        "proposals": sum(line.proposal is not None for line in lines),
    }
