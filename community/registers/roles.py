"""The roles of staff, as groups: administrator, front desk, read-only.

An administrator has every permission of the portal's own apps, read-only every `view_`,
and the front desk what an app's module `roles.py` lists as `FRONT_DESK`, by codename. Roles
that one app alone needs, such as a treasurer, stand there as `OWN_ROLES`.
Groups are filled after `migrate`, when the permissions exist, so that a new model is in
them at once; what staff added to a group by hand stays. `ROLE_WORDS` beside `OWN_ROLES` says what
such a role does.
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
    ADMINISTRATOR: _("everything: people, rooms, classes, notices, settings, logins of colleagues"),
    FRONT_DESK_ROLE: _("the work of the day: bookings, check-in, classes, notices; looks people up, masked"),
    READ_ONLY: _("looks at everything, masked, and changes nothing"),
}


def words_of(role: str) -> str:
    """What a role does, in the language of now; empty for one that staff made themselves."""
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
    # Django makes them at the same signal, but after us, whose app comes first.
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
    """What an app's module `roles.py` says under a name; the default where it has none."""
    if find_spec(f"{app.name}.roles") is None:
        return default
    return getattr(import_module(f"{app.name}.roles"), name, default)
