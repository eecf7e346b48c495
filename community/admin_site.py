"""The admin site, on which every registered page is based on `PortalAdmin`, third-party ones too."""

from collections.abc import Hashable
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, ngettext
from django.views.i18n import JavaScriptCatalog

from community.borrowed_words import SCRIPTS

MOST_MENUS = 200  # menus cached per process: one for each combination of roles and language


class PortalAdminConfig(AdminConfig):
    default_site = "community.admin_site.PortalAdminSite"


class Words(JavaScriptCatalog):
    """Django's JavaScript catalogue, in which our own wording takes precedence (`community.borrowed_words`)."""

    def get_catalog(self) -> dict[str, Any]:
        catalog: dict[str, Any] = super().get_catalog()
        for one, many in SCRIPTS:
            catalog[one] = [ngettext(one, many, number) for number in (1, 2)]
        return catalog


class PortalAdminSite(admin.AdminSite):
    empty_value_display = "–"

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self._menus: dict[Hashable, list[Any]] = {}

    def register(
        self, model_or_iterable: Any, admin_class: type[admin.ModelAdmin] | None = None, **options: Any
    ) -> None:
        """Register as Django does; a package's page gets our base class, and is replaced if we register a page of our
        own.
        """
        from community.admin_base import PortalAdmin  # noqa: PLC0415 - models are not loaded when the site is made

        wanted = admin_class or PortalAdmin
        if not issubclass(wanted, PortalAdmin):
            wanted = type(wanted.__name__, (PortalAdmin, wanted), {"__module__": wanted.__module__})
            models = [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
            model_or_iterable = [each for each in models if each not in self._registry]
        super().register(model_or_iterable, wanted, **options)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """As Django does, with names as the reader may see them."""
        from community.registers.staff import for_its_reader  # noqa: PLC0415 - models are not loaded yet

        return for_its_reader(super().admin_view(view, cacheable))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The lists grouped by task (`community.registers.menu`); the lists of one app are left as Django returns them.

        What a user sees depends on permissions only, so users with the same permissions share a menu, which each
        process caches. Callers must not modify it.
        """
        if app_label is not None:
            return super().get_app_list(request, app_label)
        user: Any = request.user
        may = user.is_superuser or frozenset(user.get_all_permissions())
        key = (get_language(), user.is_active, may, len(self._registry))
        menu = self._menus.get(key)
        if menu is None:
            if len(self._menus) >= MOST_MENUS:
                self._menus.clear()
            menu = self._menus[key] = self._menu(request)
        return menu

    def _menu(self, request: HttpRequest) -> list[Any]:
        from community.registers.menu import grouped  # noqa: PLC0415 - models are not loaded when the site is made

        lists = (
            {name: each[name] for name in ("model", "name", "object_name", "admin_url")}
            for app in super().get_app_list(request)
            for each in app["models"]
        )
        return grouped(lists, request.user)

    def i18n_javascript(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The translations for Django's scripts, with our own wording."""
        return cast(HttpResponse, Words.as_view(packages=["django.contrib.admin"])(request))

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Autocomplete, only for fields that appear on a form and only for users who may fill in that form."""
        asked = {name: request.GET.get(name, "") for name in ("app_label", "model_name", "field_name")}
        if not any(
            asked["field_name"] in source.get_autocomplete_fields(request)
            and (source.has_add_permission(request) or source.has_change_permission(request))
            for model, source in self._registry.items()
            if model._meta.app_label == asked["app_label"] and model._meta.model_name == asked["model_name"]
        ):
            raise PermissionDenied
        from community.admin_lookups import Lines  # noqa: PLC0415 - it reads forms, which need models

        return cast(HttpResponse, Lines.as_view(admin_site=self)(request))
