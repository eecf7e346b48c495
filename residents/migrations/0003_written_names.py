"""An index for names by prefix as written; created while the register is in use."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models.functions import Collate


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("residents", "0002_triggers")]

    operations = [
        AddIndexConcurrently(
            "resident", models.Index(Collate("name", "C"), models.F("id"), name="residents_resident_written")
        )
    ]
