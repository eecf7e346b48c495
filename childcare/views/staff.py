"""The children's room for staff: sessions, weather, alarms, passes, and decisions by two people."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from childcare import selectors, services
from childcare.enums import Weather
from childcare.forms import OverrideForm, SettleForm, SingleForm
from childcare.models import Alarm, CareSession, DayPass, DropIn, OfflineHandOver, PickUp
from childcare.views.access import new_key, runs_childcare
from community.http import Attempt, UserRequest, answer, back, back_with, whole_number
from community.ranges import Span, at, month_of, next_month, today
from community.templatetags.dates import clock


@runs_childcare
@require_safe
def sessions(request: UserRequest) -> HttpResponse:
    """Alarms first; then running sessions, the week ahead, passes to unlock, notes to settle, and opening a session."""
    now = timezone.now()
    running = selectors.sessions_now(now)
    context = {
        "alarms": selectors.open_alarms(),
        "running": selectors.lines_of(running, now),
        "ahead": [each for each in selectors.week_ahead(now) if each.session not in running],
        "locked": DayPass.objects.filter(day=today(), locked_at__isnull=False, drop_ins__out_at=None)
        .select_related("family")
        .distinct(),
        "notes": selectors.offline_notes(),
        "incidents": selectors.incidents_lately(now=now),
        "weathers": Weather.choices,
    }
    return answer(request, "childcare/sessions.html", context)


@runs_childcare
@require_safe
def session(request: UserRequest, pk: int) -> HttpResponse:
    """One session: carers, children inside, families waiting, and handovers."""
    shown = get_object_or_404(CareSession.objects.select_related("room"), pk=pk)
    now = timezone.now()
    context = {
        "session": shown,
        "standing": selectors.standing_of(shown, now=now),
        "inside": selectors.inside(shown, now),
        "duties": selectors.duties_on(shown),
        "due": selectors.carers_due(shown),
        "waiting": selectors.waiting_in(shown),
        "breaches": selectors.breaches_of(shown),
        "incidents": selectors.incidents_lately(shown),
        "ticks": selectors.latest_ticks(shown),
        "handed": PickUp.objects.filter(drop_in__session=shown).select_related("drop_in__sheet", "carer__volunteer"),
        "has_begun": shown.starts_at <= now,
        "is_over": shown.ends_at <= now,
    }
    return answer(request, "childcare/session.html", context)


@runs_childcare
@require_http_methods(["GET", "HEAD", "POST"])
def open_single(request: UserRequest) -> HttpResponse:
    """Open a single session; the form is pre-filled for the next hours, so that one tap is enough."""
    form = SingleForm(request.POST or None, initial=_next_hours())
    tried = Attempt(form)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with tried:
            opened = services.open_session(
                room=data["room"],
                span=form.span,
                places=data["places"],
                by=request.user,
                kind=data["kind"],
                displace=data["displace"],
            )
            return back(request, _("Open."), to=opened.get_absolute_url())
    in_the_way = tried.error.details.get("bookings", []) if tried.error is not None else []
    return answer(
        request, "childcare/open.html", {"form": form, "in_the_way": in_the_way}, error=tried.error, form=form
    )


def _next_hours() -> dict[str, Any]:
    """Three hours from the next full hour in the children's room; in the evening, tomorrow's morning."""
    now = timezone.localtime(timezone=timezone.get_default_timezone())
    room = selectors.care_room()
    places = min(room.capacity, 10) if room is not None else 10
    if now.hour >= 19:
        day, first = now.date() + timedelta(days=1), 9
    else:
        day, first = now.date(), now.hour + 1
    return {"room": room, "day": day, "starts": time(first), "ends": time(first + 3), "places": places, "kind": "usual"}


@runs_childcare
@require_http_methods(["GET", "HEAD", "POST"])
def weather(request: UserRequest) -> HttpResponse:
    """Open because of the weather: the proposal, what is missing, and one confirmation."""
    asked = request.POST if request.method == "POST" else request.GET
    kind = asked.get("weather", "")
    if kind not in Weather.values:
        return redirect("care_sessions")
    plan = selectors.weather_plan(kind, play="play" in asked)
    tried = Attempt()
    if request.method == "POST":
        with tried:
            opened = services.open_for_weather(plan=plan, by=request.user)
            done = _("Open. Home, board and wall show it within a minute; subscribers are told.")
            return back(request, done, to=opened.get_absolute_url())
    context = {"plan": plan, "kind": kind, "label": Weather(kind).label, "error": tried.error}
    return answer(request, "childcare/weather.html", context, error=tried.error)


@runs_childcare
@require_POST
def change(request: UserRequest, pk: int) -> HttpResponse:
    """Change a session's places or end, but never below what the children inside need."""
    shown, ends = get_object_or_404(CareSession, pk=pk), request.POST.get("ends", "")
    span = None
    if ends != clock(shown.ends_at):
        with suppress(ValueError):  # without a valid time the end stays
            span = Span(shown.starts_at, at(shown.date, time.fromisoformat(ends)))
    return back_with(
        request,
        lambda: services.change_session(
            session=shown,
            by=request.user,
            span=span,
            places=whole_number(request.POST.get("places", "")) or shown.places,
        ),
        done=_("Changed."),
        to=shown.get_absolute_url(),
    )


@runs_childcare
@require_POST
def cancel(request: UserRequest, pk: int) -> HttpResponse:
    """Call a session off; families waiting are notified."""
    shown = get_object_or_404(CareSession, pk=pk)
    return back_with(
        request,
        lambda: services.cancel_session(session=shown, reason=request.POST.get("reason", ""), by=request.user),
        done=_("Called off."),
        to=shown.get_absolute_url(),
    )


@runs_childcare
@require_POST
def where_to(request: UserRequest, pk: int) -> HttpResponse:
    """Record where children and carers go if the room is needed next."""
    shown = get_object_or_404(CareSession, pk=pk)
    return back_with(
        request,
        lambda: services.note_where_to(session=shown, place=request.POST.get("place", ""), by=request.user),
        done=_("Recorded."),
        to=shown.get_absolute_url(),
    )


@runs_childcare
@require_POST
def see_alarm(request: UserRequest, pk: int) -> HttpResponse:
    """Mark an alarm as being handled."""
    alarm = get_object_or_404(Alarm, pk=pk)
    return back_with(
        request,
        lambda: services.see_alarm(alarm=alarm, by=request.user),
        done=_("Noted that you are taking care of it."),
        to="care_sessions",
    )


@runs_childcare
@require_POST
def unlock_pass(request: UserRequest, pk: int) -> HttpResponse:
    """Record a document that the desk checked, which replaces the pass for ten minutes."""
    day_pass = get_object_or_404(DayPass, pk=pk, day=today())
    return back_with(
        request,
        lambda: services.unlock_pass(day_pass=day_pass, document=request.POST.get("document", ""), by=request.user),
        done=_("For ten minutes the document replaces the pass."),
        to="care_sessions",
    )


@runs_childcare
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def settle_note(request: UserRequest, pk: int) -> HttpResponse:
    """Confirm a handover noted offline, by two members of staff."""
    notes = OfflineHandOver.objects.select_related("drop_in__sheet__child", "carer__volunteer")
    note = get_object_or_404(notes, pk=pk, settled_at=None)
    form = SettleForm(request.POST or None, request=request)
    tried = Attempt(form)
    if request.method == "POST" and form.is_valid() and form.second is not None:
        with tried:
            services.settle_offline(
                note=note, document=form.cleaned_data["document"], first=request.user, second=form.second
            )
            return back(request, _("Settled: the child has left."), to="care_sessions")
    context = {"stay": note.drop_in, "note": note, "form": form}
    return answer(request, "childcare/override.html", context, error=tried.error, form=form)


@runs_childcare
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def override(request: UserRequest, pk: int) -> HttpResponse:
    """Override the list, by two members of staff; every guardian is told at once."""
    stay = get_object_or_404(DropIn.objects.inside().select_related("sheet__child", "session__room"), pk=pk)
    form = OverrideForm(request.POST or None, request=request)
    tried = Attempt(form)
    if request.method == "POST" and form.is_valid() and form.second is not None:
        data = form.cleaned_data
        with tried:
            services.override_hand_over(
                drop_ins=[stay],
                name=data["name"],
                document=data["document"],
                reason=data["reason"],
                first=request.user,
                second=form.second,
                key=new_key(),
            )
            done = _("Handed over. Every guardian is being told.")
            return back(request, done, to=stay.session.get_absolute_url())
    return answer(request, "childcare/override.html", {"stay": stay, "form": form}, error=tried.error, form=form)


@runs_childcare
@require_POST
def note_call(request: UserRequest, pk: int) -> HttpResponse:
    """Record a call about a child, and its result."""
    stay = get_object_or_404(DropIn.objects.inside().select_related("session"), pk=pk)
    typed = request.POST
    return back_with(
        request,
        lambda: services.note_call(
            drop_in=stay, whom=typed.get("whom", ""), result=typed.get("result", ""), by=request.user
        ),
        done=_("Recorded."),
        to=stay.session.get_absolute_url(),
    )


@runs_childcare
@require_safe
def month(request: UserRequest) -> HttpResponse:
    """The monthly sheet to sign and archive: sessions, numbers of children, carers, minutes with too few carers."""
    try:
        first = datetime.strptime(request.GET.get("month", ""), "%Y-%m").date()
    except ValueError:
        first = month_of(today())
    first = min(max(first, date(2020, 1, 1)), month_of(today()))
    lines = selectors.month_sheet(first)
    context = {
        "month": first,
        "previous": selectors.months_back(first, 1),
        "next": next_month(first),
        "lines": lines,
        "children": sum(each.children for each in lines),
        "minutes": sum(each.breach_minutes for each in lines),
    }
    return answer(request, "childcare/month.html", context)
