"""Search results from classes: classes, and their next sessions."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from classes.models import ClassSession, InterestClass
from community.http import UserRequest
from community.registers.finding import MOST, Hit, fits, likeness_of, register
from community.templatetags.dates import near_span


def _found(words: str) -> list[InterestClass]:
    """Classes by name or teacher, found by reading all, as there are few."""
    kept = InterestClass.objects.select_related("room").order_by("-last_day", "pk")[:500]
    return [each for each in kept if fits(words, each.name, each.name_en, each.teacher_name)]


@register(_("Classes"), icon="school", permissions=["classes.view_interestclass"], place=25)
def classes(request: UserRequest, words: str) -> Iterator[Hit]:
    """Classes, those that run longest first."""
    for each in _found(words)[: MOST + 1]:
        admin_url = reverse("admin:classes_interestclass_change", args=[each.pk])
        yield Hit(
            str(each),
            admin_url if request.user.is_staff else each.get_absolute_url(),
            f"{each.get_weekday_display()} {each.starts:%H:%M}–{each.ends:%H:%M} · {each.room} · {each.teacher_name}",
            likeness_of(words, each.name, each.name_en),
        )


@register(_("Class sessions"), icon="calendar", permissions=["classes.view_classsession"], place=40)
def sessions(request: UserRequest, words: str) -> Iterator[Hit]:
    """The next sessions of the matching classes; one more query."""
    found = {each.pk: each for each in _found(words)}
    if not found:
        return
    ahead = ClassSession.objects.ahead(timezone.now()).filter(Q(interest_class__in=found))
    plans = request.user.has_perm("classes.change_interestclass") and request.user.is_staff
    for session in ahead.select_related("reservation__room")[: MOST + 1]:
        each = found[session.interest_class_id]
        yield Hit(
            str(each),
            reverse("admin:classes_classsession_change", args=[session.pk]),
            f"{near_span(session.span)} · {session.reservation.room}",
            likeness_of(words, each.name, each.name_en),
            more=(_("Move"), reverse("admin:classes_session_move", args=[session.pk])) if plans else None,
        )
