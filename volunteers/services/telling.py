"""What volunteers are told beside a shift: months published, objections settled."""

from django.urls import reverse

from community.delivery.notify import notify
from community.models import User
from volunteers.models import HoursMonth, Objection, ServiceHours


def tell_published(month: HoursMonth) -> None:
    """Tell everybody who has hours in a month that they can look them through."""
    with_hours = ServiceHours.objects.filter(month=month.month)
    users = User.objects.filter(volunteer__in=with_hours.values("volunteer")).order_by("pk")
    path = reverse("duty_month", args=[f"{month.month:%Y-%m}"])
    for user in users:
        notify(user=user, kind="duty_hours_published", context={"month": month}, path=path)


def tell_settled(objection: Objection) -> None:
    """Tell who objected what came of it."""
    path = reverse("duty_month", args=[f"{objection.month.month:%Y-%m}"])
    notify(user=objection.by, kind="duty_objection_settled", context={"objection": objection}, path=path)
