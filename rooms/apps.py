from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_save
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
            finding,
            kept,
            personal_data,
            presence,
            sharing,
            to_answer,
            workdesk,
        )
        from rooms.message_kinds import GROUP, KINDS

        personal.register("rooms", export=personal_data.export, erase=personal_data.erase, kinds=kept.KINDS)
        message_kinds.register(GROUP, KINDS)
        post_save.connect(_take_up_strikes, settings.AUTH_USER_MODEL, dispatch_uid="rooms.strikes")


def _take_up_strikes(instance: Any, update_fields: Any = None, **kwargs: Any) -> None:
    """Restore strikes when a phone number signs up or a login changes to it."""
    from rooms import services  # models are loaded only after this module

    if update_fields is None or "phone" in update_fields:
        services.take_up_strikes(user=instance)
