"""The shared pages, as this process keeps them or makes them anew."""

from django.test import Client
from django.urls import reverse

from community.models import Centre
from community.ranges import DAY, today
from community.shared_pages import forget_pages
from community.versions import forget_remembered

NAMES = ("home", "board", "rooms_now", "class_list", "timetable", "day_grid")


def read_pages(*, anew: bool = False) -> dict[str, bytes]:
    """Each page as somebody without a login reads it."""
    if anew:
        forget_pages()
        forget_remembered()
        Centre.forget()
    tomorrow = (today() + DAY).isoformat()
    return {name: Client().get(f"{reverse(name)}?date={tomorrow}").content for name in NAMES}
