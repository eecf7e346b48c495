"""The one admin site: every record on it rests on `PortalAdmin`, whoever wrote its page."""

from collections.abc import Hashable
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, ngettext
from django.views.i18n import JavaScriptCatalog

from community.borrowed_words import SCRIPTS

MOST_MENUS = 200  # that a process keeps: one for each role, or mix of roles, and language


class PortalAdminConfig(AdminConfig):
    default_site = "community.admin_site.PortalAdminSite"


class Words(JavaScriptCatalog):
    """Django's catalogue for its scripts; what we word ourselves stands in ours (`community.borrowed_words`)."""

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
        """Register as ever; a package's page gets our base under it, and gives way to a page of our own."""
        from community.admin_base import PortalAdmin  # noqa: PLC0415 - models are not loaded when the site is made

        wanted = admin_class or PortalAdmin
        if not issubclass(wanted, PortalAdmin):
            wanted = type(wanted.__name__, (PortalAdmin, wanted), {"__module__": wanted.__module__})
            models = [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
            model_or_iterable = [each for each in models if each not in self._registry]
        super().register(model_or_iterable, wanted, **options)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The lists grouped by what staff do (`community.registers.menu`); of one app alone as Django has them.

        Which lists somebody sees follows from their permissions alone, so that those with the same share one menu,
        which each process keeps. It is nobody's to change.
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
        """The words of Django's scripts, with those of ours in place of its own."""
        return cast(HttpResponse, Words.as_view(packages=["django.contrib.admin"])(request))

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Search for a field: one that a form has, by those who may fill that form in."""
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
