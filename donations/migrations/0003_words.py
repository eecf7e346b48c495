"""The English words of the models, as pages say them: changes the state only, and runs no SQL."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("donations", "0002_triggers"),
        ("residents", "0004_words"),
        ("rooms", "0003_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="giver",
            options={"ordering": ["pk"], "verbose_name": "donor", "verbose_name_plural": "donors"},
        ),
        migrations.AlterModelOptions(
            name="stockcount",
            options={
                "ordering": ["-at", "-pk"],
                "verbose_name": "counted thing",
                "verbose_name_plural": "counted things",
            },
        ),
        migrations.AlterField(
            model_name="certificatebatch",
            name="leaves_space",
            field=models.BooleanField(default=False, verbose_name="space left for handwriting"),
        ),
        migrations.AlterField(
            model_name="certificatebatch",
            name="one_each",
            field=models.BooleanField(default=False, verbose_name="a certificate for each donor"),
        ),
        migrations.AlterField(
            model_name="donor",
            name="child",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="residents.resident",
                verbose_name="child as the donor",
            ),
        ),
        migrations.AlterField(
            model_name="donor",
            name="kind",
            field=models.CharField(
                choices=[
                    ("person", "a person"),
                    ("company", "a company or shop"),
                    ("group", "a group"),
                    ("unnamed", "an anonymous donor"),
                ],
                default="person",
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="donor",
            name="nameless_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="name removed"),
        ),
        migrations.AlterField(
            model_name="gift",
            name="decline_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("unsafe", "a toy without the 3C mark, or otherwise unsafe"),
                    ("spoiled", "damaged or out of date"),
                    ("conditions", "conditions that we cannot meet"),
                    ("no_room", "no room for it at present"),
                ],
                editable=False,
                max_length=12,
                verbose_name="reason for declining",
            ),
        ),
        migrations.AlterField(
            model_name="gift",
            name="donors",
            field=models.ManyToManyField(
                related_name="gifts", through="donations.Giver", to="donations.donor", verbose_name="donors"
            ),
        ),
        migrations.AlterField(
            model_name="gift",
            name="letter",
            field=models.TextField(blank=True, editable=False, max_length=500, verbose_name="message to the donor"),
        ),
        migrations.AlterField(
            model_name="gift",
            name="paper_number",
            field=models.CharField(
                blank=True, editable=False, max_length=40, verbose_name="number in the old paper list"
            ),
        ),
        migrations.AlterField(
            model_name="gift",
            name="prints_value",
            field=models.BooleanField(default=False, verbose_name="the donor wants the value printed"),
        ),
        migrations.AlterField(
            model_name="gift",
            name="publicity",
            field=models.CharField(
                choices=[
                    ("full", "my full name"),
                    ("family", "my family name"),
                    ("neighbour", "“a neighbour”"),
                    ("nothing", "nothing at all"),
                ],
                default="full",
                max_length=10,
                verbose_name="what others may see about you",
            ),
        ),
        migrations.AlterField(
            model_name="gift",
            name="use_binds",
            field=models.BooleanField(default=False, verbose_name="restricted to this use"),
        ),
        migrations.AlterField(
            model_name="gift",
            name="valued_how",
            field=models.CharField(blank=True, max_length=100, verbose_name="how it was valued"),
        ),
        migrations.AlterField(
            model_name="gift",
            name="wished_use",
            field=models.CharField(blank=True, max_length=100, verbose_name="intended use"),
        ),
        migrations.AlterField(
            model_name="historicaldonor",
            name="child",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="residents.resident",
                verbose_name="child as the donor",
            ),
        ),
        migrations.AlterField(
            model_name="historicaldonor",
            name="kind",
            field=models.CharField(
                choices=[
                    ("person", "a person"),
                    ("company", "a company or shop"),
                    ("group", "a group"),
                    ("unnamed", "an anonymous donor"),
                ],
                default="person",
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="historicaldonor",
            name="nameless_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="name removed"),
        ),
        migrations.AlterField(
            model_name="historicalgift",
            name="decline_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("unsafe", "a toy without the 3C mark, or otherwise unsafe"),
                    ("spoiled", "damaged or out of date"),
                    ("conditions", "conditions that we cannot meet"),
                    ("no_room", "no room for it at present"),
                ],
                editable=False,
                max_length=12,
                verbose_name="reason for declining",
            ),
        ),
        migrations.AlterField(
            model_name="historicalgift",
            name="letter",
            field=models.TextField(blank=True, editable=False, max_length=500, verbose_name="message to the donor"),
        ),
        migrations.AlterField(
            model_name="historicalgift",
            name="paper_number",
            field=models.CharField(
                blank=True, editable=False, max_length=40, verbose_name="number in the old paper list"
            ),
        ),
        migrations.AlterField(
            model_name="historicalgift",
            name="prints_value",
            field=models.BooleanField(default=False, verbose_name="the donor wants the value printed"),
        ),
        migrations.AlterField(
            model_name="historicalgift",
            name="publicity",
            field=models.CharField(
                choices=[
                    ("full", "my full name"),
                    ("family", "my family name"),
                    ("neighbour", "“a neighbour”"),
                    ("nothing", "nothing at all"),
                ],
                default="full",
                max_length=10,
                verbose_name="what others may see about you",
            ),
        ),
        migrations.AlterField(
            model_name="historicalgift",
            name="use_binds",
            field=models.BooleanField(default=False, verbose_name="restricted to this use"),
        ),
        migrations.AlterField(
            model_name="historicalgift",
            name="valued_how",
            field=models.CharField(blank=True, max_length=100, verbose_name="how it was valued"),
        ),
        migrations.AlterField(
            model_name="historicalgift",
            name="wished_use",
            field=models.CharField(blank=True, max_length=100, verbose_name="intended use"),
        ),
        migrations.AlterField(
            model_name="placement",
            name="use",
            field=models.CharField(
                blank=True,
                help_text="For a gift restricted to one use: that use, or another that the donor agreed to.",
                max_length=100,
                verbose_name="for which use",
            ),
        ),
        migrations.AlterField(
            model_name="stockcount",
            name="was_at",
            field=models.CharField(blank=True, max_length=130, verbose_name="where it should be"),
        ),
        migrations.AlterField(
            model_name="useconsent",
            name="how",
            field=models.CharField(blank=True, max_length=60, verbose_name="how the donor answered"),
        ),
        migrations.AlterField(
            model_name="useconsent",
            name="said_yes",
            field=models.BooleanField(editable=False, null=True, verbose_name="the donor agrees"),
        ),
        migrations.AlterConstraint(
            model_name="cashslip",
            name="donations_slip_counted_by_two",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_by", None),
                    ("counted_by", None),
                    models.Q(("confirmed_by", models.F("counted_by")), _negated=True),
                    _connector="OR",
                ),
                name="donations_slip_counted_by_two",
                violation_error_message="Cash must be counted by two people.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="donor",
            name="donations_donor_named",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), _negated=True),
                    ("kind", "unnamed"),
                    ("nameless_at__isnull", False),
                    _connector="OR",
                ),
                name="donations_donor_named",
                violation_error_message="Please name the donor, or choose an anonymous donor.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="gift",
            name="donations_gift_amount_positive",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount", None), ("amount__gt", 0), _connector="OR"),
                name="donations_gift_amount_positive",
                violation_error_message="The amount must be more than zero.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="gift",
            name="donations_gift_value_has_a_source",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("value", None),
                    models.Q(
                        ("value__gte", 0),
                        models.Q(("valued_by", ""), _negated=True),
                        models.Q(("valued_how", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="donations_gift_value_has_a_source",
                violation_error_message="A value must be zero or more, with who valued the gift and how.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="gift",
            name="donations_gift_paper_number_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(("paper_number", ""), _negated=True),
                fields=("paper_number",),
                name="donations_gift_paper_number_once",
                violation_error_message="Another gift already has this number in the paper list.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="giftline",
            name="donations_line_counts",
            constraint=models.CheckConstraint(
                condition=models.Q(("count__gt", 0)),
                name="donations_line_counts",
                violation_error_message="At least one thing must be given.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="giftline",
            name="donations_line_accepts_at_most_all",
            constraint=models.CheckConstraint(
                condition=models.Q(("accepted", None), ("accepted__lte", models.F("count")), _connector="OR"),
                name="donations_line_accepts_at_most_all",
                violation_error_message="No more can be accepted than was offered.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="item",
            name="donations_item_retired_by_two",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("retired_by", None),
                    ("retire_asked_by", None),
                    models.Q(("retired_by", models.F("retire_asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="donations_item_retired_by_two",
                violation_error_message="Retiring a thing takes the signatures of two people.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="placement",
            name="donations_placement_somewhere",
            constraint=models.CheckConstraint(
                condition=models.Q(("room__isnull", False), models.Q(("place", ""), _negated=True), _connector="OR"),
                name="donations_placement_somewhere",
                violation_error_message="Please say where the thing is.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="repair",
            name="donations_repair_one_at_a_time",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("item",),
                name="donations_repair_one_at_a_time",
                violation_error_message="This thing is already being repaired.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="repair",
            name="donations_repair_cost_when_done",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cost", None), ("ended_at", None)),
                    models.Q(("cost__gte", 0), ("cost__isnull", False), ("ended_at__isnull", False)),
                    _connector="OR",
                ),
                name="donations_repair_cost_when_done",
                violation_error_message="A finished repair needs a cost of zero or more.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="stocktake",
            name="donations_stock_take_one_a_room",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("room",),
                name="donations_stock_take_one_a_room",
                violation_error_message="This room is already being counted.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="useconsent",
            name="donations_consent_asked_once",
            constraint=models.UniqueConstraint(
                fields=("gift", "use"),
                name="donations_consent_asked_once",
                violation_error_message="The donor has already been asked about this use.",
            ),
        ),
    ]
