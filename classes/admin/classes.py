"""Classes in the admin: planned first, with every skip and clash, then written by the services."""

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from classes import services
from classes.forms import NewClassForm
from classes.models import ClassSession, Enrolment, InterestClass
from community.admin_tools import LookOnly, apply_to_each
from community.errors import DomainError
from community.models import User


class SessionInline(LookOnly, admin.TabularInline):
    extra = 0
    model = ClassSession
    fields = ["starts_at", "ends_at", "cancelled_at", "reason"]


class EnrolmentInline(LookOnly, admin.TabularInline):
    extra = 0
    model = Enrolment
    fields = ["user", "state", "created_at"]
    readonly_fields = ["created_at"]


@admin.register(InterestClass)
class InterestClassAdmin(SimpleHistoryAdmin):
    list_display = ["name", "kind", "room", "weekday", "starts", "seats", "state"]
    list_filter = ["kind", "state", "weekday", "room"]
    list_select_related = ["room"]
    search_fields = ["name", "name_en", "teacher_name"]
    date_hierarchy = "first_day"
    inlines = [SessionInline, EnrolmentInline]
    actions = ["call_off"]
    # What the sessions and seats rest on is changed by services alone.
    readonly_fields = ["room", "weekday", "starts", "ends", "first_day", "last_day", "capacity", "state", "created_by"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[InterestClass]:
        return super().get_queryset(request).with_seats()  # type: ignore[attr-defined,no-any-return]

    @admin.display(description=_("seats"))
    def seats(self, each: InterestClass) -> str:
        waiting = f" +{each.waiting}" if each.waiting else ""  # type: ignore[attr-defined]
        return f"{each.enrolled}/{each.capacity}{waiting}"  # type: ignore[attr-defined]

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """First the plan with every skip and every booking in the way, then the class."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = NewClassForm(request.POST or None)
        plan: list[services.PlannedSession] = []
        status = 422 if form.is_bound else 200
        if form.is_valid():
            new = form.instance
            try:
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
                status = 200
            except DomainError as error:
                form.add_error(None, error.message)
                status = 409
            plan = self._plan(form)
        context = self.admin_site.each_context(request) | {
            "title": _("New class"),
            "opts": self.opts,
            "form": form,
            "plan": plan,
            "displaces": any(session.displaced for session in plan),
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/classes/new.html", context, status=status)

    @staticmethod
    def _plan(form: NewClassForm) -> list[services.PlannedSession]:
        names = ("room", "weekday", "starts", "ends", "first_day", "last_day")
        try:
            return services.plan_sessions(**{name: form.cleaned_data[name] for name in names})
        except DomainError as error:
            form.add_error(None, error.message)
            return []

    @admin.action(description=_("Call off, with all sessions to come"), permissions=["change"])
    def call_off(self, request: HttpRequest, classes: QuerySet[InterestClass]) -> None:
        by, reason = cast(User, request.user), str(_("The class is called off."))
        apply_to_each(request, classes, lambda each: services.call_off(interest_class=each, by=by, reason=reason))


@admin.register(ClassSession)
class ClassSessionAdmin(LookOnly, admin.ModelAdmin):
    """Single sessions; cancelling frees the room and tells everyone."""

    list_display = ["interest_class", "starts_at", "ends_at", "room", "cancelled_at"]
    list_filter = ["interest_class", ("cancelled_at", admin.EmptyFieldListFilter)]
    list_select_related = ["interest_class", "reservation__room"]
    date_hierarchy = "starts_at"
    show_full_result_count = False
    actions = ["cancel"]

    @admin.display(description=_("room"))
    def room(self, session: ClassSession) -> str:
        return str(session.reservation.room)

    def has_cancel_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("classes.change_interestclass")

    @admin.action(description=_("Cancel, and tell everyone"), permissions=["cancel"])
    def cancel(self, request: HttpRequest, sessions: QuerySet[ClassSession]) -> None:
        by, reason = cast(User, request.user), str(_("The session is cancelled."))
        apply_to_each(request, sessions, lambda each: services.cancel_session(session=each, by=by, reason=reason))


@admin.register(Enrolment)
class EnrolmentAdmin(LookOnly, admin.ModelAdmin):
    """Seats and the queue; taking somebody out promotes the next in line."""

    list_display = ["interest_class", "user", "state", "created_at"]
    list_filter = ["state", "interest_class"]
    list_select_related = ["interest_class", "user"]
    search_fields = ["user__name", "user__name_key"]
    date_hierarchy = "created_at"
    show_full_result_count = False
    actions = ["withdraw"]

    def has_cancel_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("classes.change_enrolment")

    @admin.action(description=_("Take out of the class"), permissions=["cancel"])
    def withdraw(self, request: HttpRequest, enrolments: QuerySet[Enrolment]) -> None:
        by = cast(User, request.user)
        apply_to_each(
            request,
            enrolments.select_related("interest_class", "user"),
            lambda each: services.withdraw(enrolment=each, by=by),
        )
