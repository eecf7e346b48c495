"""Guessing a match is counted by phone and address; people are found by their second number too."""

import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("residents", "0006_merged_residents"),
    ]

    operations = [
        migrations.CreateModel(
            name="MatchAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("phone", models.CharField(max_length=64)),
                ("client", models.CharField(max_length=64)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "attempt to match",
                "verbose_name_plural": "attempts to match",
            },
        ),
        migrations.AddIndex(
            model_name="resident",
            index=models.Index(
                django.db.models.functions.text.Right("other_phone", 4),
                condition=models.Q(("other_phone", ""), _negated=True),
                name="residents_resident_other4",
            ),
        ),
        migrations.AddIndex(
            model_name="matchattempt",
            index=models.Index(fields=["phone", "at"], name="residents_attempt_phone"),
        ),
        migrations.AddIndex(
            model_name="matchattempt",
            index=models.Index(fields=["client", "at"], name="residents_attempt_client"),
        ),
    ]
