"""The rules of the children's room: ages, ratio, texts of consent."""

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
    """Never weaker than one carer for seven children under six and ten from six on: the database refuses it."""

    list_display = ["since", "first_age", "last_age", "points"]
    list_filter = ["since"]


@admin.register(ConsentText)
class ConsentTextAdmin(PortalHistoryAdmin):
    """A new version is a new row; what somebody agreed to stays as it was."""

    list_display = ["purpose", "version", "since"]
    list_filter = ["purpose"]

    def has_delete_permission(self, request: object, obj: ConsentText | None = None) -> bool:
        return False

    def get_readonly_fields(self, request: object, obj: ConsentText | None = None) -> list[str]:
        """The words to which somebody agreed stand fast."""
        if obj is not None and obj.consents.exists():
            return ["purpose", "version", "text", "text_en", "since"]
        return []
