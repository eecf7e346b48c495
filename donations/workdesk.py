"""Donations on the first page of staff: offers to decide."""

from collections.abc import Iterator
from datetime import datetime

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from community.models import User
from community.registers import acts
from community.registers.workdesk import Act, Row, Section, register
from community.templatetags.dates import near_day
from donations import selectors, services
from donations.models import Gift
from donations.rules.thanks import things_in_short

CHANGE = "donations.change_gift"
MOST_OFFERS = 10


def _offers(count: int) -> str:
    return ngettext("%(count)d gift is offered.", "%(count)d gifts are offered.", count) % {"count": count}


@register
def offers(user: User, now: datetime) -> Iterator[Row]:
    """Offered gifts, which can be accepted here; declining needs a reason, on the gift's page. Three queries."""
    if not (user.is_staff and user.has_perm("donations.view_gift")):
        return
    decides = user.has_perm(CHANGE)
    for gift in selectors.told(Gift.objects.to_decide().order_by("offered_at"))[:MOST_OFFERS]:
        page = reverse("admin:donations_gift_change", args=[gift.pk])
        take = Act(pgettext("a gift", "Accept all of it"), acts.url_of("accept-gift", gift.pk), "check", is_first=True)
        look = Act(pgettext("a gift", "Review"), page, is_page=True)
        yield Row(
            section=Section.DECISIONS,
            key=f"gift-{gift.pk}",
            title=things_in_short(gift),
            url=page,
            details=[_("offered %(day)s") % {"day": near_day(gift.offered_at)}],
            at=gift.offered_at,
            icon="gift",
            acts=[take, look] if decides else (),
            says=_offers if decides else None,
        )


@acts.register("accept-gift", permission=CHANGE)
def accept(*, key: str, by: User, reason: str) -> str:
    """Accept all of it; a part can be accepted on its page."""
    gift = Gift.objects.filter(pk=key).first() if key.isdecimal() else None
    if gift is None:
        raise Http404
    services.accept_gift(gift=gift, by=by)
    return _("Accepted; the donors have been told.")
