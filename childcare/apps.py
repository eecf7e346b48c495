from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ChildcareConfig(AppConfig):
    name = "childcare"
    verbose_name = _("Children's room")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from childcare import (  # noqa: F401 - most register themselves
            calendars,
            dashboard,
            engagements,
            foyer,
            happenings,
            keepers,
            kept,
            ladders,
            personal_data,
            presence,
            to_answer,
            workdesk,
        )
        from childcare.message_kinds import GROUP, KINDS
        from childcare.standard_texts import add_where_none
        from childcare.topics import TOPICS
        from community import vault
        from community.registers import message_kinds, topics
        from community.registers import personal_data as personal

        personal.register("childcare", export=personal_data.export, erase=personal_data.erase, kinds=kept.KINDS)
        message_kinds.register(GROUP, KINDS)
        topics.register(TOPICS)
        post_migrate.connect(add_where_none, sender=self, dispatch_uid="childcare.standard_texts")
        # Incidents never change, so they are not re-encrypted, and their key must stay in the list while they are
        # stored.
        vault.seals("childcare.CareSheet", "health_encrypted", "contacts_encrypted")
        vault.seals("childcare.DayPass", "words_encrypted")
        vault.seals("childcare.TurnedAway", "note_encrypted")
