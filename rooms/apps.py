from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoomsConfig(AppConfig):
    name = "rooms"
    verbose_name = _("Activity rooms")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from community.registers import message_kinds
        from community.registers import personal_data as personal
        from rooms import (  # noqa: F401 - most register themselves
            calendars,
            engagements,
            errands,
            kept,
            personal_data,
            presence,
            sharing,
            to_answer,
        )
        from rooms.message_kinds import KINDS

        personal.register("rooms", export=personal_data.export, erase=personal_data.erase, kinds=kept.KINDS)
        message_kinds.register(KINDS)
