"""Workbook imports in the admin: upload, assign headings, review every row, apply, undo."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from community.admin_base import PortalAdmin
from community.admin_tools import LookOnly
from community.errors import DomainError
from community.http import answer
from community.models import User
from community.spreadsheets import download
from community.workbooks import report, runs, tasks
from community.workbooks.enums import RunState as State
from community.workbooks.forms import HeadingsForm, ReadingForm, WorkbookForm
from community.workbooks.models import WorkbookRow, WorkbookRun
from community.workbooks.tracks import Figure, Track, remember, track_of, tracks_for
from community.workbooks.words import VERDICTS, words

PER_PAGE = 100
PROPOSED = "proposals"
VERBS = ("apply", "undo", "again", "headings", "to_mend")


class WorkbookAdmin(LookOnly, PortalAdmin):
    """The pages of one run model; users see the runs of the kinds that they may import.

    A subclass names its upload form, and creates an unsaved run from it. Its URL names are
    `admin:<app>_<model>_<verb>`, with the names of the views below as verbs.
    """

    upload_form: ClassVar[type[WorkbookForm]] = WorkbookForm
    new_words = gettext_lazy("Import a workbook")
    list_display = ["filename", "kind", "state", "uploaded_by", "uploaded_at", "applied_at"]
    list_filter = ["kind", "state"]
    list_select_related = ["uploaded_by"]
    show_full_result_count = False
    actions = None

    def new_run(self, cleaned: dict[str, Any], by: User) -> WorkbookRun:
        """Create an unsaved run from the upload form."""
        fields = {name: value for name, value in cleaned.items() if name != "file"}
        return cast(WorkbookRun, self.model(uploaded_by=by, **fields))

    def facts(self, run: Any) -> list[str]:
        """Facts shown beside the state of a run, such as its place and date."""
        return []

    def links(self, run: Any, rows: list[Any]) -> dict[int, tuple[str, str]]:
        """For rows by key: a link to further details, and its label."""
        return {}

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(self._tracks(request))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        tracks = self._tracks(request)
        return bool(tracks) and (obj is None or obj.kind in tracks)

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return bool(self._tracks(request))

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(kind__in=self._tracks(request))

    def get_urls(self) -> list[Any]:
        def guarded(view: Callable[..., HttpResponse]) -> Any:
            return self.admin_site.admin_view(require_POST(view))

        own = [path(f"<int:pk>/{verb}/", guarded(getattr(self, verb)), name=self._name(verb)) for verb in VERBS]
        return [*own, *super().get_urls()]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Accept a workbook; the rehearsal starts in the background."""
        tracks = self._tracks(request)
        if not tracks:
            raise PermissionDenied
        form = self.upload_form(
            request.POST or None, request.FILES or None, tracks=tracks, initial={"kind": request.GET.get("kind")}
        )
        if form.is_valid():
            run = self.new_run(form.cleaned_data, cast(User, request.user))
            file = form.cleaned_data["file"]
            runs.take_in(run, content=file.read(), filename=file.name)
            tasks.rehearse.enqueue(run._meta.label_lower, run.pk)
            return self._to(run)
        title = _("Import a workbook")
        return self.own_page(request, "admin/workbooks/upload.html", title, form=form, list=self._list())

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """A run's progress, its totals, and every row; read-only."""
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        run = self._run(request, self.key_or_404(object_id))
        return TemplateResponse(request, "admin/workbooks/run.html", self._run_context(request, run))

    def apply(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Have the worker apply a run; a second request is refused."""
        return self._order(request, pk, State.TO_APPLY, tasks.apply)

    def undo(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Have the worker undo a run; a second request is refused."""
        return self._order(request, pk, State.TO_UNDO, tasks.undo)

    def again(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Rehearse a run again, reading the file as the form says."""
        run = self._run(request, pk)
        form = ReadingForm(request.POST)
        if form.is_valid():
            self.model._default_manager.filter(pk=run.pk).update(**form.cleaned_data)
        tasks.rehearse.enqueue(run._meta.label_lower, run.pk)
        return self._to(run)

    def headings(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Save what the headings mean, and rehearse again."""
        run = self._run(request, pk)
        form = self._headings_form(run, request.POST)
        if not form.is_valid():
            return answer(request, "admin/workbooks/run.html", self._run_context(request, run, form), form=form)
        remember(track=track_of(run), columns=form.columns, by=cast(User, request.user))
        tasks.rehearse.enqueue(run._meta.label_lower, run.pk)
        return self._to(run)

    def to_mend(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Download the rows with a problem as a workbook."""
        return download(report.rows_to_mend(self._run(request, pk)), "rows-to-mend.xlsx")

    def _order(self, request: HttpRequest, pk: int, state: str, task: Any) -> HttpResponse:
        run = self._run(request, pk)
        try:
            runs.order(run, state)
        except DomainError as error:
            messages.error(request, error.message)
            context = self._run_context(request, self._run(request, pk))
            return answer(request, "admin/workbooks/run.html", context, error=error)
        task.enqueue(run._meta.label_lower, run.pk, cast(User, request.user).pk)
        return self._to(run)

    def _run_context(self, request: HttpRequest, run: Any, form: HeadingsForm | None = None) -> dict[str, Any]:
        track = track_of(run)
        verdict, code = request.GET.get("verdict", ""), request.GET.get("code", "")
        page = Paginator(_chosen(run, track, verdict, code), PER_PAGE).get_page(request.GET.get("p"))
        links = self.links(run, list(page))
        tables = VERDICTS | track.problem_words | track.repair_words | {PROPOSED: _("with a proposal")}
        headings_form = form or (self._headings_form(run) if run.totals.get("questions") else None)
        return self._context(request, run.filename) | {
            "run": run,
            "track": track,
            "facts": self.facts(run),
            "page": page,
            "lines": [_line(track, row) | {"link": links.get(row.pk)} for row in page],
            "verdict": verdict,
            "code": code,
            "chosen": tables.get(verdict) or tables.get(code) or "",
            "figures": list(_figures(run, track)),
            "repairs": _counts(run.totals.get("repairs"), track.repair_words),
            "problems": _counts(run.totals.get("problems"), track.problem_words),
            "questions": run.totals.get("questions") or [],
            "headings_form": headings_form,
            "reading_form": ReadingForm(initial={"fills_down": run.fills_down, "reads_hidden": run.reads_hidden}),
            "may_apply": run.state == State.REHEARSED and run.totals.get("rows"),
            "may_undo": track.may_undo and run.state == State.APPLIED,
            "may_again": run.is_stale or run.state in (State.REHEARSED, State.REFUSED, State.UNDONE),
            "urls": {verb: reverse(f"admin:{self._name(verb)}", args=[run.pk]) for verb in VERBS},
            "list": self._list(),
            "here": reverse(f"admin:{self._name('change')}", args=[run.pk]),
        }

    def _headings_form(self, run: Any, data: Any = None) -> HeadingsForm:
        asked: dict[str, str] = {}
        for question in run.totals.get("questions") or []:
            asked |= dict(question["headings"])
        return HeadingsForm(data, track=track_of(run), headings=asked)

    def _tracks(self, request: HttpRequest) -> dict[str, Track]:
        user = request.user
        return tracks_for(self.model, user) if isinstance(user, User) and user.is_active else {}

    def _run(self, request: HttpRequest, pk: object) -> Any:
        if not self.has_view_permission(request):
            raise PermissionDenied
        run = get_object_or_404(self.model._default_manager.all(), pk=pk)
        if not self.has_view_permission(request, run):
            raise PermissionDenied
        return run

    def _name(self, verb: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{verb}"

    def _list(self) -> str:
        return reverse(f"admin:{self._name('changelist')}")

    def _to(self, run: Any) -> HttpResponse:
        return redirect(reverse(f"admin:{self._name('change')}", args=[run.pk]))

    def _context(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return self.admin_site.each_context(request) | {"title": title, "opts": self.opts, "media": self.media}


def _chosen(run: Any, track: Track, verdict: str, code: str) -> Any:
    rows = run.rows.all()
    if verdict in VERDICTS:
        rows = rows.filter(verdict=verdict)
    if code in track.problem_words:
        return rows.filter(problems__contains=code)
    if code in track.repair_words:
        return rows.filter(repairs__contains=code)
    return rows.exclude(proposal=None) if code == PROPOSED else rows


def _counts(counted: dict[str, int] | None, table: Any) -> list[tuple[str, str, int]]:
    return [(code, str(table.get(code, code)), count) for code, count in sorted((counted or {}).items())]


def _figures(run: Any, track: Track) -> Iterable[Figure]:
    """The totals of a run: its rows by verdict, what the track counts, and what was skipped."""
    totals = run.totals
    if "rows" in totals:
        yield Figure(_("Rows"), totals["rows"])
        for code, label, count in _counts(totals.get("verdicts"), VERDICTS):
            yield Figure(label, count, f"verdict={code}", is_part=True)
        yield from track.figures(run)
        yield Figure(_("Subtotal rows, skipped"), totals.get("subtotals", 0))
    if totals.get("skipped_sheets"):
        yield Figure(_("Sheets without a header, skipped"), "、".join(totals["skipped_sheets"]))
    if totals.get("hidden_sheets"):
        yield Figure(_("Hidden sheets, not read"), "、".join(totals["hidden_sheets"]))


def _line(track: Track, row: WorkbookRow) -> dict[str, Any]:
    return {
        "row": row,
        "changes": words(row.changes, track.changes),
        "repairs": words(row.repairs, track.repair_words),
        "problems": words(row.problems, track.problem_words),
        "proposal": track.proposal(row),
    }
