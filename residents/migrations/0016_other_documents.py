"""People known by another document than the identity card: its kind stands beside the number."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q

KINDS = [
    ("identity", "Identity card"),
    ("passport", "Passport"),
    ("hk_permit", "Travel permit for people from Hong Kong and Macao"),
    ("hk_residence", "Residence permit for people from Hong Kong and Macao"),
    ("tw_permit", "Travel permit for people from Taiwan"),
    ("tw_residence", "Residence permit for people from Taiwan"),
    ("foreign_card", "Permanent residence card of a foreigner"),
    ("other", "Another document"),
]


def kind():
    return models.CharField(choices=KINDS, default="identity", max_length=12, verbose_name="kind of document")


class Migration(migrations.Migration):
    dependencies = [
        ("residents", "0015_precision_and_relations"),
    ]

    operations = [
        migrations.AddField("historicalresident", "id_kind", kind()),
        migrations.AddField("resident", "id_kind", kind()),
        AddConstraintNotValid(
            "resident",
            models.CheckConstraint(
                condition=Q(id_kind="identity") | ~Q(id_encrypted=""),
                name="residents_resident_document_has_number",
                violation_error_message="Please give the number of the document.",
            ),
        ),
    ]
