"""The code of a pass's QR follows from its words by a key that the database lacks: nobody who reads it has a pass.

The rules and the figures that public pages show have versions, so that these pages are kept until they change.
"""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from community.models.users import unguessable_token
from community.versions import Versioned


def new_codes(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """On the way back: a code of its own for each pass, as they had."""
    passes = apps.get_model("childcare", "DayPass")
    for row in passes.objects.filter(code=None).iterator():
        passes.objects.filter(pk=row.pk).update(code=unguessable_token())


class Migration(migrations.Migration):
    dependencies = [("childcare", "0001_children_left_for_an_hour")]

    operations = [
        migrations.AlterField("daypass", "code", models.CharField(max_length=43, unique=True, null=True)),
        migrations.RunPython(migrations.RunPython.noop, new_codes),
        migrations.RemoveField("daypass", "code"),
        Versioned("carerules", "ratioband", "stayfigure"),
    ]
