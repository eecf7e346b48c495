"""Roll calls, online or offline: the page, the list that the tablet stores, and the ticks that it sends."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe

from childcare import selectors, services
from childcare.enums import Kin
from childcare.models import CareSession, DropIn, Station
from childcare.selectors import Inside
from childcare.services import Ticked
from childcare.views.access import station_of
from community.errors import DomainError
from community.http import answer
from community.same_origin import from_our_pages
from community.templatetags.portal import years

MOST_ROWS = 500


@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker for the tablet's pages only, because it controls paths below its own."""
    return HttpResponse(render_to_string("childcare/sw.js"), content_type="text/javascript")


@require_safe
@cache_control(no_cache=True)
def roll(request: HttpRequest) -> HttpResponse:
    """The roll call page, without names, which come from the list stored on the tablet."""
    return answer(request, "childcare/roll.html", {})


@never_cache
@require_safe
def inside_list(request: HttpRequest) -> HttpResponse:
    """The children inside, for a tablet whose carer is signed on; 410 for a revoked tablet, which then deletes its
    data.
    """
    station, session = _who(request)
    if station is None:
        return JsonResponse({"code": "revoked"}, status=410)
    if session is None:
        # Only the number; at zero the tablet deletes its list, even while locked.
        return JsonResponse({"code": "locked", "inside": DropIn.objects.inside().count()}, status=403)
    clock = timezone.localtime(timezone=timezone.get_default_timezone())
    shown = {"at": f"{clock:%H:%M}", "inside": [_child(each) for each in selectors.inside(session)]}
    return JsonResponse(shown)


def _who(request: HttpRequest) -> tuple[Station | None, CareSession | None]:
    """The tablet, and the session to which the carer who unlocked it is signed on."""
    station = station_of(request)
    if station is None or station.carer is None or not station.is_open(timezone.now()):
        return station, None
    duty = selectors.duty_now(station.carer)
    return station, duty.session if duty else None


def _child(each: Inside) -> dict[str, Any]:
    """What an offline carer needs to know about a child: name, age, allergies, contacts."""
    about = [years(each.age)]
    if each.allergies:
        about.append(_("allergic: %(what)s") % {"what": each.allergies})
    contacts = [
        {"name": person["name"], "kin": str(Kin(person["kin"]).label), "phone": person["phone"]}
        for person in each.drop_in.sheet.contacts
    ]
    return {"id": each.drop_in.pk, "called": each.called, "about": " · ".join(about), "contacts": contacts}


@never_cache
@from_our_pages
@require_POST
def ticks(request: HttpRequest) -> HttpResponse:
    """Save the tablet's ticks and notes, possibly made long ago: each row once, however often it is sent.

    Malformed rows are skipped; 403 while the tablet is locked, which keeps them until it is unlocked.
    """
    station, session = _who(request)
    if station is None:
        return JsonResponse({"code": "revoked"}, status=410)
    if session is None or station.carer is None:
        return JsonResponse({"code": "locked"}, status=403)
    rows = _rows(request.body)
    if rows is None:
        return JsonResponse({"code": "not_understood"}, status=400)
    seen = [Ticked(row["drop_in"], row["here"], row["ago"], row["key"]) for row in rows if row["to"] is None]
    try:
        new = services.note_roll_call(session=session, ticks=seen, carer=station.carer, station=station)
        for row in rows:
            stay = DropIn.objects.filter(pk=row["drop_in"], session=session).first() if row["to"] else None
            if stay is not None:
                services.note_offline_hand_over(
                    drop_in=stay, to=row["to"], seconds_ago=row["ago"], key=row["key"], carer=station.carer
                )
    except DomainError as error:
        return JsonResponse({"code": error.code, "message": error.message}, status=error.status)
    return JsonResponse({"new": new})


def _rows(body: bytes) -> list[dict[str, Any]] | None:
    """The well-formed rows of a request; None if it is not a list."""
    try:
        sent = json.loads(body)["rows"][:MOST_ROWS]
        return [row for row in map(_row, sent) if row is not None]
    except (ValueError, TypeError, KeyError):
        return None


def _row(row: Any) -> dict[str, Any] | None:
    try:
        ago, drop_in, to = float(row["seconds_ago"]), int(row["drop_in"]), row.get("to")
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return None
    if not (0 <= ago < 10**7 and 0 < drop_in < 2**63 and (to is None or isinstance(to, str))):
        return None
    key = str(row.get("key") or "")[:36]
    return {"drop_in": drop_in, "ago": ago, "to": to, "here": row.get("here") is True, "key": key} if key else None
