"""Automatic deletion in the children's room; children inside are never affected."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from childcare.enums import Purpose
from childcare.models import (
    CareRules,
    CareSheet,
    CareWaiting,
    Consent,
    DayPass,
    DropIn,
    Incident,
    IncidentAnswer,
    StayFigure,
    TurnedAway,
)
from childcare.models.rules import SMALL_BELOW
from childcare.services.sheets import drop_health_without_consent
from community.only_added import forget
from community.ranges import month_of

AT_A_TIME = 500


def forget_stays() -> int:
    """Delete uneventful stays after 180 days, eventful ones after 3 years; returns how many.

    Month, hour, age band and length are kept anonymously. Never deletes a stay that is not over.
    """
    rules, now = CareRules.load(), timezone.now()
    old = now - timedelta(days=rules.keep_days)
    older = now - timedelta(days=365 * rules.keep_years)
    quiet = DropIn.objects.filter(out_at__lt=old).exclude(
        pk__in=DropIn.objects.eventful().filter(out_at__gte=older).values("pk")
    )
    gone = 0
    while batch := list(quiet.order_by("pk")[:AT_A_TIME]):
        with transaction.atomic():
            gone += forget_these(DropIn.objects.filter(pk__in=[each.pk for each in batch]))
    _rest(old)
    return gone


def forget_these(stays: QuerySet[DropIn]) -> int:
    """Delete stays that are over with all their records, keeping anonymous figures. Call it inside a transaction."""
    over = list(stays.filter(out_at__isnull=False).order_by("pk"))
    StayFigure.objects.bulk_create(_figure(each) for each in over)
    keys = [each.pk for each in over]
    incidents = Incident.objects.filter(drop_in__in=keys)
    photos = [each.photo for each in incidents if each.photo]
    forget(IncidentAnswer.objects.filter(incident__in=incidents))
    forget(incidents)
    DropIn.objects.filter(pk__in=keys).delete()
    for photo in photos:
        transaction.on_commit(partial(photo.delete, save=False))
    return len(keys)


def _figure(stay: DropIn) -> StayFigure:
    begun = timezone.localtime(stay.in_at, timezone.get_default_timezone())
    minutes = int(((stay.out_at or stay.in_at) - stay.in_at).total_seconds() // 60)
    return StayFigure(month=month_of(begun.date()), hour=begun.hour, is_small=stay.age < SMALL_BELOW, minutes=minutes)


def _rest(old: datetime) -> None:
    DayPass.objects.filter(day__lt=old.date(), drop_ins__isnull=True).delete()
    TurnedAway.objects.filter(at__lt=old).delete()
    CareWaiting.objects.filter(since__lt=old).exclude(state__in=CareWaiting.State.open()).delete()
    allowed = Consent.objects.standing().filter(purpose=Purpose.HEALTH)
    for sheet in CareSheet.objects.exclude(health_encrypted="").exclude(pk__in=allowed.values("sheet")):
        drop_health_without_consent(sheet)
