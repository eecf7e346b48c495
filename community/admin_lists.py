"""Admin lists: columns in words, date filters, buttons on rows, and a preview before bulk actions."""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from community.admin_filters import DayFilter, either
from community.admin_lookups import is_key
from community.admin_tools import is_rehearsal
from community.admin_words import column_of, said_column, time_column
from community.errors import DomainError
from community.kept_lists import drop_list, keep_list, kept_lists
from community.models import User

Fits = Callable[[Any], bool]
ENDS = {"starts_at": "ends_at", "starts": "ends"}  # shown in one column of a list, as 09:30–11:30
STARTS = {end: start for start, end in ENDS.items()}
ACT = "act"  # a button on a row: `<action>:<key>`


class ChosenActForm(helpers.ActionForm):
    """The action form for the selected rows."""

    action = forms.ChoiceField(label=_("With the chosen:"))


class WordedLists(admin.ModelAdmin):
    """A mixin of `PortalAdmin` for how a list is shown and how its rows are acted on."""

    day_filter: ClassVar[type[DayFilter]] = DayFilter
    # The label of the add button, if its page is not called "New …".
    new_words: ClassVar[str | Promise] = ""
    # For each action offered as a button on rows: which rows it applies to.
    row_actions: ClassVar[dict[str, Fits]] = {}
    # Actions that run at once; for all others a preview is shown first.
    at_once: ClassVar[frozenset[str]] = frozenset()
    action_form = ChosenActForm

    # What the list shows

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """The columns in words, start and end combined, and a last column with the row's buttons."""
        columns = list(super().get_list_display(request))
        links = self.list_display_links or ()
        shown = list(self._worded(columns, links))
        if self.row_actions or type(self).row_links is not WordedLists.row_links:
            shown.append(self._acts_column(request))
        return shown

    def _worded(self, columns: list[Any], links: Any) -> Iterator[Any]:
        for each in columns:
            if not isinstance(each, str) or each in links or each in self.list_editable:
                yield each
            elif each in ENDS and ENDS[each] in columns:
                yield time_column(each, ENDS[each])
            elif each in ENDS.values() and STARTS[each] in columns:
                continue
            elif hasattr(self, each):
                method = getattr(self, each)
                yield said_column(method, each) if getattr(method, "boolean", False) else each
            else:
                yield column_of(self.model, each) or each

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        """The date filters first; filters for empty columns in words."""
        filters = [_worded_filter(each) for each in super().get_list_filter(request)]
        if self.date_hierarchy:
            return [(self.date_hierarchy, self.day_filter), *(each for each in filters if each != self.date_hierarchy)]
        return filters

    def get_action_choices(self, request: HttpRequest, default_choices: Any = None) -> Any:
        choices: Any = default_choices or [("", _("choose"))]
        return super().get_action_choices(request, choices)

    @admin.display(description="")
    def action_checkbox(self, obj: Any) -> SafeString:
        """The checkbox of a row, in a label that is large enough to tap."""
        return format_html('<label class="tick">{}</label>', super().action_checkbox(obj))

    # What one does on it

    def row_links(self, request: HttpRequest, record: Any) -> Iterator[tuple[str, Any]]:
        """The addresses and labels of pages on which something can be done with this row."""
        yield from ()

    def _acts_column(self, request: HttpRequest) -> Callable[[Any], SafeString]:
        allowed = self.get_actions(request)
        acts = [(name, fits, act[2]) for name, fits in self.row_actions.items() if (act := allowed.get(name))]

        @admin.display(description=_("what to do"), empty_value="")
        def column(record: Any) -> SafeString:
            buttons = ((ACT, name, record.pk, str(words).rstrip("… ")) for name, fits, words in acts if fits(record))
            html = '<button class="btn btn-outline-secondary" name="{}" value="{}:{}">{}</button>'
            link = '<a class="btn btn-outline-secondary" href="{}">{}</a>'
            row = format_html_join(" ", html, buttons) + format_html_join(" ", link, self.row_links(request, record))
            return format_html('<span class="row-acts">{}</span>', row) if row else SafeString("")

        column.__name__ = "acts"
        return column

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list; a button on a row runs its action with only that row selected."""
        if request.method == "POST" and ACT in request.POST:
            self._choose_one(request)
        if request.method == "POST" and ("keep" in request.POST or "drop" in request.POST):
            return self._keep(request)
        page, user = self.opts.label_lower, cast(User, request.user)
        kept = kept_lists(user=user, page=page) if user.is_authenticated else []
        here = request.GET.urlencode()
        shown = [{"name": each.name, "url": f"?{each.query}", "is_current": each.query == here} for each in kept]
        context = {"kept_lists": shown, "may_keep": bool(here), **(extra_context or {})}
        return super().changelist_view(request, context)

    def _keep(self, request: HttpRequest) -> HttpResponse:
        """Save the current filters under a name, or delete a saved list; then show the same list again."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        page, user = self.opts.label_lower, cast(User, request.user)
        try:
            if "keep" in request.POST:
                keep_list(user=user, page=page, name=request.POST["keep"], query=request.GET.urlencode())
            else:
                drop_list(user=user, page=page, name=request.POST["drop"])
        except DomainError as error:
            messages.error(request, error.message)
        return HttpResponseRedirect(request.get_full_path())

    def _choose_one(self, request: HttpRequest) -> None:
        act, _colon, key = request.POST[ACT].partition(":")
        if act not in self.row_actions or not is_key(self.opts.pk, key):
            raise SuspiciousOperation("No such act.")
        sent = request.POST.copy()
        sent.setlist(helpers.ACTION_CHECKBOX_NAME, [key])
        sent["action"], sent["index"] = act, "0"
        sent.pop("select_across", None)
        if act in self.at_once:
            sent["sure"] = "1"
        request.POST = sent  # type: ignore[assignment]

    def response_action(self, request: HttpRequest, queryset: QuerySet[Any], *args: Any, **kwargs: Any) -> Any:
        """Run the chosen action, or first show a preview of what it would do to which records."""
        chosen = request.POST.getlist(helpers.ACTION_CHECKBOX_NAME)
        if not all(is_key(self.opts.pk, each) for each in chosen):
            raise SuspiciousOperation("A chosen row has no number.")
        response = super().response_action(request, queryset, *args, **kwargs)
        outcomes = getattr(request, "outcomes", None)
        if outcomes is None or not is_rehearsal(request):
            return response
        act = self.get_actions(request)[request.POST["action"]]
        context = self.admin_site.each_context(request) | {
            "title": str(act[2]).rstrip("… ") if act else "",
            "opts": self.opts,
            "outcomes": outcomes,
            "possible": [each for each in outcomes if not each.refusal],
            "action": request.POST["action"],
            "chosen": chosen,
            "across": request.POST.get("select_across", "0"),
            "checkbox_name": helpers.ACTION_CHECKBOX_NAME,
            "back": request.get_full_path(),
        }
        return TemplateResponse(request, "admin/rehearsal.html", context)


def _worded_filter(listed: Any) -> Any:
    """A list's filter for empty columns, in words."""
    if isinstance(listed, tuple | list) and listed[1] is admin.EmptyFieldListFilter:
        return listed[0], either(_("not yet"), _("done"))
    return listed
