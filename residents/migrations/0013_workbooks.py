"""Imports as the kernel has them: what a row is about, and how staff said to read the file."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("residents", "0012_own_reveals"),
    ]

    operations = [
        migrations.RenameField("importrow", "address", "about"),
        migrations.AlterField(
            model_name="importrow",
            name="about",
            field=models.CharField(blank=True, max_length=60, verbose_name="what it is about"),
        ),
        migrations.AddField(
            model_name="registerimport",
            name="fills_down",
            field=models.BooleanField(default=False, verbose_name="an empty cell means the same as above"),
        ),
        migrations.AddField(
            model_name="registerimport",
            name="reads_hidden",
            field=models.BooleanField(default=False, verbose_name="reads hidden sheets"),
        ),
        migrations.AlterField(
            model_name="registerimport",
            name="state",
            field=models.CharField(
                choices=[
                    ("uploaded", "Waiting for the rehearsal"),
                    ("rehearsing", "Rehearsing"),
                    ("rehearsed", "Rehearsed; nothing is changed yet"),
                    ("to_apply", "Waiting to be applied"),
                    ("applying", "Applying"),
                    ("applied", "Applied"),
                    ("to_undo", "Waiting to be undone"),
                    ("undoing", "Undoing"),
                    ("undone", "Undone"),
                    ("refused", "Refused"),
                ],
                default="uploaded",
                max_length=10,
                verbose_name="state",
            ),
        ),
    ]
