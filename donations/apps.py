from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DonationsConfig(AppConfig):
    name = "donations"
    verbose_name = _("Gifts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from community.registers import message_kinds
        from community.registers import personal_data as personal
        from community.workbooks import tracks
        from donations import certificates, dashboard, finding, kept, personal_data, stories, thanks, workdesk  # noqa: F401 - all but two register themselves
        from donations.message_kinds import GROUP, KINDS
        from donations.old_list import GiftTrack

        personal.register("donations", export=personal_data.export, erase=personal_data.erase, kinds=kept.KINDS)
        message_kinds.register(GROUP, KINDS)
        tracks.register("donations.giftimport", "gifts", GiftTrack())
