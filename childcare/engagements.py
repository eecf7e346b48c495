"""Care of a user's children, and a user's duties as a carer, for warnings about overlapping engagements."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from childcare.models import CareDuty, DropIn
from community.models import User
from community.ranges import Span
from community.registers import engagements


@engagements.register
def care_at(user: User, span: Span) -> Iterator[engagements.Engagement]:
    """Stays of the user's children in `span`, and sessions to which the user is signed on. Two queries."""
    mine = Q(sheet__people__user=user, sheet__people__is_guardian=True, sheet__people__removed_at=None)
    stays = DropIn.objects.inside().filter(mine, in_at__lt=span.end, due_at__gt=span.start)
    for start, end in stays.distinct().values_list("in_at", "due_at"):
        yield engagements.Engagement(Span(start, end), _("A child in the children's room"), reverse("my_childcare"))
    duties = CareDuty.objects.on().filter(
        carer__volunteer__user=user, session__starts_at__lt=span.end, session__ends_at__gt=span.start
    )
    for row in duties.select_related("session__room"):
        session = row.session
        yield engagements.Engagement(session.span, str(session.room), reverse("childcare"))
