"""Home, the board and "my" page."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import BigIntegerField, DateTimeField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from community.days import day_status
from community.display import display_of
from community.http import UserRequest
from community.models import Centre, CentrePhoto, Notice, User
from community.prepared import Prepared
from community.qr import qr_of_page
from community.ranges import Span, day_span, today
from community.registers import foyer
from community.registers.happenings import happenings
from community.registers.to_answer import questions_for
from community.shared_pages import seen_by_everybody
from community.sharing import shared_notice
from community.versions import part_of_page
from portal import selectors
from portal.cards import cards_for
from portal.wall import wall
from rooms.models import Booking
from rooms.selectors import doors, rooms_in_use, rooms_now

NOTICES_SHOWN = 4
HAPPENINGS_SHOWN = 9
NAMED = ("room__name", "room__name_en")
AHEAD_SHOWN = 3
_UPCOMING = Prepared(
    lambda user, now: (
        Booking.objects.of(user).upcoming(now).select_related("room").only("ref", "starts_at", "ends_at", *NAMED)[:1]
    ),
    user=BigIntegerField(),
    now=DateTimeField(),
)


def _own_of_home(request: HttpRequest, kept: Mapping[str, Any]) -> dict[str, object]:
    """The reader's open questions and next appointments."""
    if not isinstance(request.user, User):
        return {}
    upcoming = _UPCOMING(user=request.user.pk, now=timezone.now())
    return {"questions": questions_for(request.user), "next_booking": next(iter(upcoming), None)}


@require_safe
@seen_by_everybody(own=_own_of_home)
def home(request: HttpRequest) -> HttpResponse:
    """What is open now, how to book, the reader's next appointments, and the centre itself."""
    now = timezone.now()
    rooms = rooms_now(now=now)
    context = {
        "now": now,
        "day": day_status(today()),
        "rooms": rooms,
        "doors": doors(rooms),
        "happenings": happenings(Span(now, day_span(today()).end), HAPPENINGS_SHOWN),
        "notices": [notice for notice in selectors.notices() if notice.on_home][:NOTICES_SHOWN],
        "about": _about(request),
    }
    return render(request, "portal/home.html", context)


def _about(request: HttpRequest) -> str:
    """How to book, and the centre itself: the half of the page that no booking changes."""

    def read() -> str:
        rooms = rooms_in_use()
        context = {
            "centre": part_of_page("centre", Centre.read),
            "photos": CentrePhoto.objects.all(),
            "rooms": len(rooms),
            "floors": selectors.floors(rooms),
        }
        return render_to_string("portal/_about.html", context, request)

    return part_of_page(("about", display_of(request)), read)


@login_required
@require_safe
def landing(request: UserRequest) -> HttpResponse:
    """The page after log-in: the desk for staff, "my" page for everybody else."""
    # Only staff hold permissions; checking those of residents would cost two queries.
    at_desk = request.user.is_staff and request.user.has_perm("rooms.run_desk")
    return redirect("desk" if at_desk else "my")


@require_safe
@seen_by_everybody
def board(request: HttpRequest) -> HttpResponse:
    """Today at a glance; `?display=wall` is the foyer's screen. Never shows personal data, whoever is logged in."""
    now = timezone.now()
    if request.GET.get("display") == "wall":
        return render(request, "portal/wall.html", {"now": now, "wall": wall(now)})
    context = {
        "now": now,
        "board": selectors.board(now),
        "on_duty": foyer.on_duty(now),
        **selectors.happenings_of_today(now),
        "notices": [notice for notice in selectors.notices() if notice.on_home],
    }
    return render(request, "portal/board.html", context)


@require_safe
@seen_by_everybody
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice, to be shared; past ones can still be read by their link."""
    shown = get_object_or_404(Notice.objects.published(), pk=pk)
    is_over = shown.ends_at is not None and shown.ends_at <= timezone.now()
    return render(request, "portal/notice.html", {"notice": shown, "shared": shared_notice(shown), "is_over": is_over})


@require_safe
@cache_control(max_age=3600)
def wall_qr(request: HttpRequest) -> HttpResponse:
    """A QR code of the home page, for phones in front of the foyer's screen."""
    name = Centre.load().in_reader_language("name")
    return qr_of_page(reverse("home"), title=name)


@login_required
@require_safe
def my(request: UserRequest) -> HttpResponse:
    """The reader's own things, from every app."""
    now = timezone.now()
    context = {
        "upcoming": Booking.objects.of(request.user).upcoming(now).select_related("room")[:AHEAD_SHOWN],
        "questions": questions_for(request.user),
        "cards": list(cards_for(request.user)),
    }
    return render(request, "portal/my.html", context)
