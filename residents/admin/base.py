"""Shared parts of the register's admin pages."""

from django.http import HttpRequest

from community.admin_base import PortalHistoryAdmin


class NeverDeleted(PortalHistoryAdmin):
    """Records that end, but are never deleted."""

    show_full_result_count = False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False
