"""Notifications other than about shifts: published months, settled objections."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse

from community.delivery.notify import News, notify, notify_each, notify_many, text
from community.models import User
from community.registers.staff import staff_with
from volunteers.models import HoursMonth, Objection, ServiceHours, Shift, Volunteer


def tell_published(month: HoursMonth) -> None:
    """Notify everybody with hours in a published month, so that they can check them."""
    with_hours = ServiceHours.objects.filter(month=month.month)
    users = User.objects.filter(volunteer__in=with_hours.values("volunteer")).order_by("pk")
    path = reverse("duty_month", args=[f"{month.month:%Y-%m}"])
    notify_many(users=users, kind="duty_hours_published", context={"month": month}, path=path)


def tell_settled(objection: Objection) -> None:
    """Notify the author of an objection about the answer."""
    path = reverse("duty_month", args=[f"{objection.month.month:%Y-%m}"])
    notify(user=objection.by, kind="duty_objection_settled", context={"objection": objection}, path=path)


def tell(
    volunteer: Volunteer,
    kind: str,
    shift: Shift,
    context: Mapping[str, Any] | None = None,
    *,
    urgent: bool = False,
) -> None:
    """Notify a volunteer about a shift: in the portal, or by text without a login."""
    words = {"shift": shift, "post": shift.post, "volunteer": volunteer} | dict(context or {})
    if volunteer.user is not None:
        notify(user=volunteer.user, kind=kind, context=words, path=shift.get_absolute_url(), urgent=urgent)
    elif volunteer.phone and volunteer.ask_by == Volunteer.AskBy.MESSAGE:
        text(phone=volunteer.phone, kind=kind, context=words, urgent=urgent)


def tell_each(
    told: Iterable[tuple[Shift, Sequence[Volunteer], Mapping[str, Any]]], kind: str, *, urgent: bool = False
) -> None:
    """Notify volunteers about shifts; one insert for all with a login, one text for each of the others."""
    news = []
    for shift, volunteers, context in told:
        words = {"shift": shift, "post": shift.post} | dict(context)
        users = [each.user for each in volunteers if each.user is not None]
        news.append(News(users, words, shift.get_absolute_url()))
        for each in volunteers:
            if each.user is None:
                tell(each, kind, shift, context, urgent=urgent)
    notify_each(news, kind=kind, urgent=urgent)


def tell_leaders(shift: Shift, kind: str, context: Mapping[str, Any] | None = None, *, urgent: bool = False) -> None:
    """Notify the leader of a shift's team; the administrators if it has none."""
    if shift.team is not None and shift.team.leader is not None:
        tell(Volunteer.objects.with_person().get(pk=shift.team.leader.pk), kind, shift, context, urgent=urgent)
        return
    tell_administrators([(shift, context or {})], kind, urgent=urgent)


def tell_administrators(shifts: Iterable[tuple[Shift, Mapping[str, Any]]], kind: str, *, urgent: bool = False) -> None:
    """Notify all staff who plan duty about some shifts; one insert."""
    users = list(staff_with("volunteers.run_duty"))
    news = [
        News(users, {"shift": each, "post": each.post} | dict(context), each.get_absolute_url())
        for each, context in shifts
    ]
    notify_each(news, kind=kind, urgent=urgent)
