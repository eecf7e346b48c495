from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundConfig(AppConfig):
    name = "donations.fund"
    label = "fund"
    verbose_name = _("Public-service fund")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from community.registers import personal_data as personal
        from donations.fund import finding, kept, personal_data, workdesk  # noqa: F401 - two register themselves

        personal.register("fund", export=personal_data.export, erase=personal_data.erase, kinds=kept.KINDS)
