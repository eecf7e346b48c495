"""Shifts and promises in the admin: add, move, call off with a reason, ask in bulk, confirm hours."""

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.admin_base import PortalAdmin, PortalInline
from community.admin_filters import FromTodayFilter, either
from community.admin_tools import LookOnly, apply_to_each, ask_reason
from community.http import Attempt
from community.models import User
from volunteers import selectors, services
from volunteers.admin.forms import NewShiftForm, ShiftForm
from volunteers.enums import PromiseState
from volunteers.models import Assignment, Presence, Shift


class PeopleFilter(admin.SimpleListFilter):
    """Filter shifts by whether they have enough people."""

    title = _("people")
    parameter_name = "people"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("short", _("below the minimum")),
            ("open", _("with a free place")),
            ("misplaced", _("on a new holiday")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Shift]) -> QuerySet[Shift]:
        ahead = queryset.filter(ends_at__gt=timezone.now(), state=Shift.State.OPEN)
        if self.value() == "short":
            return ahead.filter(Q(taken__lt=F("minimum")))
        if self.value() == "open":
            return ahead.filter(Q(taken__lt=F("places")))
        if self.value() == "misplaced":
            return ahead.filter(pk__in=[each.pk for each in selectors.misplaced_shifts()])
        return queryset


class AssignmentInline(LookOnly, PortalInline):
    model = Assignment
    fk_name = "shift"
    fields = ["volunteer", "state", "noted_by", "exception", "created_at"]
    readonly_fields = ["created_at"]


FORM = "admin/volunteers/shift_form.html"


@admin.register(Shift)
class ShiftAdmin(LookOnly, PortalAdmin):
    change_form_template = "admin/volunteers/shift.html"
    list_display = ["starts_at", "ends_at", "post", "team", "people", "state"]
    list_filter = [PeopleFilter, "post", "team", "state"]
    list_select_related = ["post", "team"]
    date_hierarchy = "starts_at"
    show_full_result_count = False
    actions = ["ask_team", "call_off"]
    day_filter = FromTodayFilter
    row_actions = {
        "ask_team": lambda shift: shift.state == Shift.State.OPEN and shift.taken < shift.places,
        "call_off": lambda shift: shift.state == Shift.State.OPEN,
    }
    inlines = [AssignmentInline]
    fields = ["post", ("starts_at", "ends_at"), "team", ("minimum", "places"), "weight", ("state", "reason"), "pattern"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Shift]:
        return super().get_queryset(request).with_taken()  # type: ignore[attr-defined]

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("volunteers.view_shift")

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return self.has_run_permission(request)

    def has_run_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("volunteers.run_duty")

    @admin.display(description=_("people"), ordering="taken")
    def people(self, shift: Shift) -> str:
        return f"{shift.taken}/{shift.minimum}–{shift.places}"

    def get_urls(self) -> list[URLPattern]:
        return [
            path("<int:pk>/move/", self.admin_site.admin_view(self.move), name="volunteers_shift_move"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        extra = {"may_change": self.has_run_permission(request)} | (extra_context or {})
        return super().change_view(request, object_id, form_url, extra)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Add a shift, independent of patterns."""
        if not self.has_run_permission(request):
            raise PermissionDenied
        form = NewShiftForm(request.POST or None, initial={"minimum": 1, "places": 2})
        tried = Attempt(form)
        if form.is_valid():
            typed = {name: form.cleaned_data[name] for name in ("post", "team", "minimum", "places")}
            with tried:
                shift = services.add_shift(span=form.span, by=cast(User, request.user), **typed)
                messages.success(request, _("The shift was added."))
                return redirect("admin:volunteers_shift_change", shift.pk)
        return self.own_page(request, FORM, _("Additional shift"), form=form, error=tried.error)

    def move(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Move a shift in time; its promises move along, or the people in the way are named."""
        if not self.has_run_permission(request):
            raise PermissionDenied
        shift = get_object_or_404(Shift.objects.select_related("post"), pk=pk)
        start, end = timezone.localtime(shift.starts_at), timezone.localtime(shift.ends_at)
        form = ShiftForm(request.POST or None, initial=ShiftForm.initial_of(start, end))
        tried = Attempt(form)
        if form.is_valid():
            with tried:
                services.move_shift(shift=shift, span=form.span, by=cast(User, request.user))
                messages.success(request, _("The shift was moved; those on it have been told."))
                return redirect("admin:volunteers_shift_change", pk)
        return self.own_page(request, FORM, _("Move the shift"), form=form, error=tried.error, shift=shift)

    @admin.action(description=_("Ask their teams"), permissions=["run"])
    def ask_team(self, request: HttpRequest, shifts: QuerySet[Shift]) -> None:
        def ask(shift: Shift, by: User) -> None:
            people = [each.volunteer for each in selectors.suggestions(shift, everybody=shift.team is None)]
            services.ask(shift=shift, volunteers=people, by=by)

        apply_to_each(request, shifts.select_related("post", "team__leader"), ask)

    @admin.action(description=_("Call off …"), permissions=["run"])
    def call_off(self, request: HttpRequest, shifts: QuerySet[Shift]) -> HttpResponse | None:
        return ask_reason(
            self,
            request,
            shifts,
            question=_("Call these shifts off?"),
            change=lambda each, reason, by: services.call_off(shift=each, by=by, reason=reason),
        )


class PresenceInline(LookOnly, PortalInline):
    model = Presence
    fields = ["source", "by", "at"]
    readonly_fields = ["source", "by", "at"]


@admin.register(Assignment)
class AssignmentAdmin(LookOnly, PortalAdmin):
    """Promises by state; released and confirmed in bulk."""

    list_display = ["shift", "volunteer", "state", "noted_by", "counted"]
    list_filter = [
        "state",
        "shift__post",
        ("hours", either(_("not counted yet"), pgettext_lazy("hours", "counted"), _("hours"))),
    ]
    list_select_related = ["shift__post", "shift__team__leader", "volunteer__user", "volunteer__resident", "noted_by"]
    search_fields = ["volunteer__name", "volunteer__name_key"]
    date_hierarchy = "shift__starts_at"
    ordering = ["-shift__starts_at", "pk"]
    show_full_result_count = False
    actions = ["confirm", "let_go"]
    row_actions = {
        "confirm": lambda promise: promise.state == PromiseState.DONE and not promise.hours.all(),
        "let_go": lambda promise: promise.state == PromiseState.PROMISED,
    }
    inlines = [PresenceInline]
    fields = ["shift", "volunteer", "state", "noted_by", "exception", "answer_by", "wants_cover_since"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Assignment]:
        return super().get_queryset(request).prefetch_related("hours")

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("volunteers.view_assignment")

    def has_run_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("volunteers.run_duty")

    @admin.display(description=_("minutes counted"))
    def counted(self, promise: Assignment) -> int | None:
        rows = list(promise.hours.all())
        return sum(each.minutes for each in rows) if rows else None

    @admin.action(description=_("Confirm the hours"), permissions=["run"])
    def confirm(self, request: HttpRequest, promises: QuerySet[Assignment]) -> None:
        apply_to_each(request, promises, lambda each, by: services.confirm_hours(promise=each, by=by))

    @admin.action(description=_("Release …"), permissions=["run"])
    def let_go(self, request: HttpRequest, promises: QuerySet[Assignment]) -> HttpResponse | None:
        return ask_reason(
            self,
            request,
            promises,
            question=_("Release these people from their promise?"),
            change=lambda each, reason, by: services.let_go(promise=each, by=by, reason=reason),
        )
