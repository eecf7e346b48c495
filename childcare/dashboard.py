"""What needs attention today in the children's room: alarms, overdue children, breaches, expiring checks."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

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
    yield Line(_("children were not picked up in time"), sessions, overdue, Rank.UNSAFE)
    alarms = Alarm.objects.filter(seen_at=None)
    yield Line(_("alarms of the children's room that nobody has responded to"), sessions, alarms, Rank.UNSAFE)
    breaches = CareSession.objects.filter(breach_since__isnull=False)
    yield Line(_("sessions have too few carers"), sessions, breaches, Rank.UNSAFE)
    offline = OfflineHandOver.objects.filter(settled_at=None)
    yield Line(_("pick-ups noted offline need confirmation by two people"), sessions, offline, Rank.DUE)
    ending = Carer.objects.filter(is_active=True, is_trainee=False, checked_until__lte=today() + SOON)
    url = reverse("admin:childcare_carer_changelist") + "?check=soon"
    yield Line(_("background checks of carers expire within 30 days, or have expired"), url, ending)
    if not ConsentText.objects.exists():
        url = reverse("admin:childcare_consenttext_add")
        yield Line(_("there are no consent texts for guardians yet"), url)
