"""Single sessions in the admin: add, move or cancel, each on a page that shows what is in the way."""

from collections.abc import Iterator
from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from classes import selectors, services
from classes.admin.forms import CancelForm, NewSessionForm, SessionForm
from classes.models import Attendance, ClassSession
from community.admin_base import PortalAdmin
from community.admin_filters import FromTodayFilter, PastDayFilter, either
from community.admin_tools import LookOnly, ask_reason
from community.errors import Conflict, DomainError
from community.http import Attempt, safe_next
from community.models import User
from community.ranges import Span
from community.templatetags.portal import state_badge
from rooms.models import Room
from rooms.rules.hours import opening_spans


class DayOffFilter(admin.SimpleListFilter):
    """Upcoming sessions on days that have become holidays since they were planned."""

    title = _("day")
    parameter_name = "day"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("off", _("on a holiday"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[ClassSession]) -> QuerySet[ClassSession]:
        if self.value() != "off":
            return queryset
        return queryset.filter(pk__in=[session.pk for session in selectors.sessions_on_days_off()])


@admin.register(ClassSession)
class ClassSessionAdmin(LookOnly, PortalAdmin):
    """Single sessions; cancelling one frees the room and notifies everyone."""

    change_form_template = "admin/classes/session.html"
    list_display = ["starts_at", "ends_at", "interest_class", "room", "takes_place"]
    day_filter = FromTodayFilter
    ordering = ["starts_at", "pk"]
    list_filter = [
        DayOffFilter,
        "interest_class",
        ("cancelled_at", either(_("takes place"), _("cancelled"), _("state"))),
    ]
    list_select_related = ["interest_class", "reservation__room"]
    date_hierarchy = "starts_at"
    show_full_result_count = False
    actions = ["cancel_many"]
    fields = ["interest_class", ("starts_at", "ends_at"), "room", ("cancelled_at", "reason")]
    readonly_fields = ["room"]

    @admin.display(description=_("state"), ordering="cancelled_at")
    def takes_place(self, session: ClassSession) -> SafeString:
        if session.cancelled_at:
            return state_badge("cancelled", str(_("Cancelled")))
        return state_badge("confirmed", str(_("Takes place")))

    def row_links(self, request: HttpRequest, record: ClassSession) -> Iterator[tuple[str, Any]]:
        if record.cancelled_at is None and record.ends_at > timezone.now() and self.has_cancel_permission(request):
            yield reverse("admin:classes_session_move", args=[record.pk]), _("Move")
            yield reverse("admin:classes_session_cancel", args=[record.pk]), _("Cancel the session")

    @admin.display(description=_("room"))
    def room(self, session: ClassSession) -> str:
        return str(session.reservation.room)

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("classes.view_classsession")

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return self.has_cancel_permission(request)

    def has_cancel_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("classes.change_interestclass")

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/move/", wrap(self.move), name="classes_session_move"),
            path("<int:pk>/cancel/", wrap(self.cancel), name="classes_session_cancel"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        extra = {"may_change": self.has_cancel_permission(request)} | (extra_context or {})
        return super().change_view(request, object_id, form_url, extra)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Add a session to a class."""
        self._require_permission(request)
        form = NewSessionForm(request.POST or None, initial={"interest_class": request.GET.get("interest_class")})
        tried, clashes = Attempt(), []
        if form.is_valid():
            each, span = form.cleaned_data["interest_class"], form.span
            room = form.cleaned_data["room"] or each.room
            with tried:
                session = services.add_session(interest_class=each, span=span, by=cast(User, request.user), room=room)
                self._warn_if_shut(request, room, span)
                messages.success(request, _("The session was added; its room is held."))
                return redirect("admin:classes_classsession_change", session.pk)
            clashes = selectors.clashes(room, span) if tried.error and tried.error.code == "taken" else []
        return self._page(request, form, title=_("Additional session"), error=tried.error, clashes=clashes)

    def move(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Move a session to another time, another room, or both."""
        self._require_permission(request)
        session = self._session(pk)
        form = SessionForm(request.POST or None, initial=SessionForm.initial_of(session))
        tried, clashes = Attempt(), []
        if form.is_valid():
            span, room = form.span, form.cleaned_data["room"]
            with tried:
                services.move_session(session=session, span=span, by=cast(User, request.user), room=room)
                self._warn_if_shut(request, room, span)
                messages.success(request, _("The session was moved, and everyone enrolled has been notified."))
                return redirect(safe_next(request, self._before(session)))
            if tried.error and tried.error.code == "taken":
                clashes = selectors.clashes(room, span, besides=session)
        title = _("Move the session")
        return self._page(request, form, title=title, error=tried.error, clashes=clashes, session=session)

    def cancel(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Cancel one session with a reason, and optionally add a make-up session."""
        self._require_permission(request)
        session = self._session(pk)
        form = CancelForm(request.POST or None, times=selectors.make_up_times(session))
        tried = Attempt()
        if form.is_valid():
            with tried:
                services.cancel_session(
                    session=session,
                    by=cast(User, request.user),
                    reason=form.cleaned_data["reason"],
                    make_up=form.make_up_time,
                )
                messages.success(request, _("The session was cancelled, and everyone enrolled has been notified."))
                return redirect(safe_next(request, "admin:classes_classsession_changelist"))
        return self._page(request, form, title=_("Cancel the session"), error=tried.error, session=session)

    @admin.action(description=_("Cancel, and notify everyone …"), permissions=["cancel"])
    def cancel_many(self, request: HttpRequest, sessions: QuerySet[ClassSession]) -> HttpResponse | None:
        """Cancel many sessions, such as all on a day of snow; without make-up sessions."""
        return ask_reason(
            self,
            request,
            sessions.select_related("interest_class"),
            question=_("Cancel these sessions?"),
            change=lambda session, reason, by: services.cancel_session(session=session, by=by, reason=reason),
        )

    def _require_permission(self, request: HttpRequest) -> None:
        if not self.has_cancel_permission(request):
            raise PermissionDenied

    @staticmethod
    def _session(pk: int) -> ClassSession:
        return get_object_or_404(ClassSession.objects.select_related("interest_class", "reservation__room"), pk=pk)

    @staticmethod
    def _before(session: ClassSession | None) -> str:
        """The page from which a form is usually opened."""
        if session is None:
            return reverse("admin:classes_classsession_changelist")
        return reverse("admin:classes_classsession_change", args=[session.pk])

    @staticmethod
    def _warn_if_shut(request: HttpRequest, room: Room, span: Span) -> None:
        if not any(open_.contains(span) for open_ in opening_spans([room], span)[room.pk]):
            messages.warning(request, _("Please note: the room is usually not open then."))

    def _page(
        self,
        request: HttpRequest,
        form: Form,
        *,
        title: Any,
        error: DomainError | None,
        clashes: list[selectors.Clash] | None = None,
        session: ClassSession | None = None,
    ) -> HttpResponse:
        if error is not None:
            form.add_error(None, error.message)
        elif form.has_error("make_up", "invalid_choice"):
            error = Conflict("taken", str(_("This time is already taken.")))  # it was free when it was offered
        more = {"session": session, "clashes": clashes or [], "back": safe_next(request, self._before(session))}
        return self.own_page(request, "admin/classes/session_form.html", title, form=form, error=error, **more)


@admin.register(Attendance)
class AttendanceAdmin(LookOnly, PortalAdmin):
    """Attendance, read-only; the teacher marks it."""

    list_display = ["session", "person", "mark", "minutes", "confirmed_at"]
    list_filter = [
        "mark",
        ("confirmed_at", either(_("not confirmed"), pgettext_lazy("state", "confirmed"))),
        "session__interest_class",
    ]
    list_select_related = [
        "session__interest_class",
        "enrolment__user",
        "enrolment__child",
        "enrolment__resident",
        "user",
        "child",
    ]
    date_hierarchy = "session__starts_at"
    day_filter = PastDayFilter
    ordering = ["-session__starts_at", "pk"]
    show_full_result_count = False
    fields = ["session", "person", "mark", "minutes", "confirmed_at", "marked_by", "marked_at"]

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("classes.view_attendance")

    @admin.display(description=_("who"))
    def person(self, attendance: Attendance) -> str:
        return attendance.person
