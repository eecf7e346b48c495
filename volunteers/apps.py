from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VolunteersConfig(AppConfig):
    name = "volunteers"
    verbose_name = _("Duty and volunteers")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from community.registers import message_kinds
        from community.registers import personal_data as personal
        from community.workbooks import tracks
        from volunteers import (  # noqa: F401 - most register themselves
            calendars,
            certificates,
            engagements,
            finding,
            foyer,
            kept,
            ladders,
            personal_data,
            to_answer,
            workdesk,
        )
        from volunteers.importing.track import RosterTrack
        from volunteers.message_kinds import GROUP, KINDS

        personal.register("volunteers", export=personal_data.export, erase=personal_data.erase, kinds=kept.KINDS)
        message_kinds.register(GROUP, KINDS)
        tracks.register("volunteers.rosterimport", "roster", RosterTrack())
