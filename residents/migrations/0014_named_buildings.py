"""Buildings have a name and an order, units may have a name; numbers stay what they were.

Backwards, a building that is called by a word gets a number of its own behind the others.
"""

import django.contrib.postgres.fields
from django.db import migrations, models
from django.db.models import F, Max, Q
from django.db.models.functions import Cast


def name_by_number(apps, schema_editor):
    """The number is the name, and the place among others."""
    building = apps.get_model("residents", "Building")
    building.objects.update(name=Cast("number", models.CharField()), order=F("number"))


def number_by_name(apps, schema_editor):
    """A name in digits is the number again; words take the numbers after the last, in their order."""
    building = apps.get_model("residents", "Building")
    building.objects.filter(name__regex=r"^[0-9]{1,5}$").update(number=Cast("name", models.IntegerField()))
    for compound in building.objects.filter(number=None).values_list("compound", flat=True).distinct():
        last = building.objects.filter(compound=compound).aggregate(last=Max("number"))["last"] or 0
        named = building.objects.filter(compound=compound, number=None).order_by("order", "name")
        for number, each in enumerate(named, start=last + 1):
            each.number = number
            each.save(update_fields=["number"])


class Migration(migrations.Migration):
    dependencies = [
        ("residents", "0013_workbooks"),
    ]

    operations = [
        # The triggers that wait for the end of a transaction must have run before a table changes.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL IMMEDIATE"),
        migrations.AlterModelOptions(
            name="building",
            options={
                "ordering": ["compound", "order", "name"],
                "verbose_name": "building",
                "verbose_name_plural": "buildings",
            },
        ),
        migrations.RemoveConstraint("building", "residents_building_once"),
        migrations.AddField("building", "name", models.CharField(default="", max_length=20), preserve_default=False),
        migrations.AddField("building", "order", models.PositiveSmallIntegerField(default=0), preserve_default=False),
        migrations.AddField(
            "building",
            "unit_names",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(blank=True, max_length=10),
                blank=True,
                default=list,
                help_text="Only where units are called by words, such as 东单元,西单元: the name of unit 1, of unit 2 and so on, with commas between. A change renames a unit, it moves nobody.",
                size=99,
                verbose_name="names of units",
            ),
        ),
        migrations.AlterField("building", "number", models.PositiveSmallIntegerField(null=True)),
        migrations.RunPython(name_by_number, number_by_name),
        migrations.RemoveField("building", "number"),
        migrations.AlterField(
            "building",
            "name",
            models.CharField(
                help_text="3 for building 3; or a word: A座, 南区3栋.", max_length=20, verbose_name="number or name"
            ),
        ),
        migrations.AlterField(
            "building",
            "order",
            models.PositiveSmallIntegerField(
                blank=True,
                help_text="Where it stands in lists; empty: by its number or name.",
                verbose_name="order",
            ),
        ),
        migrations.AddConstraint(
            "building",
            models.UniqueConstraint(
                fields=["compound", "name"],
                name="residents_building_once",
                violation_error_message="This building is there already.",
            ),
        ),
        migrations.AddConstraint(
            "building",
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(name__contains="-"),
                name="residents_building_has_name",
                violation_error_message="A building has a name, without a hyphen.",
            ),
        ),
        migrations.AlterField("household", "address_key", models.CharField(editable=False, max_length=50)),
    ]
