"""A post: its instructions, open items, and handovers."""

from dataclasses import dataclass

from django.utils import timezone

from volunteers.models import Handover, OpenItem, Post, PostThing, Shift

MOST_LOGGED = 14


@dataclass(frozen=True, slots=True)
class PostLog:
    """The log of a post, newest first."""

    items: list[OpenItem]
    handovers: list[Handover]
    things: list[PostThing]
    running: Shift | None
    last: Shift | None


def log_of(post: Post) -> PostLog:
    """Open items, signed and unsigned handovers, and the shift being handed over now; seven queries."""
    now = timezone.now()
    handovers = Handover.objects.filter(post=post).select_related("shift", "outgoing", "incoming")
    begun = Shift.objects.taking_place().filter(post=post, starts_at__lte=now).order_by("-starts_at").first()
    return PostLog(
        list(OpenItem.objects.open().filter(post=post).select_related("opened_by")),
        list(handovers.prefetch_related("counts__thing", "notes__by", "items")[:MOST_LOGGED]),
        list(post.things.all()),
        begun if begun and begun.ends_at > now else None,
        begun,
    )
