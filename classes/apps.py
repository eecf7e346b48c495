from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClassesConfig(AppConfig):
    name = "classes"
    verbose_name = _("Classes")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from classes import (  # noqa: F401 - most register themselves
            calendars,
            certificates,
            engagements,
            finding,
            happenings,
            kept,
            personal_data,
            sharing,
            workdesk,
        )
        from classes.message_kinds import GROUP, KINDS
        from community.registers import message_kinds
        from community.registers import personal_data as personal

        personal.register("classes", export=personal_data.export, erase=personal_data.erase, kinds=kept.KINDS)
        message_kinds.register(GROUP, KINDS)
