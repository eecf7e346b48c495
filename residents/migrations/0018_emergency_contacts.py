"""Whom to ring when something happens to a resident."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("residents", "0017_other_documents_checked"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EmergencyContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("spouse", "Spouse"),
                            ("child", "Child"),
                            ("parent", "Parent"),
                            ("sibling", "Brother or sister"),
                            ("grandchild", "Grandchild"),
                            ("grandparent", "Grandparent"),
                            ("child_in_law", "Son- or daughter-in-law"),
                            ("parent_in_law", "Father- or mother-in-law"),
                            ("relative", "Another relative"),
                            ("helper", "Helper in the house"),
                            ("tenant", "Tenant"),
                            ("other", "Other"),
                        ],
                        max_length=15,
                        verbose_name="who they are to the resident",
                    ),
                ),
                ("phone", models.CharField(max_length=20, verbose_name="number to ring")),
                (
                    "consented_on",
                    models.DateField(
                        help_text="The day on which this person agreed to be rung.", verbose_name="agreed on"
                    ),
                ),
                (
                    "noted_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="noted"),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="emergency_contacts",
                        to="residents.resident",
                        verbose_name="resident",
                    ),
                ),
            ],
            options={
                "verbose_name": "emergency contact",
                "verbose_name_plural": "emergency contacts",
                "ordering": ["resident", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("resident", "phone"),
                        name="residents_emergency_once",
                        violation_error_message="This number is noted for this resident already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("phone", ""), _negated=True)
                        ),
                        name="residents_emergency_says_whom",
                        violation_error_message="Please say whom to ring, and at which number.",
                    ),
                ],
            },
        ),
    ]
