"""What waits for a guardian's answer: an offered place, and an incident to read."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from childcare.enums import WaitingState
from childcare.models import CareWaiting, Incident
from community.models import User
from community.registers.to_answer import Question, register
from community.templatetags.dates import near_span

ASKED_FOR = timedelta(days=14)


# Who answers for a child at all.
@register(
    where="EXISTS (SELECT FROM childcare_pickupperson WHERE user_id = %(user)s AND is_guardian AND removed_at IS NULL)"
)
def asked_of_guardians(user: User) -> Iterator[Question]:
    """Places held for the user's family, and incidents that no guardian has acknowledged; two queries."""
    now, url = timezone.now(), reverse("my_childcare")
    held = CareWaiting.objects.filter(
        state=WaitingState.OFFERED,
        held_until__gt=now,
        family__sheets__people__user=user,
        family__sheets__people__is_guardian=True,
        family__sheets__people__removed_at=None,
    )
    for each in held.select_related("session").distinct():
        until = each.held_until or now
        yield Question(_("A place in the children's room is held for you"), near_span(each.session.span), url, until)
    unread = Incident.objects.filter(
        drop_in__sheet__people__user=user,
        drop_in__sheet__people__is_guardian=True,
        drop_in__sheet__people__removed_at=None,
        answers=None,
        at__gt=now - ASKED_FOR,
    )
    for incident in unread.distinct():
        words = _("Please read what happened in the children's room.")
        yield Question(_("Something happened"), words, url, incident.at + ASKED_FOR)
