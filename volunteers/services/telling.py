"""Notifications other than about shifts: published months, settled objections."""

from django.urls import reverse

from community.delivery.notify import notify
from community.models import User
from volunteers.models import HoursMonth, Objection, ServiceHours


def tell_published(month: HoursMonth) -> None:
    """Notify everybody with hours in a published month, so that they can check them."""
    with_hours = ServiceHours.objects.filter(month=month.month)
    users = User.objects.filter(volunteer__in=with_hours.values("volunteer")).order_by("pk")
    path = reverse("duty_month", args=[f"{month.month:%Y-%m}"])
    for user in users:
        notify(user=user, kind="duty_hours_published", context={"month": month}, path=path)


def tell_settled(objection: Objection) -> None:
    """Notify the author of an objection about the answer."""
    path = reverse("duty_month", args=[f"{objection.month.month:%Y-%m}"])
    notify(user=objection.by, kind="duty_objection_settled", context={"objection": objection}, path=path)
