"""Look at every row of the new constraint, in a transaction of its own, so that nobody waits for it."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("residents", "0016_other_documents"),
    ]

    operations = [
        ValidateConstraint("resident", "residents_resident_document_has_number"),
    ]
