"""`manage.py rotate_resident_keys`: encrypt every identity number anew with the first of RESIDENT_KEYS."""

from typing import Any

from django.core.management.base import BaseCommand

from residents import vault
from residents.models import Resident

AT_A_TIME = 1000


class Command(BaseCommand):
    help = "Encrypt every identity number anew with the first of RESIDENT_KEYS."

    def handle(self, *args: Any, **options: Any) -> None:
        done, last = 0, 0
        while True:
            batch = list(
                Resident.objects.filter(pk__gt=last)
                .exclude(id_encrypted="")
                .only("id_encrypted")
                .order_by("pk")[:AT_A_TIME]
            )
            if not batch:
                break
            for resident in batch:
                resident.id_encrypted = vault.encrypt_anew(resident.id_encrypted)
            Resident.objects.bulk_update(batch, ["id_encrypted"])
            done, last = done + len(batch), batch[-1].pk
        self.stdout.write(f"{done} numbers are encrypted with the newest key.")
