"""Open shifts, joining, and the reader's own duty."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.display import display_of
from community.errors import DomainError
from community.http import Attempt, UserRequest, after, answer, whole_number
from community.page_parts import keep
from community.shared_pages import seen_by_everybody
from volunteers import selectors, services
from volunteers.forms import AwayForm, WishesForm
from volunteers.models import Absence, Volunteer
from volunteers.selectors.shifts import MOST_OPEN
from volunteers.views.lookups import require_volunteer

MOST_LARGE = 8  # open shifts in large text, where twenty would be four screens


def _own_of_duty(request: HttpRequest, kept: Mapping[str, Any]) -> dict[str, object]:
    """The open shifts that the reader may take."""
    now = timezone.now()
    volunteer = selectors.volunteer_of(request.user)
    waiting = kept["waiting"]
    shifts = selectors.open_shifts(volunteer, now, waiting) if volunteer else selectors.open_to_all(now, waiting)
    # Residents hold no permissions, so those of residents need not be queried.
    plans = request.user.is_staff and request.user.has_perm("volunteers.run_duty")
    is_volunteer = volunteer is not None
    most = MOST_LARGE if display_of(request).elder else MOST_OPEN
    return {
        "is_volunteer": is_volunteer,
        "shifts": shifts[:most],
        "plans": plans,
        "is_cut": len(shifts) >= most,
        "needs_birth_date": volunteer is not None and volunteer.lacks_birth_date,
        "others_wait": bool(waiting),
    }


@require_safe
@seen_by_everybody(own=_own_of_duty)
def duty(request: HttpRequest) -> HttpResponse:
    """Open shifts that the reader may take, those that need people most first."""
    # Read once for all readers; the reader's own part reads it again from the cache.
    keep(request, waiting=selectors.waiting_for_people(timezone.now()))
    return render(request, "duty/open.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: UserRequest) -> HttpResponse:
    """The rules, and the button to accept them."""
    if selectors.volunteer_of(request.user) is not None:
        return redirect("my_duty")
    tried = Attempt()
    if request.method == "POST":
        version = whole_number(request.POST.get("version", ""))
        with tried:
            services.join(user=request.user, by=request.user, rules_version=version)
            messages.success(request, _("Welcome! Choose a shift that suits you."))
            return redirect("duty")
    return answer(
        request, "duty/join.html", {"rules": services.current_rules(), "error": tried.error}, error=tried.error
    )


@login_required
@require_safe
def my_duty(request: UserRequest) -> HttpResponse:
    """The reader's shifts, hours, wishes, days away."""
    volunteer = selectors.with_minutes_of(request.user)
    if volunteer is None:
        return redirect("duty_join")
    # With the login check, which comes before anything is rendered for an anonymous reader.
    request.user.as_volunteer = volunteer  # type: ignore[attr-defined]
    return _mine(request)


def _own_of_mine(request: HttpRequest, kept: Mapping[str, Any]) -> dict[str, object]:
    """Everything that the page shows about the volunteer; empty while the shared part is rendered."""
    volunteer: Volunteer | None = getattr(request.user, "as_volunteer", None)
    return {} if volunteer is None else _words_of(volunteer)


@seen_by_everybody(own=_own_of_mine)
def _mine(request: HttpRequest) -> HttpResponse:
    return render(request, "duty/mine.html", {"away": AwayForm()})


def _words_of(volunteer: Volunteer) -> dict[str, object]:
    return {
        "volunteer": volunteer,
        "mine": selectors.duty_of(volunteer, timezone.now()),
        "minutes": volunteer.minutes,  # type: ignore[attr-defined]
        "absences": selectors.days_away(volunteer),
    }


def _show_mine(request: UserRequest, error: DomainError | None = None, away: AwayForm | None = None) -> HttpResponse:
    """Render the page again with a refusal."""
    volunteer = selectors.with_minutes_of(request.user)
    if volunteer is None:
        return redirect("duty_join")
    context = {**_words_of(volunteer), "away": away or AwayForm(), "error": error}
    return answer(request, "duty/mine.html", context, error=error, form=away)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: UserRequest) -> HttpResponse:
    """How the reader wants to do duty; a separate page, because its form is long."""
    volunteer = require_volunteer(request)
    if request.method != "POST":
        return answer(request, "duty/wishes.html", {"form": WishesForm(initial=WishesForm.initial_of(volunteer))})
    form = WishesForm(request.POST)
    if not form.is_valid():
        return answer(request, "duty/wishes.html", {"form": form}, form=form)
    return after(
        request,
        lambda: services.save_volunteer(volunteer=form.write_to(volunteer), by=request.user),
        lambda error: answer(request, "duty/wishes.html", {"form": form, "error": error}, error=error),
        done=_("Noted."),
        to="my_duty",
    )


@login_required
@require_POST
def note_absence(request: UserRequest) -> HttpResponse:
    """Record days on which the reader is away."""
    volunteer = require_volunteer(request)
    form = AwayForm(request.POST)
    if not form.is_valid():
        return _show_mine(request, away=form)
    return after(
        request,
        lambda: services.note_absence(volunteer=volunteer, by=request.user, **form.cleaned_data),
        lambda error: _show_mine(request, error, away=form),
        done=_("Noted."),
        to="my_duty",
    )


@login_required
@require_POST
def remove_absence(request: UserRequest, pk: int) -> HttpResponse:
    """Delete days away."""
    absence = get_object_or_404(Absence.objects.select_related("volunteer"), pk=pk, volunteer__user=request.user)
    services.remove_absence(absence=absence, by=request.user)
    messages.success(request, _("Noted."))
    return redirect("my_duty")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: UserRequest) -> HttpResponse:
    """Stop doing duty, after a confirmation, because every promise is given back."""
    volunteer = require_volunteer(request)
    if request.method != "POST":
        ahead = selectors.duty_of(volunteer, timezone.now()).ahead
        return answer(request, "duty/leave.html", {"ahead": ahead})
    return after(
        request,
        lambda: services.leave(volunteer=volunteer, by=request.user),
        lambda error: answer(request, "duty/leave.html", {"ahead": [], "error": error}, error=error),
        done=_("You are off the list. Thank you for everything!"),
        to="duty",
    )
