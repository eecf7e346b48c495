"""Who counts as staff, and which staff pages a user may open.

Staff are all who may enter the admin, and all who hold a permission that an app registered for work outside it, such
as that of the front desk.

Names of neighbours on staff pages are for those who need them for their work (`reads_names`); whoever may only look
reads them masked.
"""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from community.models import User
from community.names import names_masked

_permissions: list[str] = []
_naming: list[str] = []


def register(permission: str) -> None:
    """Treat whoever holds `permission` as staff."""
    _permissions.append(permission)


def let_read_names(permission: str) -> None:
    """Show the names of neighbours on staff pages to whoever holds `permission`."""
    _naming.append(permission)


def reads_names(user: Any) -> bool:
    """Whether a user reads neighbours' names in full on staff pages."""
    return any(map(user.has_perm, _naming))


def for_its_reader(view: Any) -> Any:
    """Render what a staff view returns with names as its reader may see them."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with names_masked(not reads_names(request.user)):
            response: Any = view(request, *args, **kwargs)
            # Django would render it later, when names are no longer masked.
            render: Callable[[], HttpResponse] | None = getattr(response, "render", None)
            return render() if render else response

    return shown


def is_let_in(user: User) -> bool:
    """Whether a user holds a permission for work outside the admin."""
    return any(map(user.has_perm, _permissions))


def works_here(user: Any) -> bool:
    """Whether a user is staff."""
    return isinstance(user, User) and user.is_active and (user.is_staff or is_let_in(user))


def staff_with(permission: str) -> QuerySet[User]:
    """The active staff who hold a permission, by a role or as superusers."""
    app, _dot, codename = permission.partition(".")
    roles = Q(groups__permissions__codename=codename, groups__permissions__content_type__app_label=app)
    return User.objects.filter(roles | Q(is_superuser=True), is_active=True, is_staff=True).distinct()


def may_open(user: User, url: str) -> bool:
    """Whether to show a link; addresses of the admin are only for those who may enter it."""
    return user.is_staff or not url.startswith(reverse("admin:index"))


def reader_of(user: User) -> tuple[Hashable, ...]:
    """A cache key of everything about a user that staff pages depend on: identity and permissions."""
    return user.pk, user.is_active, user.is_staff, user.is_superuser or frozenset(user.get_all_permissions())


def for_staff(view: Any) -> Any:
    """Restrict a view to staff; others get 403."""

    @login_required
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not works_here(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return opened
