"""What pages of the register in the admin share."""

from django.http import HttpRequest

from community.admin_base import PortalHistoryAdmin


class NeverDeleted(PortalHistoryAdmin):
    """Records that end, but do not go."""

    show_full_result_count = False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False
