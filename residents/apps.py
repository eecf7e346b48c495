from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResidentsConfig(AppConfig):
    name = "residents"
    verbose_name = _("Register")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from community import message_kinds
        from community import personal_data as personal
        from residents import personal_data
        from residents.message_kinds import KINDS

        personal.register("residents", export=personal_data.export, erase=personal_data.erase)
        message_kinds.register(KINDS)
