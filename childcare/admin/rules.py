"""The rules of the children's room: ages, ratio, consent texts."""

from django.contrib import admin

from childcare.models import CareRules, ConsentText, RatioBand
from community.admin_base import PortalHistoryAdmin, SingleAdmin


@admin.register(CareRules)
class CareRulesAdmin(SingleAdmin):
    fields = [
        "room",
        ("youngest", "oldest"),
        "alone_from",
        "confirm_days",
        "offer_minutes",
        ("keep_days", "keep_years"),
    ]


@admin.register(RatioBand)
class RatioBandAdmin(PortalHistoryAdmin):
    """Never weaker than one carer for seven children under six and ten from six on, as a database constraint
    ensures.
    """

    list_display = ["since", "first_age", "last_age", "points"]
    list_filter = ["since"]


@admin.register(ConsentText)
class ConsentTextAdmin(PortalHistoryAdmin):
    """Consent texts. A new version is a new row; the text that someone agreed to stays as it was."""

    list_display = ["purpose", "version", "since"]
    list_filter = ["purpose"]

    def has_delete_permission(self, request: object, obj: ConsentText | None = None) -> bool:
        return False

    def get_readonly_fields(self, request: object, obj: ConsentText | None = None) -> list[str]:
        """A text that someone agreed to cannot be edited."""
        if obj is not None and obj.consents.exists():
            return ["purpose", "version", "text", "text_en", "since"]
        return []
