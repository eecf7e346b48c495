"""Staff roles, as groups: administrator, front desk, read-only.

An administrator has every permission of the portal's own apps, read-only has every `view_` permission, and the front
desk has those that an app's module `roles.py` lists as `FRONT_DESK`, by codename. Roles for one app only, such as a
treasurer, are defined there as `OWN_ROLES`, and described in `ROLE_WORDS`. Groups are filled after `migrate`, once
the permissions exist, so that new models are included at once; permissions that staff added by hand stay.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ADMINISTRATOR, FRONT_DESK_ROLE, READ_ONLY = "管理员", "前台", "只读"
ROLES = (ADMINISTRATOR, FRONT_DESK_ROLE, READ_ONLY)
WORDS: dict[str, str | Promise] = {
    ADMINISTRATOR: _("everything: people, rooms, classes, notices, settings, colleagues' logins"),
    FRONT_DESK_ROLE: _("daily work: bookings, check-in, classes, notices; looks people up, masked"),
    READ_ONLY: _("views everything, masked, and changes nothing"),
}


def words_of(role: str) -> str:
    """What a role does, in the active language; empty for a role that staff created themselves."""
    if role in WORDS:
        return str(WORDS[role])
    return next((str(words[role]) for app in _apps() if role in (words := _listed(app, "ROLE_WORDS", {}))), "")


def _apps() -> list[AppConfig]:
    return [each for each in apps.get_app_configs() if each.name in settings.PORTAL_APPS]


def fill_groups(sender: AppConfig, **kwargs: Any) -> None:
    """Give the groups the permissions of one app; a receiver of `post_migrate`."""
    # Groups themselves belong to `auth`; administrators manage them.
    if sender.name not in settings.PORTAL_APPS and sender.label != "auth":
        return
    # Django creates them on the same signal, but after this receiver, because our app comes first.
    create_permissions(sender, verbosity=0)
    own = Permission.objects.filter(content_type__app_label=sender.label)
    for role in ROLES:
        group, _created = Group.objects.get_or_create(name=role)
        group.permissions.add(*own.filter(_granted(role, sender)))
    for role, codenames in _listed(sender, "OWN_ROLES", {}).items():
        group, _created = Group.objects.get_or_create(name=role)
        group.permissions.add(*own.filter(codename__in=codenames))


def _granted(role: str, app: AppConfig) -> Q:
    if role == ADMINISTRATOR:
        return Q()
    if app.label == "auth":
        return Q(pk__in=[])
    if role == READ_ONLY:
        return Q(codename__startswith="view_")
    return Q(codename__in=_listed(app, "FRONT_DESK", ()))


def _listed(app: AppConfig, name: str, default: Any) -> Any:
    """The attribute `name` of an app's module `roles.py`, or the default."""
    if find_spec(f"{app.name}.roles") is None:
        return default
    return getattr(import_module(f"{app.name}.roles"), name, default)
