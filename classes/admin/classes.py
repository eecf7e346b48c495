"""Classes in the admin: the plan with every skip and clash is shown before the services write it."""

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from classes import services
from classes.forms import NewClassForm
from classes.models import ClassSession, Enrolment, InterestClass
from classes.rules.plans import PlannedSession, plan_sessions
from classes.rules.seats import with_seats
from classes.spreadsheets import class_workbook
from community.admin_base import PortalHistoryAdmin, PortalInline
from community.admin_forms import english_folded
from community.admin_lookups import AllowedAutocomplete
from community.admin_tools import LookOnly, ask_reason
from community.errors import DomainError
from community.http import Attempt
from community.models import User
from community.spreadsheets import download


class SessionInline(LookOnly, PortalInline):
    model = ClassSession
    fields = ["starts_at", "ends_at", "cancelled_at", "reason"]
    show_change_link = True  # to move or cancel sessions


class EnrolmentInline(LookOnly, PortalInline):
    model = Enrolment
    fields = ["user", "state", "created_at"]
    readonly_fields = ["created_at"]


@admin.register(InterestClass)
class InterestClassAdmin(PortalHistoryAdmin):
    change_form_template = "admin/classes/class.html"
    list_display = ["name", "kind", "room", "weekday", "starts", "ends", "seats", "state"]
    list_filter = ["kind", "state", "weekday", "room"]
    list_select_related = ["room"]
    search_fields = ["name", "name_en", "teacher_name"]
    date_hierarchy = "first_day"
    inlines = [SessionInline, EnrolmentInline]
    actions = ["call_off"]
    autocomplete_fields = ["teacher"]
    # Fields on which sessions and seats depend are only changed by services.
    readonly_fields = ["room", "weekday", "starts", "ends", "first_day", "last_day", "capacity", "state", "created_by"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[InterestClass]:
        return with_seats(super().get_queryset(request))

    @admin.display(description=_("seats"))
    def seats(self, each: InterestClass) -> str:
        waiting = f" +{each.waiting}" if each.waiting else ""
        return f"{each.enrolled}/{each.capacity}{waiting}"

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Show the plan with every skip and every booking in the way, then create the class."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = NewClassForm(request.POST or None)
        teacher = cast(ModelChoiceField, form.fields["teacher"])
        teacher.widget = AllowedAutocomplete(InterestClass._meta.get_field("teacher"), self.admin_site)
        teacher.widget.choices = teacher.choices
        plan: list[PlannedSession] = []
        tried = Attempt(form)
        if form.is_valid():
            new = form.instance
            with tried:
                if "create" in request.POST:
                    by = cast(User, request.user)
                    services.create_class(
                        new=new,
                        by=by,
                        displace="displace" in request.POST,
                        draw_closes_at=form.cleaned_data["draw_closes_at"],
                    )
                    messages.success(request, _("The class is open; its sessions hold the room."))
                    return redirect("admin:classes_interestclass_change", new.pk)
            plan = self._plan(form)
        more = {
            "fieldsets": AdminForm(form, english_folded([(None, {"fields": list(form.fields)})], form.fields), {}),
            "plan": plan,
            "displaces": any(session.displaced for session in plan),
        }
        return self.own_page(request, "admin/classes/new.html", _("New class"), form=form, error=tried.error, **more)

    def save_model(self, request: HttpRequest, obj: InterestClass, form: Any, change: bool) -> None:
        services.save_class(interest_class=obj, by=cast(User, request.user))

    @staticmethod
    def _plan(form: NewClassForm) -> list[PlannedSession]:
        names = ("room", "weekday", "starts", "ends", "first_day", "last_day")
        try:
            return plan_sessions(**{name: form.cleaned_data[name] for name in names})
        except DomainError as error:
            form.add_error(None, error.message)
            return []

    @admin.action(description=_("Call off, with all upcoming sessions …"), permissions=["change"])
    def call_off(self, request: HttpRequest, classes: QuerySet[InterestClass]) -> HttpResponse | None:
        return ask_reason(
            self,
            request,
            classes,
            question=_("Call these classes off?"),
            change=lambda each, reason, by: services.call_off(interest_class=each, by=by, reason=reason),
        )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_safe(self.workbook))
        return [path("<int:pk>/workbook/", view, name="classes_workbook"), *super().get_urls()]

    def workbook(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Members and attendance as a workbook; each download is recorded."""
        if not request.user.has_perm("classes.view_enrolment"):
            raise PermissionDenied
        each = get_object_or_404(InterestClass, pk=pk)
        shows_names = request.user.has_perm("classes.change_enrolment")
        content = class_workbook(each, shows_names=shows_names)
        words = _("Exported with names.") if shows_names else _("Exported, names masked.")
        self.log_change(request, each, str(words))
        return download(content, f"class-{each.pk}.xlsx")
