"""`manage.py migrate`: Django's command, run as the role that owns the schema."""

from typing import Any

from django.core.management.commands import migrate

from config.database import as_owner


class Command(migrate.Command):
    def execute(self, *args: Any, **options: Any) -> str | None:
        with as_owner():
            return super().execute(*args, **options)
