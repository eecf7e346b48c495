"""Sharing notices."""

from community.enums import Drawing
from community.http import whole_number
from community.models import Notice
from community.registers.sharing import Shared, register


def shared_notice(notice: Notice) -> Shared:
    """A notice for a preview card or a poster."""
    return Shared(
        "notice",
        str(notice.pk),
        notice.in_reader_language("title"),
        notice.in_reader_language("body"),
        notice.get_absolute_url(),
        Drawing.NOTICE,
    )


@register("notice")
def find(key: str) -> Shared | None:
    notice = Notice.objects.published().filter(pk=whole_number(key)).first()
    return shared_notice(notice) if notice else None
