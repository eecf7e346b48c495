from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class ProjectConfig(AppConfig):
    """The project itself: its commands and checks, and what follows every migration."""

    name = "config"

    def ready(self) -> None:
        from config import checks, dashboard, grants  # noqa: F401  # two register themselves; all need the apps

        # The signal is sent once for each app with tables, and only after all are migrated; the project itself has
        # none.
        kernel = apps.get_app_config("community")
        post_migrate.connect(grants.grant_to_serving_role, sender=kernel, dispatch_uid="config.grants")
