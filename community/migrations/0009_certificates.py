"""Numbered certificates, their counters, and what keeps both."""

from pathlib import Path

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import community.certificates.codes
import community.certificates.models

SQL = Path(__file__).resolve().parent.parent / "certificates"


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0008_way_in"),
    ]

    operations = [
        migrations.CreateModel(
            name="CertificateCounter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("prefix", models.CharField(max_length=6)),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "counter of certificates",
                "verbose_name_plural": "counters of certificates",
                "constraints": [
                    models.UniqueConstraint(fields=("prefix", "year"), name="community_certificate_counter_one")
                ],
            },
        ),
        migrations.CreateModel(
            name="CertificateGuess",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("client", models.CharField(help_text="A keyed hash of the address.", max_length=64)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "wrong code of a certificate",
                "verbose_name_plural": "wrong codes of certificates",
                "indexes": [models.Index(fields=["client", "-at"], name="community_guess_of_client")],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "number",
                    community.certificates.models.GivenNumber(
                        default="", editable=False, max_length=20, unique=True, verbose_name="number"
                    ),
                ),
                ("kind", models.CharField(editable=False, max_length=20, verbose_name="kind")),
                ("prefix", models.CharField(editable=False, max_length=6)),
                (
                    "code",
                    models.CharField(
                        default=community.certificates.codes.new_code, editable=False, max_length=16, unique=True
                    ),
                ),
                ("name", models.CharField(blank=True, editable=False, max_length=400, verbose_name="name")),
                (
                    "name_shown",
                    models.CharField(
                        choices=[
                            ("whole", "the whole name"),
                            ("masked", "the first character"),
                            ("neighbour", "“a neighbour”"),
                        ],
                        default="masked",
                        max_length=10,
                        verbose_name="what strangers read of the name",
                    ),
                ),
                ("facts", models.JSONField(default=dict, editable=False, verbose_name="what it says")),
                ("salt", models.CharField(blank=True, editable=False, max_length=32)),
                ("digest", models.CharField(editable=False, max_length=64)),
                (
                    "issued_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="issued"),
                ),
                ("revoked_at", models.DateTimeField(editable=False, null=True, verbose_name="revoked")),
                (
                    "cause",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("mistake", "it held a mistake"),
                            ("replaced", "another certificate replaces it"),
                            ("undone", "what it certifies was undone"),
                            ("wish", "its holder asked for it"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="why it was revoked",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="why, in words for the holder"
                    ),
                ),
                ("nameless_at", models.DateTimeField(editable=False, null=True, verbose_name="without a name since")),
                (
                    "issued_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaced_by",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="community.certificate",
                        verbose_name="replaced by",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "certificate",
                "verbose_name_plural": "certificates",
                "ordering": ["-issued_at", "-pk"],
                "indexes": [models.Index(fields=["-issued_at"], name="community_certificate_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cause", ""), ("reason", ""), ("replaced_by", None), ("revoked_at", None)),
                            models.Q(("revoked_at__isnull", False), models.Q(("cause", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="community_certificate_revoked_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("nameless_at", None),
                                models.Q(("name", ""), _negated=True),
                                models.Q(("salt", ""), _negated=True),
                            ),
                            models.Q(("name", ""), ("nameless_at__isnull", False), ("reason", ""), ("salt", "")),
                            _connector="OR",
                        ),
                        name="community_certificate_name_or_nameless",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("replaced_by", None), ("cause", "replaced"), _connector="OR"),
                        name="community_certificate_replaced_is_revoked",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            (SQL / "triggers.sql").read_text(encoding="utf-8"), (SQL / "triggers_undo.sql").read_text(encoding="utf-8")
        ),
    ]
