"""Imports in the admin: upload, watch, look at every row, apply, undo; and exports."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from community.admin_base import PortalAdmin
from community.admin_tools import LookOnly
from community.models import User
from community.ranges import today
from community.spreadsheets import download
from residents import tasks
from residents.importing import report, runs
from residents.importing.reading.workbook import MB, MOST_BYTES
from residents.importing.words import CHANGES, PROBLEMS, PROPOSED, REPAIRS, VERDICTS, words
from residents.models import Compound, Resident, Tag
from residents.models.imports import ImportRow, RegisterImport

PER_PAGE = 100
State, Kind = RegisterImport.State, RegisterImport.Kind


class UploadForm(forms.Form):
    """A workbook, and what it is about."""

    kind = forms.ChoiceField(
        label=gettext_lazy("what it holds"),
        help_text=gettext_lazy("Appointments: building leaders, grid officers and the other roles, with their terms."),
    )
    compound = forms.ModelChoiceField(Compound.objects.all(), label=gettext_lazy("compound"))
    file = forms.FileField(
        label=gettext_lazy("Workbook (.xlsx)"),
        help_text=gettext_lazy("At most 20 MB. Nothing is changed before you have seen the rehearsal."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )
    as_of = forms.DateField(
        label=gettext_lazy("as of"),
        help_text=gettext_lazy("The day from which new addresses count."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    merges = forms.BooleanField(
        label=gettext_lazy("One person in two households: merge, as the remark 人户分离 says"), required=False
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind, label) for kind, label in Kind.choices if may_import(user, kind)]
        cast(forms.ChoiceField, self.fields["kind"]).choices = kinds
        self.fields["compound"].initial = Compound.objects.first()
        self.fields["as_of"].initial = today()
        self.fields["merges"].initial = True

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file may be at most %(most)s MB.") % {"most": MOST_BYTES // MB})
        return file


def may_import(user: User, kind: str) -> bool:
    """Who may import people; appointments too, where they may change them one by one."""
    may_appoint = user.has_perms(["residents.add_appointment", "residents.change_appointment"])
    return user.has_perm("residents.import_register") and (kind == Kind.PEOPLE or may_appoint)


@admin.register(RegisterImport)
class RegisterImportAdmin(LookOnly, PortalAdmin):
    """Whoever may import sees imports, and nobody else."""

    list_display = ["filename", "kind", "state", "uploaded_by", "uploaded_at", "applied_at"]
    list_filter = ["kind", "state"]
    list_select_related = ["compound", "uploaded_by"]
    show_full_result_count = False
    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("residents.import_register")

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("residents.import_register")

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("residents.import_register")

    def get_urls(self) -> list[Any]:
        def guarded(view: Callable[..., HttpResponse]) -> Any:
            return self.admin_site.admin_view(require_POST(view))

        return [
            path("<int:pk>/apply/", guarded(self.apply), name="residents_import_apply"),
            path("<int:pk>/undo/", guarded(self.undo), name="residents_import_undo"),
            path("<int:pk>/again/", guarded(self.again), name="residents_import_again"),
            path("<int:pk>/to-mend/", guarded(self.to_mend), name="residents_import_to_mend"),
            *super().get_urls(),
        ]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Take a workbook in; the rehearsal begins in the background."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        user = cast(User, request.user)
        initial = {"kind": request.GET.get("kind", Kind.PEOPLE)}
        form = UploadForm(request.POST or None, request.FILES or None, user=user, initial=initial)
        if form.is_valid():
            cleaned = form.cleaned_data
            run = runs.take_in(
                content=cleaned["file"].read(),
                filename=cleaned["file"].name,
                compound=cleaned["compound"],
                by=user,
                kind=cleaned["kind"],
                as_of=cleaned["as_of"],
                merges=cleaned["merges"],
            )
            tasks.rehearse_import.enqueue(run.pk)
            return self._to(run)
        context = self._context(request, _("Import a workbook")) | {"form": form}
        template = "admin/residents/registerimport/upload.html"
        return TemplateResponse(request, template, context, status=422 if form.is_bound else 200)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """How far an import is, its totals, and every row."""
        run = self._run(request, self.key_or_404(object_id))
        verdict, code = request.GET.get("verdict", ""), request.GET.get("code", "")
        rows = run.rows.all()
        if verdict in VERDICTS:
            rows = rows.filter(verdict=verdict)
        if code in PROBLEMS:
            rows = rows.filter(problems__contains=code)
        elif code in REPAIRS:
            rows = rows.filter(repairs__contains=code)
        elif code in PROPOSED:
            rows = rows.exclude(proposal=None)
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
        context = self._context(request, run.filename) | {
            "run": run,
            "page": page,
            "lines": _lines(run, list(page)),
            "verdict": verdict,
            "code": code,
            "chosen": VERDICTS.get(verdict) or PROBLEMS.get(code) or REPAIRS.get(code) or PROPOSED.get(code) or "",
            "verdicts": _counts(run.totals.get("verdicts"), VERDICTS),
            "repairs": _counts(run.totals.get("repairs"), REPAIRS),
            "problems": _counts(run.totals.get("problems"), PROBLEMS),
            "tags": _counts(run.totals.get("tags"), {tag.slug: str(tag) for tag in Tag.objects.all()}),
            "may_apply": run.state == State.REHEARSED,
            "may_undo": run.state == State.APPLIED and run.kind == Kind.PEOPLE,
            "may_again": run.is_stale or run.state in (State.REHEARSED, State.REFUSED, State.UNDONE),
        }
        return TemplateResponse(request, "admin/residents/registerimport/run.html", context)

    def apply(self, request: HttpRequest, pk: int) -> HttpResponse:
        run = self._run(request, pk)
        tasks.apply_import.enqueue(run.pk, cast(User, request.user).pk)
        messages.info(request, _("The worker applies it now; this page shows how far it is."))
        return self._to(run)

    def undo(self, request: HttpRequest, pk: int) -> HttpResponse:
        run = self._run(request, pk)
        tasks.undo_import.enqueue(run.pk, cast(User, request.user).pk)
        messages.info(request, _("The worker undoes it now; this page shows how far it is."))
        return self._to(run)

    def again(self, request: HttpRequest, pk: int) -> HttpResponse:
        run = self._run(request, pk)
        tasks.rehearse_import.enqueue(run.pk)
        return self._to(run)

    def to_mend(self, request: HttpRequest, pk: int) -> HttpResponse:
        return download(report.rows_to_mend(self._run(request, pk)), "rows-to-mend.xlsx")

    def _run(self, request: HttpRequest, pk: object) -> RegisterImport:
        if not self.has_view_permission(request):
            raise PermissionDenied
        run = get_object_or_404(RegisterImport.objects.select_related("compound"), pk=pk)
        if not may_import(cast(User, request.user), run.kind):
            raise PermissionDenied
        return run

    def _to(self, run: RegisterImport) -> HttpResponse:
        return redirect(reverse("admin:residents_registerimport_change", args=[run.pk]))

    def _context(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return self.admin_site.each_context(request) | {"title": title, "opts": self.opts, "media": self.media}


def _counts(counted: dict[str, int] | None, table: Any) -> list[tuple[str, str, int]]:
    return [(code, str(table.get(code, code)), count) for code, count in sorted((counted or {}).items())]


def _lines(run: RegisterImport, rows: list[ImportRow]) -> list[dict[str, Any]]:
    merges = _merges(run, rows) if run.state == State.APPLIED else {}
    return [_line(row) | {"merge": merges.get(row.pk)} for row in rows]


def _merges(run: RegisterImport, rows: list[ImportRow]) -> dict[int, str]:
    """For the rows with a likely double: where both records stand side by side, while there are two."""
    numbers = [row.proposal["row"] for row in rows if row.proposal and row.proposal["kind"] == "perhaps"]
    of_row = {row.number: row.resident_id for row in run.rows.filter(number__in=numbers)} if numbers else {}
    pairs = {
        row.pk: (row.proposal.get("resident") or of_row.get(row.proposal.get("row")), row.resident_id)
        for row in rows
        if row.proposal and row.resident_id
    }
    people = {pk for pair in pairs.values() for pk in pair if pk}
    there = set(Resident.objects.filter(pk__in=people, anonymised_at=None).values_list("pk", flat=True))
    return {
        pk: reverse("admin:residents_merge", args=pair)
        for pk, pair in pairs.items()
        if pair[0] != pair[1] and there.issuperset(pair)
    }


def _line(row: ImportRow) -> dict[str, Any]:
    return {
        "row": row,
        "changes": words(row.changes, CHANGES),
        "repairs": words(row.repairs, REPAIRS),
        "problems": words(row.problems, PROBLEMS),
        "proposal": report.proposal(row),
    }
