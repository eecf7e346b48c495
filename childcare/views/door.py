"""The tablet's first page, and dropping off: family, duration, done."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from string import ascii_uppercase

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import npgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from childcare import selectors, services
from childcare.enums import Refusal
from childcare.models import CareSession, CareSheet, DropIn, Family, PickupPerson
from childcare.selectors import FamilyAtDoor
from childcare.views.access import InsideRequest, new_key, signed_on
from childcare.views.handing import show_out
from community.errors import DomainError
from community.http import answer, back_with, whole_number
from community.qr import qr_inline

LENGTHS = (30, 60, 90, 120)  # minutes
SHOWN_FOR = timedelta(minutes=5)  # how long the pass stays on the tablet, for the family in front of it


@signed_on
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: InsideRequest) -> HttpResponse:
    """Families by initial, the children inside, and the places left; a scanned code opens its family."""
    typed = unicodedata.normalize("NFKC", request.POST.get("code", "")).strip()
    if typed:
        family = selectors.family_of_code(typed)
        if family is not None:
            return redirect("care_family", family.pk)
        day_pass = selectors.pass_of_code(typed)
        if day_pass is not None:
            return show_out(request, day_pass.family, code=typed)
    letter = request.GET.get("letter", "")[:1].upper()
    shown = selectors.door(request.session_now, letter=letter, typed=typed)
    context = {
        "door": shown,
        "letters": [(each, each in shown.letters, each == letter) for each in ascii_uppercase],
        "typed": typed,
        "asked": bool(letter or typed),
    }
    return answer(request, "childcare/door.html", context)


@dataclass(frozen=True, slots=True)
class Length:
    """A duration: the button's label, the end of the stay, and whether the session lasts that long."""

    value: str
    label: str
    until: datetime
    fits: bool


def lengths_of(session: CareSession, now: datetime) -> list[Length]:
    """Half an hour to two hours, and until closing time."""
    found = []
    for minutes in LENGTHS:
        until = now + timedelta(minutes=minutes)
        label = _("Half an hour") if minutes == 30 else hours_label(minutes)
        found.append(Length(str(minutes), label, until, until <= session.ends_at))
    return [*found, Length("end", _("Until the end"), session.ends_at, session.ends_at > now)]


def hours_label(minutes: int) -> str:
    """A duration of whole or half hours."""
    hours = minutes / 60
    words = npgettext("length of a stay", "%(hours)s hour", "%(hours)s hours", 1 if minutes == 60 else 2)
    return words % {"hours": f"{hours:g}"}


def _until(session: CareSession, value: str) -> datetime:
    now = timezone.now()
    for each in lengths_of(session, now):
        if each.value == value:
            return each.until
    return now  # the service refuses it, because a stay must end after it begins


@signed_on
@require_http_methods(["GET", "HEAD", "POST"])
def family(request: InsideRequest, pk: int) -> HttpResponse:
    """A family with its children selected: choose how long, and done. All of them are taken in, or none."""
    if request.method != "POST":
        return _show_family(request, get_object_or_404(Family, pk=pk))
    typed = request.POST
    sheets = CareSheet.objects.filter(family=pk, pk__in=[whole_number(each) for each in typed.getlist("sheet")])
    people = PickupPerson.objects.filter(sheet__family=pk, removed_at=None)
    try:
        services.drop_off(
            session=request.session_now,
            sheets=sheets.select_related("child", "family"),
            until=_until(request.session_now, typed.get("until", "")),
            carer=request.carer,
            key=typed.get("key", ""),
            brought_by=people.filter(pk=whole_number(typed.get("brought_by", ""))).order_by().first(),
            station=request.station,
            allergies_read="allergies_read" in typed,
            still_right="still_right" in typed,
        )
    except DomainError as error:
        return _show_family(request, get_object_or_404(Family, pk=pk), error)
    return redirect("care_given", pk)


def _show_family(request: InsideRequest, shown: Family, error: DomainError | None = None) -> HttpResponse:
    at_door = selectors.family_at_door(shown, request.session_now)
    ticked = {whole_number(each) for each in request.POST.getlist("sheet")}
    context = {
        "family": at_door,
        "ticked": ticked or {each.sheet.pk for each in at_door.children if each.may_come_in},
        "allergic": _to_read(at_door),
        "must_confirm": any(each.must_confirm for each in at_door.children if each.may_come_in),
        "lengths": lengths_of(request.session_now, timezone.now()),
        "chosen": request.POST.get("until", ""),
        "reasons": Refusal.choices,
        "any_may_come": any(each.may_come_in for each in at_door.children),
        "any_inside": any(each.stay for each in at_door.children),
        "key": request.POST.get("key") or new_key(),
        "error": error,
        "can_wait": error is not None and error.code in ("full", "no_carers", "in_breach", "two_carers"),
    }
    return answer(request, "childcare/family.html", context, error=error)


def _to_read(at_door: FamilyAtDoor) -> list[object]:
    """The children to be taken in whose allergies have to be read first."""
    return [each for each in at_door.children if each.may_come_in and (each.allergies or each.medicine)]


@signed_on
@require_safe
def given(request: InsideRequest, pk: int) -> HttpResponse:
    """The new pass: two pictures, a QR code, a slip to print. It is shown for five minutes."""
    stays = DropIn.objects.inside().filter(
        sheet__family=pk, session=request.session_now, in_at__gt=timezone.now() - SHOWN_FOR
    )
    rows = list(stays.select_related("sheet__child", "day_pass").order_by("sheet_id"))
    if not rows:
        raise Http404
    day_pass = rows[0].day_pass
    code = qr_inline(day_pass.code, title=_("Pass of the day"))
    context = {"stays": rows, "pass": day_pass, "code": code, "session": request.session_now}
    return answer(request, "childcare/given.html", context)


@signed_on
@require_POST
def wait(request: InsideRequest, pk: int) -> HttpResponse:
    """Put the family at the door on the waiting list."""
    sheets = CareSheet.objects.filter(family=pk, pk__in=[whole_number(each) for each in request.POST.getlist("sheet")])
    rows = list(sheets.select_related("child", "family"))
    return back_with(
        request,
        lambda: services.join_waiting(session=request.session_now, sheets=rows, carer=request.carer),
        done=_("You are in line. We call you as soon as there is a place."),
        to="care_door",
    )


@signed_on
@require_POST
def turn_away(request: InsideRequest, pk: int) -> HttpResponse:
    """Turn away a child with a fever or a rash, recording why."""
    sheet = get_object_or_404(CareSheet.objects.select_related("child"), pk=pk)
    reason = request.POST.get("reason", "")
    if reason not in Refusal.values:
        messages.error(request, _("Please say why."))
        return redirect("care_family", sheet.family_id)
    return back_with(
        request,
        lambda: services.turn_away(
            session=request.session_now,
            sheet=sheet,
            reason=reason,
            carer=request.carer,
            note=request.POST.get("note", ""),
        ),
        done=_("Noted. Get well soon!"),
        to="care_door",
    )
