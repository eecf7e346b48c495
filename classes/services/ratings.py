"""Ratings: members are asked once, after the last session."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from classes.models import Enrolment, InterestClass, Rating
from classes.rules.ratings import LAST_END, rating_time
from classes.services.locking import lock_class
from community.delivery.notify import notify_many
from community.errors import Invalid
from community.models import Message, User

ASKED_WITHIN = timedelta(days=7)  # not about older classes, if the worker was down for long


def rate_class(*, enrolment: Enrolment, stars: int, again: bool, comment: str = "", by: User) -> Rating:
    """Rate a class, or change the rating. Raises not_yours, no_seat, not_over, too_late."""
    if enrolment.user_id != by.pk:
        raise Invalid("not_yours", _("This is not your seat."))
    with transaction.atomic():
        seat = Enrolment.objects.select_for_update(of=["self"]).select_related("interest_class").get(pk=enrolment.pk)
        if seat.state != Enrolment.State.ENROLLED:
            raise Invalid("no_seat", _("Only those who had a seat can rate the class."))
        open_ = rating_time(seat.interest_class)
        now = timezone.now()
        if open_ is None or now < open_.start:
            raise Invalid("not_over", _("You can rate the class after its last session."))
        if now >= open_.end:
            raise Invalid("too_late", _("The time for rating this class is over."))
        given = {"stars": stars, "again": again, "comment": comment.strip()}
        rating, _created = Rating.objects.update_or_create(enrolment=seat, defaults=given)
    return rating


def ask_for_ratings(now: datetime | None = None) -> int:
    """Ask the members of recently ended classes, each login once per class; returns how many were asked."""
    now = now or timezone.now()
    open_ = InterestClass.objects.filter(state=InterestClass.State.OPEN)
    ended = open_.annotate(ended_at=LAST_END).filter(ended_at__lte=now, ended_at__gt=now - ASKED_WITHIN)
    return sum(_ask(each) for each in ended)


def _ask(interest_class: InterestClass) -> int:
    """Ask the members of one class, except those with such a message in their inbox; returns how many."""
    path = reverse("rate_class", args=[interest_class.pk])
    with transaction.atomic():
        locked = lock_class(interest_class)
        asked = Message.objects.filter(kind="class_rate", path=path).values("user")
        seats = Enrolment.objects.seated().filter(interest_class=locked)
        members = User.objects.filter(pk__in=seats.values("user")).exclude(pk__in=asked).order_by("pk")
        return len(notify_many(users=members, kind="class_rate", context={"class": locked}, path=path))
