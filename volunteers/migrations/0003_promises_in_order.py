"""An index for a volunteer's latest shifts; created while the roster is in use."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("volunteers", "0002_triggers")]

    operations = [
        AddIndexConcurrently(
            "assignment", models.Index(fields=["volunteer", "during"], name="volunteers_promise_in_order")
        )
    ]
