"""Incidents with children and their guardians' answers, neither of which can be changed."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from childcare.enums import Purpose
from childcare.models import Alarm, Carer, DropIn, Incident, IncidentAnswer, SheetReveal
from childcare.rules.people import is_guardian, require_on, require_staff
from childcare.rules.sheets import purposes_of
from childcare.services.pickups import guardian_logins, guardians_of
from community import vault
from community.delivery.notify import notify_many
from community.errors import Conflict, Invalid
from community.models import User
from community.typed_words import require_reason, require_words


def record_incident(
    *,
    drop_in: DropIn,
    happened_at: datetime,
    what: str,
    done: str,
    carer: Carer,
    witnesses: str = "",
    photo: Any = None,
) -> Incident:
    """Record what happened, what was done, and who saw it, for the guardians to read in the portal.

    A photo requires their consent to photos. Raises not_signed_on, what_needed, done_needed, future, before,
    no_photos, photo_wrong.
    """
    require_on(carer, drop_in.session)
    what = require_words(what, "what_needed", _("Please write what happened."), 2000)
    done = require_words(done, "done_needed", _("Please write what was done."), 2000)
    now = timezone.now()
    if happened_at > now:
        raise Invalid("future", _("Please give a time in the past."))
    if happened_at < drop_in.in_at:
        raise Invalid("before", _("The child was not here yet at that time."))
    if photo and Purpose.PHOTOS not in purposes_of([drop_in.sheet])[drop_in.sheet_id]:
        raise Invalid("no_photos", _("No guardian consented to photos of this child."))
    incident = Incident(
        drop_in=drop_in,
        happened_at=happened_at,
        what_encrypted=vault.encrypt(what),
        done_encrypted=vault.encrypt(done),
        witnesses=witnesses.strip()[:200],
        photo=photo or "",
        carer=carer,
        at=now,
    )
    with transaction.atomic():
        try:
            incident.clean_fields(exclude=["drop_in", "carer"])
        except ValidationError as error:
            raise Invalid("photo_wrong", " ".join(error.messages)) from error
        incident.save()
        notify_many(
            users=guardian_logins([drop_in.sheet]), kind="care_incident", context={}, path=reverse("my_childcare")
        )
    return incident


def acknowledge_incident(*, incident: Incident, by: User, words: str = "") -> IncidentAnswer:
    """Record that a guardian read an incident, with an optional comment. Raises not_guardian."""
    sheet = incident.drop_in.sheet
    if not is_guardian(by, sheet):
        raise Invalid("not_guardian", _("The register does not know you as this child's guardian."))
    known = [each for each in guardians_of([sheet]) if each.user_id == by.pk]
    words = words.strip()[:2000]
    return IncidentAnswer.objects.create(
        incident=incident,
        name=known[0].name if known else by.name,
        words_encrypted=vault.encrypt(words) if words else "",
    )


def look_at_incident(*, incident: Incident, by: User, reason: str = "") -> None:
    """Let staff read an incident: freely while the child is inside, later with a reason, which is recorded.

    Raises not_allowed, reason_needed.
    """
    require_staff(by)
    if incident.drop_in.is_inside:
        return
    reason = require_reason(reason)
    SheetReveal.objects.create(sheet=incident.drop_in.sheet, by=by, reason=reason)


def see_alarm(*, alarm: Alarm, by: User) -> None:
    """Mark an alarm as seen by the desk. Raises not_allowed, and bad_state if someone else saw it first."""
    require_staff(by)
    if not Alarm.objects.filter(pk=alarm.pk, seen_at=None).update(seen_at=timezone.now(), seen_by=by):
        raise Conflict("bad_state", _("Someone has already responded to this."))
