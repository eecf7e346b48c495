from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResidentsConfig(AppConfig):
    name = "residents"
    verbose_name = _("Register")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from community.registers import message_kinds
        from community.registers import personal_data as personal
        from community.workbooks import tracks
        from residents import finding, kept, personal_data, standard_relations, workdesk  # noqa: F401 - two register themselves
        from residents.importing.appointments.taking import AppointmentsTrack
        from residents.importing.people.track import PeopleTrack
        from residents.message_kinds import GROUP, KINDS
        from residents.standard_tags import add_where_none

        post_migrate.connect(add_where_none, sender=self, dispatch_uid="residents.standard_tags")
        post_migrate.connect(
            standard_relations.add_where_none, sender=self, dispatch_uid="residents.standard_relations"
        )
        personal.register(
            "residents",
            export=personal_data.export,
            erase=personal_data.erase,
            kinds=kept.KINDS,
            in_full=personal_data.export_in_full,
            masks=personal_data.masks,
        )
        message_kinds.register(GROUP, KINDS)
        tracks.register("residents.registerimport", "people", PeopleTrack())
        tracks.register("residents.registerimport", "appointments", AppointmentsTrack())
