"""A user's personal data in the children's room; see `community.registers.personal_data`."""

from typing import Any

from django.utils.translation import gettext as _

from childcare import services
from childcare.models import CareDuty, Carer, CareSheet, Consent, DropIn, Incident, PickupPerson
from childcare.selectors import sheets_of
from community.errors import Conflict
from community.models import User
from community.only_added import forget


def export(user: User) -> dict[str, Any]:
    """Care sheets of the user's children with health notes, consents, stays and incidents; their own duties as
    a carer.
    """
    sheets = sheets_of(user)
    stays = DropIn.objects.filter(sheet__in=sheets)
    carer = Carer.objects.filter(volunteer__user=user).first()
    if not sheets and carer is None:
        return {}
    return {
        "children": [_sheet(each) for each in sheets],
        "stays": list(map(dict, stays.values("sheet__called", "in_at", "due_at", "out_at", "brought_by__name"))),
        "fetched": list(map(dict, stays.values("sheet__called", "pick_ups__at", "pick_ups__name", "pick_ups__proof"))),
        "incidents": [
            {
                "when": each.happened_at,
                "what": each.what,
                "done": each.done,
                "answers": [a.words for a in each.answers.all()],
            }
            for each in Incident.objects.filter(drop_in__in=stays).prefetch_related("answers")
        ],
        "may_fetch_elsewhere": list(
            PickupPerson.objects.filter(user=user, is_guardian=False).values_list("name", "starts_on", "ends_on")
        ),
        "carer": carer
        and {
            "training": carer.training,
            "trained": carer.trained_on,
            "checked_until": carer.checked_until,
            "with_children": list(
                map(dict, CareDuty.objects.filter(carer=carer).values("session__starts_at", "since", "until"))
            ),
        },
    }


def _sheet(sheet: CareSheet) -> dict[str, Any]:
    consents = Consent.objects.filter(sheet=sheet)
    return {
        "called": sheet.called,
        "health": dict(sheet.health),
        "contacts": sheet.contacts,
        "comforts": sheet.comforts,
        "confirmed": sheet.confirmed_at,
        "consents": list(map(dict, consents.values("purpose", "text__version", "given_at", "withdrawn_at"))),
        "people": list(map(dict, sheet.people.values("name", "phone", "kin", "starts_on", "ends_on"))),
    }


def erase(user: User) -> None:
    """Delete sheets without another guardian, and old stays; refused while a child is inside.

    Raises child_inside, and on_duty for a carer who is with children. Eventful stays are kept for the legal
    period, without the link to this login.
    """
    sheets = sheets_of(user)
    if DropIn.objects.inside().filter(sheet__in=sheets).exists():
        raise Conflict("child_inside", _("Your child is in the children's room: please pick it up first."))
    carer = Carer.objects.filter(volunteer__user=user).first()
    if carer is not None:
        if CareDuty.objects.on().filter(carer=carer).exists():
            raise Conflict("on_duty", _("You are signed on in the children's room: please sign off first."))
        services.retire_carer(carer=carer, by=user)
    for sheet in sheets:
        others = PickupPerson.objects.filter(sheet=sheet, is_guardian=True, removed_at=None, user__isnull=False)
        if others.exclude(user=user).exists():
            continue
        _erase_sheet(sheet)
    PickupPerson.objects.filter(user=user).update(user=None)
    forget(PickupPerson.history.filter(user_id=user.pk))


def _erase_sheet(sheet: CareSheet) -> None:
    """Clear the content of a sheet; stays that must be kept remain under the empty sheet."""
    stays = DropIn.objects.filter(sheet=sheet)
    eventful = stays.eventful().values("pk")
    services.forget_these(stays.exclude(pk__in=eventful))
    sheet.health, sheet.contacts, sheet.comforts = {}, [], ""
    key = sheet.pk
    if stays.exists():
        sheet.save()
        sheet.people.all().delete()
        return
    people = list(sheet.people.values_list("pk", flat=True))
    family = sheet.family
    # The record of who looked at it stays.
    if not sheet.reveals.exists():
        sheet.delete()
        forget(CareSheet.history.filter(id=key))
        forget(PickupPerson.history.filter(id__in=people))
        if not family.sheets.exists():
            family.delete()
        return
    sheet.save()
