"""A record that was merged into another stays, empty, for those who looked at it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("residents", "0005_imports_of_appointments"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalresident",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="residents.resident",
                verbose_name="merged into",
            ),
        ),
        migrations.AddField(
            model_name="resident",
            name="merged_into",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="merged",
                to="residents.resident",
                verbose_name="merged into",
            ),
        ),
        migrations.AddConstraint(
            model_name="resident",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", None), ("anonymised_at__isnull", False), _connector="OR"),
                name="residents_resident_merged_is_empty",
            ),
        ),
    ]
