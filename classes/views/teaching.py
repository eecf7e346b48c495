"""The teacher's pages: today's list on a phone, hours, notes, and attendance."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from classes import selectors, services
from classes.models import Attendance, ClassSession, Enrolment, InterestClass
from classes.rules.teaching import teaches
from community.errors import DomainError
from community.http import UserRequest, after, answer


@login_required
@require_safe
def teaching(request: UserRequest) -> HttpResponse:
    """The sessions that the reader teaches: today's, the next, and the latest."""
    ahead, over = selectors.sessions_taught(request.user)
    return render(request, "classes/teaching/list.html", {"ahead": ahead, "over": over})


def _session_for(request: UserRequest, pk: int) -> ClassSession:
    found = ClassSession.objects.select_related("interest_class", "reservation__room")
    session = get_object_or_404(found, pk=pk)
    if not teaches(session.interest_class, request.user):
        raise PermissionDenied
    return session


@login_required
@never_cache
@require_safe
def session(request: UserRequest, pk: int) -> HttpResponse:
    """The list of one session, with buttons to mark attendance."""
    return _show(request, _session_for(request, pk))


def _show(request: UserRequest, shown: ClassSession, error: DomainError | None = None) -> HttpResponse:
    context = {"session": shown, "sheet": selectors.sheet_of(shown), "error": error}
    return answer(request, "classes/teaching/session.html", context, error=error)


@login_required
@require_safe
def printed_sheet(request: UserRequest, pk: int) -> HttpResponse:
    """The list of one session on paper, to be signed."""
    shown = _session_for(request, pk)
    context = {"session": shown, "sheet": selectors.sheet_of(shown), "blank_lines": range(6)}
    return render(request, "classes/teaching/printed_sheet.html", context)


def _after(request: UserRequest, shown: ClassSession, change: Callable[[], object]) -> HttpResponse:
    return after(
        request, change, lambda error: _show(request, shown, error), to=reverse("class_session", args=[shown.pk])
    )


@login_required
@require_POST
def mark_member(request: UserRequest, pk: int, enrolment: int) -> HttpResponse:
    """Mark a member as present, late or absent; the same mark again removes it."""
    shown = _session_for(request, pk)
    member = get_object_or_404(Enrolment.objects.filter(interest_class=shown.interest_class_id), pk=enrolment)
    mark, by = request.POST.get("mark", ""), request.user
    return _after(request, shown, lambda: services.mark_member(session=shown, enrolment=member, mark=mark, by=by))


def _guest(shown: ClassSession, pk: int) -> Attendance:
    found = Attendance.objects.filter(session=shown, enrolment=None).select_related("session__interest_class")
    return get_object_or_404(found, pk=pk)


@login_required
@require_POST
def mark_guest(request: UserRequest, pk: int, guest: int) -> HttpResponse:
    """Mark a guest."""
    shown = _session_for(request, pk)
    row, mark = _guest(shown, guest), request.POST.get("mark", "")
    return _after(request, shown, lambda: services.mark_guest(guest=row, mark=mark, by=request.user))


@login_required
@require_POST
def add_walk_in(request: UserRequest, pk: int) -> HttpResponse:
    """Add a walk-in."""
    shown = _session_for(request, pk)
    name = request.POST.get("name", "")
    return _after(request, shown, lambda: services.add_walk_in(session=shown, name=name, by=request.user))


@login_required
@require_POST
def remove_walk_in(request: UserRequest, pk: int, guest: int) -> HttpResponse:
    """Remove a walk-in added by mistake."""
    shown = _session_for(request, pk)
    row = _guest(shown, guest)
    return _after(request, shown, lambda: services.remove_walk_in(guest=row, by=request.user))


@login_required
@require_POST
def confirm_hours(request: UserRequest, pk: int) -> HttpResponse:
    """Confirm the practice hours of those who came, or withdraw that."""
    shown = _session_for(request, pk)
    if "undo" in request.POST:
        return _after(request, shown, lambda: services.unconfirm_hours(session=shown, by=request.user))

    def confirm() -> None:
        count = services.confirm_hours(session=shown, by=request.user)
        words = ngettext("Hours confirmed for %(count)d pupil.", "Hours confirmed for %(count)d pupils.", count)
        messages.success(request, words % {"count": count})

    return _after(request, shown, confirm)


@login_required
@require_safe
def attendance(request: UserRequest, pk: int) -> HttpResponse:
    """Attendance over all sessions of a class."""
    shown = get_object_or_404(InterestClass, pk=pk)
    if not teaches(shown, request.user):
        raise PermissionDenied
    context = {"shown": shown, "history": selectors.attendance_of(shown), "nothing": _("Nothing yet.")}
    return render(request, "classes/teaching/attendance.html", context)
