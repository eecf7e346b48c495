"""Labels only."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("residents", "0008_exports_only_added"),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicalresident",
            name="created_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, editable=False, verbose_name="in the register since"
            ),
        ),
        migrations.AlterField(
            model_name="registerimport",
            name="kind",
            field=models.CharField(
                choices=[("people", "Residents"), ("appointments", "Appointments")],
                default="people",
                max_length=12,
                verbose_name="what it holds",
            ),
        ),
        migrations.AlterField(
            model_name="resident",
            name="created_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, editable=False, verbose_name="in the register since"
            ),
        ),
    ]
