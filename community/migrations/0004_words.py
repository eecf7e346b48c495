"""The English words of the models, as pages say them: changes the state only, and runs no SQL."""

from django.db import migrations, models

import community.photos


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0003_three_roles"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="certificatecounter",
            options={"verbose_name": "certificate counter", "verbose_name_plural": "certificate counters"},
        ),
        migrations.AlterModelOptions(
            name="certificateguess",
            options={"verbose_name": "wrong certificate code", "verbose_name_plural": "wrong certificate codes"},
        ),
        migrations.AlterModelOptions(
            name="certificatetemplate",
            options={
                "ordering": ["kind", "-version"],
                "verbose_name": "certificate template",
                "verbose_name_plural": "certificate templates",
            },
        ),
        migrations.AlterField(
            model_name="centre",
            name="honours",
            field=models.TextField(blank=True, verbose_name="honours, one per line"),
        ),
        migrations.AlterField(
            model_name="centre",
            name="honours_en",
            field=models.TextField(blank=True, verbose_name="honours in English, one per line"),
        ),
        migrations.AlterField(
            model_name="centre",
            name="latitude",
            field=models.DecimalField(
                blank=True,
                decimal_places=6,
                help_text="For the front door, as a Chinese map app shows it, such as 34.374600. Leave empty for no map.",
                max_digits=8,
                null=True,
                verbose_name="latitude",
            ),
        ),
        migrations.AlterField(
            model_name="centre",
            name="way_in",
            field=models.TextField(
                blank=True,
                help_text="From the gate to the door, with steps, ramp and lift.",
                verbose_name="directions to the door",
            ),
        ),
        migrations.AlterField(
            model_name="centre",
            name="way_in_en",
            field=models.TextField(blank=True, verbose_name="directions to the door, in English"),
        ),
        migrations.AlterField(
            model_name="certificate",
            name="facts",
            field=models.JSONField(default=dict, editable=False, verbose_name="contents"),
        ),
        migrations.AlterField(
            model_name="certificate",
            name="leaves_space",
            field=models.BooleanField(default=False, editable=False, verbose_name="space left for handwriting"),
        ),
        migrations.AlterField(
            model_name="certificate",
            name="name_shown",
            field=models.CharField(
                choices=[
                    ("whole", "the whole name"),
                    ("masked", "the first character"),
                    ("neighbour", "“a neighbour”"),
                ],
                default="masked",
                max_length=10,
                verbose_name="how the name is shown to others",
            ),
        ),
        migrations.AlterField(
            model_name="certificate",
            name="nameless_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="name removed"),
        ),
        migrations.AlterField(
            model_name="certificatetemplate",
            name="border",
            field=models.CharField(
                choices=[("fret", "a fret pattern"), ("lines", "fine lines")],
                default="fret",
                max_length=10,
                verbose_name="border",
            ),
        ),
        migrations.AlterField(
            model_name="certificatetemplate",
            name="note",
            field=models.CharField(blank=True, max_length=60, verbose_name="footnote"),
        ),
        migrations.AlterField(
            model_name="certificatetemplate",
            name="number_line",
            field=models.CharField(default="编号：{number}", max_length=40, verbose_name="line with the number"),
        ),
        migrations.AlterField(
            model_name="certificatetemplate",
            name="seal_words",
            field=models.CharField(
                blank=True,
                help_text="Leave empty to keep the space free for the real seal, stamped by hand.",
                max_length=4,
                verbose_name="characters of the decorative seal",
            ),
        ),
        migrations.AlterField(
            model_name="historicalcentre",
            name="honours",
            field=models.TextField(blank=True, verbose_name="honours, one per line"),
        ),
        migrations.AlterField(
            model_name="historicalcentre",
            name="honours_en",
            field=models.TextField(blank=True, verbose_name="honours in English, one per line"),
        ),
        migrations.AlterField(
            model_name="historicalcentre",
            name="latitude",
            field=models.DecimalField(
                blank=True,
                decimal_places=6,
                help_text="For the front door, as a Chinese map app shows it, such as 34.374600. Leave empty for no map.",
                max_digits=8,
                null=True,
                verbose_name="latitude",
            ),
        ),
        migrations.AlterField(
            model_name="historicalcentre",
            name="way_in",
            field=models.TextField(
                blank=True,
                help_text="From the gate to the door, with steps, ramp and lift.",
                verbose_name="directions to the door",
            ),
        ),
        migrations.AlterField(
            model_name="historicalcentre",
            name="way_in_en",
            field=models.TextField(blank=True, verbose_name="directions to the door, in English"),
        ),
        migrations.AlterField(
            model_name="historicalnotice",
            name="photo",
            field=models.TextField(
                blank=True,
                help_text="One photo; it is scaled down to at most 1600 pixels.",
                max_length=100,
                verbose_name="photo",
            ),
        ),
        migrations.AlterField(
            model_name="historicalnotice",
            name="photo_alt",
            field=models.CharField(
                blank=True,
                help_text="For people who cannot see it.",
                max_length=100,
                verbose_name="what the photo shows",
            ),
        ),
        migrations.AlterField(
            model_name="historicaluser",
            name="is_staff",
            field=models.BooleanField(default=False, verbose_name="may use the admin"),
        ),
        migrations.AlterField(
            model_name="knownheading",
            name="column",
            field=models.CharField(blank=True, help_text="Empty: ignored.", max_length=30, verbose_name="column"),
        ),
        migrations.AlterField(
            model_name="message",
            name="next_try_at",
            field=models.DateTimeField(
                blank=True, editable=False, help_text="Empty: no further attempt.", null=True, verbose_name="next try"
            ),
        ),
        migrations.AlterField(
            model_name="notice",
            name="photo",
            field=community.photos.PhotoField(
                blank=True,
                help_text="One photo; it is scaled down to at most 1600 pixels.",
                upload_to="notices",
                verbose_name="photo",
            ),
        ),
        migrations.AlterField(
            model_name="notice",
            name="photo_alt",
            field=models.CharField(
                blank=True,
                help_text="For people who cannot see it.",
                max_length=100,
                verbose_name="what the photo shows",
            ),
        ),
        migrations.AlterField(
            model_name="officialseal",
            name="words",
            field=models.CharField(max_length=60, verbose_name="text on the seal"),
        ),
        migrations.AlterField(
            model_name="onetimecode",
            name="asker",
            field=models.CharField(
                default="", help_text="A keyed hash of what the requesting browser keeps.", max_length=64
            ),
        ),
        migrations.AlterField(
            model_name="onetimecode",
            name="is_known",
            field=models.BooleanField(default=False, help_text="The owner has logged in with this browser before."),
        ),
        migrations.AlterField(
            model_name="outgoingtext",
            name="next_try_at",
            field=models.DateTimeField(
                blank=True, editable=False, help_text="Empty: no further attempt.", null=True, verbose_name="next try"
            ),
        ),
        migrations.AlterField(
            model_name="user",
            name="is_staff",
            field=models.BooleanField(default=False, verbose_name="may use the admin"),
        ),
        migrations.AlterConstraint(
            model_name="centre",
            name="community_centre_single",
            constraint=models.CheckConstraint(
                condition=models.Q(("pk", 1)),
                name="community_centre_single",
                violation_error_message="There is only one centre.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="centre",
            name="community_centre_place",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude", None), ("longitude", None)),
                    models.Q(
                        ("latitude__isnull", False),
                        ("latitude__range", (-90, 90)),
                        ("longitude__isnull", False),
                        ("longitude__range", (-180, 180)),
                    ),
                    _connector="OR",
                ),
                name="community_centre_place",
                violation_error_message="A place on the map needs a latitude (-90 to 90) and a longitude (-180 to 180).",
            ),
        ),
        migrations.AlterConstraint(
            model_name="certificate",
            name="community_certificate_released_by_two",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sealed_by", None),
                    ("released_by", None),
                    models.Q(("sealed_by", models.F("released_by")), _negated=True),
                    _connector="OR",
                ),
                name="community_certificate_released_by_two",
                violation_error_message="A certificate must be released for the official seal by two people.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="certificatetemplate",
            name="community_template_has_number",
            constraint=models.CheckConstraint(
                condition=models.Q(("number_line__contains", "{number}")),
                name="community_template_has_number",
                violation_error_message="The line with the number must contain {number}.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="keptlist",
            name="community_kept_list_once",
            constraint=models.UniqueConstraint(
                fields=("user", "page", "name"),
                name="community_kept_list_once",
                violation_error_message="You have already kept a list under this name.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="knownheading",
            name="community_heading_once",
            constraint=models.UniqueConstraint(
                fields=("track", "word"),
                name="community_heading_once",
                violation_error_message="This heading is already known.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="notice",
            name="community_notice_shows_somewhere",
            constraint=models.CheckConstraint(
                condition=models.Q(("on_home", True), ("on_wall", True), _connector="OR"),
                name="community_notice_shows_somewhere",
                violation_error_message="A notice must be shown on the home page, on the screen, or on both.",
            ),
        ),
    ]
