"""Imports say what they hold: people, or appointments."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("residents", "0004_imports_and_exports"),
    ]

    operations = [
        migrations.AddField(
            model_name="registerimport",
            name="kind",
            field=models.CharField(
                choices=[
                    ("people", "Residents"),
                    ("appointments", "Appointments: building leaders and the other roles"),
                ],
                default="people",
                max_length=12,
                verbose_name="what it holds",
            ),
        ),
    ]
