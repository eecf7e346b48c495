"""Share cards and posters of classes and proposals."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from classes.models import InterestClass, Proposal
from community.enums import Drawing
from community.http import whole_number
from community.registers.sharing import Shared, register
from community.templatetags.dates import day, plain


def shared_class(shown: InterestClass) -> Shared:
    """The content of a class's card or poster: when, where, the teacher, and the price."""
    when = f"{shown.get_weekday_display()} {shown.starts:%H:%M}–{shown.ends:%H:%M}"
    teacher = _("Teacher: %(name)s") % {"name": shown.teacher_name}
    price = f"¥{shown.price}" if shown.price else _("free of charge")
    return Shared(
        "class",
        str(shown.pk),
        str(shown),
        shown.in_reader_language("about"),
        shown.get_absolute_url(),
        shown.picture,
        (when, str(shown.room), teacher, price),
    )


def shared_proposal(shown: Proposal, *, missing: int) -> Shared:
    """The content of a proposal's card or poster; with `missing` more neighbours it becomes a class. Never names the
    proposer.
    """
    lacking = ngettext("%(missing)d more neighbour needed", "%(missing)d more neighbours needed", missing)
    facts = [lacking % {"missing": missing}] if missing else []
    until = _("Open until %(day)s") % {"day": plain(day(shown.open_until))}
    return Shared(
        "wish", str(shown.pk), str(shown), shown.about, shown.get_absolute_url(), Drawing.MEETING, (*facts, until)
    )


@register("class")
def find_class(key: str) -> Shared | None:
    found = InterestClass.objects.public().select_related("room__kind")
    shown = found.filter(pk=whole_number(key)).first()
    return shared_class(shown) if shown else None


@register("wish")
def find_proposal(key: str) -> Shared | None:
    shown = Proposal.objects.public().with_pledges().filter(pk=whole_number(key)).first()
    if shown is None:
        return None
    return shared_proposal(shown, missing=max(shown.needed - shown.pledged, 0))
