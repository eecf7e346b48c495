"""An index for the closures of the days ahead; created while rooms are booked."""

from django.contrib.postgres.indexes import GistIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("rooms", "0003_words")]

    operations = [
        AddIndexConcurrently(
            "reservation",
            GistIndex(
                fields=["during"],
                name="rooms_reservation_closures",
                condition=models.Q(released_at__isnull=True, kind="closure"),
            ),
        )
    ]
