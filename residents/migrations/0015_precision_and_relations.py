"""Dates know how exact they are; relations to the head of household have a list of words that staff extend."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("residents", "0014_named_buildings"),
    ]

    operations = [
        migrations.CreateModel(
            name="RelationWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=20, unique=True, verbose_name="word")),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("head", "Head of household"),
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
                        verbose_name="relation to the head",
                    ),
                ),
            ],
            options={
                "verbose_name": "word for a relation",
                "verbose_name_plural": "words for relations",
                "ordering": ["relation", "pk"],
            },
        ),
        migrations.AddField(
            model_name="historicalresident",
            name="birth_precision",
            field=models.CharField(
                choices=[("day", "to the day"), ("month", "month and year only"), ("year", "year only")],
                default="day",
                max_length=5,
                verbose_name="how much of the date of birth is known",
            ),
        ),
        migrations.AddField(
            model_name="resident",
            name="birth_precision",
            field=models.CharField(
                choices=[("day", "to the day"), ("month", "month and year only"), ("year", "year only")],
                default="day",
                max_length=5,
                verbose_name="how much of the date of birth is known",
            ),
        ),
        migrations.AlterField(
            model_name="historicalresidence",
            name="relation",
            field=models.CharField(
                choices=[
                    ("head", "Head of household"),
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
                default="other",
                max_length=15,
                verbose_name="relation to the head",
            ),
        ),
        migrations.AlterField(
            model_name="residence",
            name="relation",
            field=models.CharField(
                choices=[
                    ("head", "Head of household"),
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
                default="other",
                max_length=15,
                verbose_name="relation to the head",
            ),
        ),
    ]
