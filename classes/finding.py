"""Search results from classes: classes, and their next sessions."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from classes.models import ClassSession, InterestClass
from community.http import UserRequest
from community.registers.finding import MOST, Hit, fits, likeness_of, register
from community.templatetags.dates import near_span, until
from community.versions import remembered

MOST_NAMED = 500  # classes whose names are compared; a centre runs far fewer


def _found(words: str) -> list[int]:
    """The keys of classes by name or teacher, those that run longest first; the names are cached."""
    named = InterestClass.objects.order_by("-last_day", "pk").values_list("pk", "name", "name_en", "teacher_name")
    kept = remembered("names of classes", lambda: list(named[:MOST_NAMED]))
    return [key for key, *names in kept if fits(words, *names)]


@register(_("Classes"), icon="school", permissions=["classes.view_interestclass"], place=25)
def classes(request: UserRequest, words: str) -> Iterator[Hit]:
    """Classes, those that run longest first."""
    keys = _found(words)[: MOST + 1]
    found = InterestClass.objects.select_related("room").in_bulk(keys)
    for each in (found[key] for key in keys if key in found):
        admin_url = reverse("admin:classes_interestclass_change", args=[each.pk])
        yield Hit(
            str(each),
            admin_url if request.user.is_staff else each.get_absolute_url(),
            f"{each.get_weekday_display()} {until(each.starts, each.ends)} · {each.room} · {each.teacher_name}",
            likeness_of(words, each.name, each.name_en),
        )


@register(_("Class sessions"), icon="calendar", permissions=["classes.view_classsession"], place=40)
def sessions(request: UserRequest, words: str) -> Iterator[Hit]:
    """The next sessions of the matching classes; one more query."""
    keys = _found(words)
    if not keys:
        return
    ahead = ClassSession.objects.ahead(timezone.now()).filter(interest_class__in=keys)
    plans = request.user.has_perm("classes.change_interestclass") and request.user.is_staff
    for session in ahead.select_related("interest_class", "reservation__room")[: MOST + 1]:
        each = session.interest_class
        yield Hit(
            str(each),
            reverse("admin:classes_classsession_change", args=[session.pk]),
            f"{near_span(session.span)} · {session.reservation.room}",
            likeness_of(words, each.name, each.name_en),
            more=(_("Move"), reverse("admin:classes_session_move", args=[session.pk])) if plans else None,
        )
