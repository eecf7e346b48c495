"""Groups of the admin's lists, by what staff do rather than by app.

An app adds its lists and pages to a group with `add`, in display order. A list that was not added gets a group named
after its app, before the settings; groups without anything for the reader are left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from community.models import User

ROOMS, CLASSES, RESIDENTS, LEADERS = "rooms", "classes", "residents", "leaders"
DUTY, CARE, GIFTS, FUND = "duty", "care", "gifts", "fund"
NEWS, SETTINGS = "news", "settings"
# The label and icon of each group, in menu order; the settings come last.
GROUPS: dict[str, tuple[str | Promise, str]] = {
    ROOMS: (_("Rooms"), "door"),
    CLASSES: (_("Classes"), "school"),
    RESIDENTS: (_("Residents"), "users"),
    LEADERS: (_("Building leaders"), "home-heart"),
    DUTY: (_("Duty and volunteers"), "users-group"),
    CARE: (_("Children's room"), "baby-carriage"),
    GIFTS: (_("Gifts and things"), "gift"),
    FUND: (_("Public-service fund"), "books"),
    NEWS: (_("Notices and messages"), "bell"),
    SETTINGS: (_("Settings"), "settings"),
}
OTHERS_ICON = "clipboard-list"


@dataclass(frozen=True, slots=True)
class Page:
    """A page in the menu: its label, its URL name, and who may open it."""

    label: str | Promise
    url_name: str
    permission: str


_entries: dict[str, list[str | Page]] = {}


def add(group: str, *entries: str | Page) -> None:
    """Append lists, as `app.model` in lower case, and pages to a group."""
    known = _entries.setdefault(group, [])
    known.extend(each for each in entries if each not in known)


def placed() -> set[str]:
    """Every list in any group, as `app.model`."""
    return {each for group in _entries.values() for each in group if isinstance(each, str)}


def grouped(lists: Iterable[dict[str, Any]], user: User | AnonymousUser) -> list[dict[str, Any]]:
    """The reader's menu; `lists` are Django's dictionaries of the lists that the reader may see.

    Each group has what Django's templates expect of an app (`name`, `app_label`, `models`), and an `icon`; all names
    are in the active language.
    """
    by_label = {each["model"]._meta.label_lower: each | {"name": capfirst(str(each["name"]))} for each in lists}
    menu = [
        {"name": str(name), "app_label": key, "icon": icon, "app_url": "", "has_module_perms": True, "models": found}
        for key, (name, icon) in GROUPS.items()
        if (found := list(_of_group(key, by_label, user)))
    ]
    others = list(_others(by_label))
    is_last = bool(menu) and menu[-1]["app_label"] == SETTINGS
    return [*menu[:-1], *others, menu[-1]] if is_last else [*menu, *others]


def _of_group(key: str, by_label: dict[str, dict[str, Any]], user: User | AnonymousUser) -> Iterator[dict[str, Any]]:
    for each in _entries.get(key, []):
        if isinstance(each, str):
            if each in by_label:
                yield by_label[each]
        elif user.has_perm(each.permission):
            url = reverse(each.url_name)
            yield {"name": capfirst(str(each.label)), "object_name": each.url_name, "admin_url": url, "model": None}


def _others(by_label: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    apps: dict[str, list[dict[str, Any]]] = {}
    for label in sorted(set(by_label) - placed()):
        apps.setdefault(label.partition(".")[0], []).append(by_label[label])
    for app_label, models in apps.items():
        name = str(models[0]["model"]._meta.app_config.verbose_name)
        yield {"name": name, "app_label": app_label, "icon": OTHERS_ICON, "app_url": "", "models": models}


add(NEWS, "community.notice", "community.message", "community.outgoingtext")
add(
    SETTINGS,
    *("community.user", "auth.group", "community.centre", "community.calendarday", "community.certificatetemplate"),
    "community.officialseal",
    *("community.knownheading", "django_tasks_database.dbtaskresult"),
)
