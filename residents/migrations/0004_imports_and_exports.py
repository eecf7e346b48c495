"""Imports of the register with their rows, unmasked exports, and how long the files are kept."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import community.ranges
import community.workbooks.models
import community.workbooks.storage


class Migration(migrations.Migration):
    dependencies = [
        ("residents", "0003_search_order"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalregisterpolicy",
            name="import_days",
            field=models.PositiveSmallIntegerField(
                default=90, verbose_name="days that imported files and their rows are kept"
            ),
        ),
        migrations.AddField(
            model_name="registerpolicy",
            name="import_days",
            field=models.PositiveSmallIntegerField(
                default=90, verbose_name="days that imported files and their rows are kept"
            ),
        ),
        migrations.CreateModel(
            name="RegisterExport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                ("people", models.PositiveIntegerField(verbose_name="people")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who took it along",
                    ),
                ),
            ],
            options={
                "verbose_name": "unmasked export",
                "verbose_name_plural": "unmasked exports",
                "ordering": ["-at"],
            },
        ),
        migrations.CreateModel(
            name="RegisterImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        storage=community.workbooks.storage.sealed_storage,
                        upload_to=community.workbooks.models.sealed_path,
                        verbose_name="file",
                    ),
                ),
                ("filename", models.CharField(max_length=200, verbose_name="file name")),
                (
                    "as_of",
                    models.DateField(
                        default=community.ranges.today,
                        help_text="The day from which new addresses count.",
                        verbose_name="as of",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("uploaded", "Waiting for the rehearsal"),
                            ("rehearsing", "Rehearsing"),
                            ("rehearsed", "Rehearsed; nothing is changed yet"),
                            ("applying", "Applying"),
                            ("applied", "Applied"),
                            ("undoing", "Undoing"),
                            ("undone", "Undone"),
                            ("refused", "Refused"),
                        ],
                        default="uploaded",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("message", models.CharField(blank=True, max_length=500, verbose_name="message")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="done")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="total")),
                ("progress_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("totals", models.JSONField(blank=True, default=dict, verbose_name="totals")),
                ("merges", models.BooleanField(default=True, verbose_name="merges the same person in two households")),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="uploaded")),
                ("applied_at", models.DateTimeField(null=True, verbose_name="applied")),
                ("undone_at", models.DateTimeField(null=True, verbose_name="undone")),
                (
                    "applied_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="applied by",
                    ),
                ),
                (
                    "compound",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports",
                        to="residents.compound",
                        verbose_name="compound",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="undone by",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="uploaded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "import of the register",
                "verbose_name_plural": "imports of the register",
                "ordering": ["-uploaded_at"],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sheet", models.CharField(max_length=100, verbose_name="sheet")),
                ("number", models.PositiveIntegerField(verbose_name="row")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("changed", "Changed"),
                            ("unchanged", "Unchanged"),
                            ("refused", "Not taken"),
                        ],
                        max_length=9,
                        verbose_name="verdict",
                    ),
                ),
                ("masked_name", models.CharField(max_length=10, verbose_name="name")),
                ("address", models.CharField(blank=True, max_length=30, verbose_name="address")),
                ("changes", models.JSONField(default=list)),
                ("repairs", models.JSONField(default=list)),
                ("problems", models.JSONField(default=list)),
                ("proposal", models.JSONField(null=True)),
                ("raw_encrypted", models.TextField(blank=True, editable=False)),
                ("made", models.JSONField(default=dict)),
                (
                    "resident",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="import_rows",
                        to="residents.resident",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="residents.registerimport",
                        verbose_name="import",
                    ),
                ),
            ],
            options={
                "verbose_name": "row of an import",
                "verbose_name_plural": "rows of imports",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["run", "verdict"], name="residents_importrow_verdict")],
            },
        ),
    ]
