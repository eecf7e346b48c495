"""What needs attention in duty today."""

from collections.abc import Iterator
from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.models import User
from community.prepared import IsAnyOf
from community.ranges import day_span, today
from community.registers.dashboard import Line, first_step, register
from community.registers.ranks import Rank
from volunteers import selectors
from volunteers.enums import PromiseState
from volunteers.models import Assignment, DutyRules, Objection, OpenItem, Shift

SOON = timedelta(hours=48)
TOO_LONG = timedelta(days=3)
COUNTED_BACK = timedelta(days=366)  # so that the count does not grow with the history; the list itself has all


@register
def duty_lines(user: User) -> Iterator[Line]:
    """Unfilled shifts, people to call, old open items, hours to confirm, objections, and new holidays."""
    if not user.has_perm("volunteers.run_duty"):
        return
    now = timezone.now()
    shifts = reverse("admin:volunteers_shift_changelist")
    short = Shift.objects.ahead(now).filter(starts_at__gt=day_span(today()).end, starts_at__lt=now + SOON)
    yield Line(
        lambda n: ngettext("shift within 48 hours needs people", "shifts within 48 hours need people", n),
        f"{shifts}?people=short",
        short.short(),
        Rank.DUE,
    )
    calls = Assignment.objects.filter(
        state=PromiseState.ASKED, answer_by__gt=now, volunteer__ask_by__in=["call", "paper"]
    )
    yield Line(
        lambda n: ngettext(
            "person wants to be asked by telephone or on paper", "people want to be asked by telephone or on paper", n
        ),
        reverse("duty_team"),
        calls,
    )
    url = reverse("admin:volunteers_openitem_changelist") + "?closed_at__isempty=1"
    old = OpenItem.objects.open().filter(opened_at__lt=now - TOO_LONG)
    yield Line(
        lambda n: ngettext(
            "item at a post has been open for more than three days",
            "items at a post have been open for more than three days",
            n,
        ),
        url,
        old,
        Rank.LATE,
    )
    url = reverse("admin:volunteers_assignment_changelist") + "?state__exact=done&hours__isempty=1"
    # The shifts as an array, because PostgreSQL expects few assignments without hours and would read them all first.
    recent = Shift.objects.filter(starts_at__gt=now - COUNTED_BACK, starts_at__lt=now).order_by().values("pk")
    done = Assignment.objects.filter(IsAnyOf(F("shift"), ArraySubquery(recent)), state=PromiseState.DONE)
    uncounted = done.filter(hours__isnull=True)
    yield Line(
        lambda n: ngettext(
            "finished shift waits for its hours to be confirmed",
            "finished shifts wait for their hours to be confirmed",
            n,
        ),
        url,
        uncounted,
    )
    url = reverse("admin:volunteers_objection_changelist") + "?settled_at__isempty=1"
    objections = Objection.objects.filter(settled_at=None)
    yield Line(
        lambda n: ngettext(
            "objection to published hours waits for an answer", "objections to published hours wait for an answer", n
        ),
        url,
        objections,
    )
    misplaced = len(selectors.misplaced_shifts())
    yield Line(
        lambda n: ngettext(
            "shift no longer follows its pattern since the holidays changed",
            "shifts no longer follow their pattern since the holidays changed",
            n,
        ),
        f"{shifts}?people=misplaced",
        misplaced,
        Rank.DUE,
    )
    label = _("there are no rules yet that volunteers could accept")
    rules = DutyRules.objects.filter(since__lte=today())
    yield first_step(user, rules, label, reverse("admin:volunteers_dutyrules_add"))
