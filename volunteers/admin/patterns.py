"""Patterns in the admin: created, changed from a date on and ended, each with a preview."""

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from community.admin_base import CountedRows, PortalHistoryAdmin, PortalInline
from community.admin_tools import LookOnly
from community.admin_words import weekdays_in_words
from community.http import Attempt
from community.models import User
from community.ranges import today
from volunteers import services
from volunteers.admin.forms import ChangePatternForm, PatternForm
from volunteers.models import RosterPattern, Shift
from volunteers.rules.plans import horizon, plan

MOST_NEXT = 14  # a daily pattern has ninety ahead, which are more than anybody reads on its page


class NextShifts(CountedRows):
    """The first of a pattern's upcoming shifts."""

    def get_queryset(self) -> Any:
        return super().get_queryset()[:MOST_NEXT]


class NextShiftInline(LookOnly, PortalInline):
    """The next shifts of a pattern, with the people on them."""

    model = Shift
    formset = NextShifts
    verbose_name_plural = _("next shifts")
    fields = ["starts_at", "ends_at", "team", "people", "state"]
    readonly_fields = ["people"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> Any:
        ahead = super().get_queryset(request).filter(ends_at__gt=timezone.now())
        return ahead.with_taken().select_related("team")  # type: ignore[attr-defined]

    @admin.display(description=_("people"))
    def people(self, shift: Shift) -> str:
        taken = shift.taken
        warning = " ⚠" if taken < shift.minimum else ""
        return f"{taken}/{shift.minimum}–{shift.places}{warning}"


FORM = "admin/volunteers/pattern_form.html"


@admin.register(RosterPattern)
class RosterPatternAdmin(PortalHistoryAdmin):
    list_display = ["post", "days", "starts", "ends", "every", "first_day", "last_day", "on_holiday"]
    list_filter = ["post", "on_holiday"]
    list_select_related = ["post"]
    date_hierarchy = "first_day"
    inlines = [NextShiftInline]
    change_form_template = "admin/volunteers/pattern.html"
    readonly_fields = (
        "post",
        "days",
        "starts",
        "ends",
        "every",
        "first_day",
        "last_day",
        "minimum",
        "places",
        "weight",
        "festival_weight",
        "on_holiday",
    )
    fields = readonly_fields

    @admin.display(description=_("weekdays"))
    def days(self, pattern: RosterPattern) -> str:
        return weekdays_in_words(pattern.weekdays)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("volunteers.run_duty")

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/from/", wrap(self.change_from), name="volunteers_pattern_from"),
            path("<int:pk>/end/", wrap(self.end), name="volunteers_pattern_end"),
            *super().get_urls(),
        ]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Show the plan with every day that is left out, then create the pattern."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = PatternForm(request.POST or None)
        tried, planned = Attempt(form), []
        if form.is_valid():
            teams = list(form.cleaned_data["teams"])
            with tried:
                if "save" in request.POST:
                    made = services.create_pattern(new=form.instance, teams=teams, by=cast(User, request.user))
                    messages.success(request, _("The pattern was created, with its shifts."))
                    return redirect("admin:volunteers_rosterpattern_change", made.pk)
                planned = plan(form.instance, max(today(), form.instance.first_day), horizon(today()), teams)
        return self.own_page(request, FORM, _("New pattern"), form=form, error=tried.error, planned=planned)

    def change_from(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Change a pattern from a date on, after a preview of which shifts stay, move or go, and who is affected."""
        old = self._pattern(request, pk)
        form = ChangePatternForm(request.POST or None, old=old)
        tried, change = Attempt(form), None
        if form.is_valid():
            words = {
                "old": old,
                "new": form.instance,
                "from_day": form.cleaned_data["first_day"],
                "teams": list(form.cleaned_data["teams"]),
            }
            with tried:
                if "save" in request.POST:
                    services.change_from(**words, by=cast(User, request.user))
                    messages.success(request, _("The pattern was changed; those affected have been told."))
                    return redirect("admin:volunteers_rosterpattern_change", form.instance.pk)
                change = services.preview(**words)
        title = _("Change from a day on")
        return self.own_page(request, FORM, title, form=form, error=tried.error, change=change, old=old)

    def end(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End a pattern today; its later shifts are called off."""
        old = self._pattern(request, pk)
        if request.method == "POST":
            gone = services.end_pattern(pattern=old, last_day=today(), by=cast(User, request.user))
            words = ngettext(
                "The pattern has ended; %(count)d shift was called off.",
                "The pattern has ended; %(count)d shifts were called off.",
                len(gone),
            )
            messages.success(request, words % {"count": len(gone)})
            return redirect("admin:volunteers_rosterpattern_changelist")
        return self.own_page(request, "admin/volunteers/end_pattern.html", _("End this pattern?"), old=old)

    def _pattern(self, request: HttpRequest, pk: int) -> RosterPattern:
        if not self.has_add_permission(request):
            raise PermissionDenied
        return get_object_or_404(RosterPattern.objects.select_related("post"), pk=pk)
