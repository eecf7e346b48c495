"""`manage.py rotate_resident_keys`: re-encrypt everything with the first of RESIDENT_KEYS.

Covers identity numbers, the cells of rows to correct, uploaded workbooks, and what apps registered with
`vault.seals`. An interrupted run keeps its progress, and running it again does no harm.
"""

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import models, transaction

from community import vault
from community.workbooks.models import WorkbookRow
from community.workbooks.storage import sealed_storage
from residents.models import Resident

AT_A_TIME = 1000


class Command(BaseCommand):
    help = "Encrypt identity numbers, kept cells and uploaded workbooks anew with the first of RESIDENT_KEYS."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            numbers = _encrypt_anew(Resident, "id_encrypted")
            kept = [model for model in apps.get_models() if issubclass(model, WorkbookRow)]
            rows = sum(_encrypt_anew(model, "raw_encrypted") for model in kept)
            rows += sum(_encrypt_anew(apps.get_model(model), column) for model, column in vault.sealed_columns())
            files = sealed_storage().seal_anew()
        except ValueError as error:
            raise CommandError(f"{error}: keep the old key in the list until this command has run.") from error
        self.stdout.write(f"{numbers} numbers, {rows} rows and {files} files are encrypted with the newest key.")


def _encrypt_anew(model: type[models.Model], field: str) -> int:
    """Re-encrypt one column in batches under locks; returns how many rows there were."""
    done, last = 0, 0
    filled = model._default_manager.exclude(**{field: ""}).only(field).order_by("pk")
    while True:
        with transaction.atomic():
            batch = list(filled.select_for_update().filter(pk__gt=last)[:AT_A_TIME])
            for each in batch:
                setattr(each, field, vault.encrypt_anew(getattr(each, field)))
            model._default_manager.bulk_update(batch, [field])
        if not batch:
            return done
        done, last = done + len(batch), batch[-1].pk
