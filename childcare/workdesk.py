"""The children's room on the first page of staff: each running session, with the children inside."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import ngettext

from childcare.models import DropIn
from childcare.selectors.door import Inside, as_inside
from community.models import User
from community.registers.ranks import Rank
from community.registers.workdesk import Row, Section, register


@register
def children_inside(user: User, now: datetime) -> Iterator[Row]:
    """Sessions with children inside: how many, how many with allergies, how many overdue. One query."""
    if not user.has_perm("childcare.run_childcare"):
        return
    stays = DropIn.objects.inside().with_child().select_related("session__room")
    of_session: dict[int, list[Inside]] = {}
    for each in as_inside(stays.order_by("due_at", "pk"), now):
        of_session.setdefault(each.drop_in.session_id, []).append(each)
    for key, children in of_session.items():
        session = children[0].drop_in.session
        inside = len(children)
        late = sum(each.is_overdue for each in children)
        allergic = sum(bool(each.allergies) for each in children)
        with_allergy = ngettext("%(count)d with an allergy", "%(count)d with allergies", allergic) % {"count": allergic}
        yield Row(
            section=Section.CARE,
            key=f"care-{key}",
            title=str(session.room),
            url=reverse("care_session", args=[key]),
            place=ngettext("%(count)d child inside", "%(count)d children inside", inside) % {"count": inside},
            details=[with_allergy] if allergic else [],
            span=session.span,
            at=session.starts_at,
            icon="baby-carriage",
            rank=Rank.UNSAFE if late or session.breach_since else Rank.USUAL,
            warning=ngettext("%(count)d overdue", "%(count)d overdue", late) % {"count": late} if late else "",
        )
