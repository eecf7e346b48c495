from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django_tasks_db.apps import TasksAppConfig


class CommunityConfig(AppConfig):
    default = True
    name = "community"
    verbose_name = _("Centre")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from community import sharing  # noqa: F401 - registers itself
        from community.accounts.kept import KINDS
        from community.registers import personal_data
        from community.registers.roles import fill_groups
        from community.typed_days import bound_every_form
        from community.unnamed_columns import name_columns
        from community.work import desk, finding  # noqa: F401 - register themselves

        bound_every_form()
        personal_data.register("login", export=personal_data.export_login, erase=personal_data.erase_login, kinds=KINDS)
        name_columns()
        post_migrate.connect(fill_groups, dispatch_uid="community.registers.roles")


class BackgroundWorkConfig(TasksAppConfig):
    """django-tasks has no Chinese translation; our catalogue provides one for its admin."""

    verbose_name = _("Background work")  # type: ignore[assignment]
    words = (_("Task Result"), _("Task Results"))
