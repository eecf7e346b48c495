"""The shared pages, cached in this process or newly rendered."""

from django.test import Client
from django.urls import reverse

from community.models import Centre
from community.ranges import DAY, today
from community.shared_pages import forget_pages
from community.versions import forget_remembered
from rooms.models import Room

NAMES = ("home", "board", "rooms_now", "class_list", "timetable", "day_grid", "duty", "duty_week")
NAMES += ("childcare", "care_figures", "thanks_wall", "fund")


def paths() -> dict[str, str]:
    """The address of every shared page, of tomorrow if it shows a day, and the weeks of two rooms."""
    tomorrow = (today() + DAY).isoformat()
    found = {name: f"{reverse(name)}?date={tomorrow}" for name in NAMES}
    found["wall"] = f"{reverse('board')}?display=wall"
    slugs = Room.objects.order_by("pk").values_list("slug", flat=True)[:2]
    return found | {f"week of {slug}": f"{reverse('room_week', args=[slug])}?date={tomorrow}" for slug in slugs}


def read_pages(*, anew: bool = False) -> dict[str, bytes]:
    """Each page as an anonymous reader sees it."""
    if anew:
        forget_pages()
        forget_remembered()
        Centre.forget()
    return {name: Client().get(path).content for name, path in paths().items()}
