"""What needs attention today in the children's room: alarms, overdue children, breaches, expiring checks."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from childcare.models import Alarm, Carer, CareSession, ConsentText, DropIn, OfflineHandOver
from community.models import User
from community.ranges import today
from community.registers.dashboard import Line, register
from community.registers.ranks import Rank

SOON = timedelta(days=30)


@register
def care_lines(user: User) -> Iterator[Line]:
    """Overdue children, unseen alarms, sessions in breach, notes to settle, and checks that expire within 30 days."""
    if not user.has_perm("childcare.run_childcare"):
        return
    sessions = reverse("care_sessions")
    overdue = DropIn.objects.inside().filter(due_at__lt=timezone.now())
    yield Line(
        lambda n: ngettext("child was not picked up in time", "children were not picked up in time", n),
        sessions,
        overdue,
        Rank.UNSAFE,
    )
    alarms = Alarm.objects.filter(seen_at=None)
    yield Line(
        lambda n: ngettext(
            "alarm of the children's room that nobody has responded to",
            "alarms of the children's room that nobody has responded to",
            n,
        ),
        sessions,
        alarms,
        Rank.UNSAFE,
    )
    breaches = CareSession.objects.filter(breach_since__isnull=False)
    yield Line(
        lambda n: ngettext("session has too few carers", "sessions have too few carers", n),
        sessions,
        breaches,
        Rank.UNSAFE,
    )
    offline = OfflineHandOver.objects.filter(settled_at=None)
    yield Line(
        lambda n: ngettext(
            "pick-up noted offline needs confirmation by two people",
            "pick-ups noted offline need confirmation by two people",
            n,
        ),
        sessions,
        offline,
        Rank.DUE,
    )
    ending = Carer.objects.filter(is_active=True, is_trainee=False, checked_until__lte=today() + SOON)
    url = reverse("admin:childcare_carer_changelist") + "?check=soon"
    yield Line(
        lambda n: ngettext(
            "background check of a carer expires within 30 days, or has expired",
            "background checks of carers expire within 30 days, or have expired",
            n,
        ),
        url,
        ending,
    )
    if not ConsentText.objects.exists():
        url = reverse("admin:childcare_consenttext_add")
        yield Line(_("there are no consent texts for guardians yet"), url)
