"""Gifts, what became of them, and what keeps loans to what there is."""

from pathlib import Path

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import donations.models.items
import donations.names
from community.only_added import HistoryOnlyAdded

APP = Path(__file__).resolve().parent.parent


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("community", "0013_certificate_templates"),
        ("residents", "0012_own_reveals"),
        ("rooms", "0010_reminders"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Donor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "a person"),
                            ("company", "a company or shop"),
                            ("group", "a group"),
                            ("unnamed", "somebody who stays unnamed"),
                        ],
                        default="person",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True, max_length=60, validators=[donations.names.check_name], verbose_name="name"
                    ),
                ),
                (
                    "credit_code",
                    models.CharField(
                        blank=True,
                        max_length=18,
                        validators=[donations.names.check_credit_code],
                        verbose_name="unified social credit code",
                    ),
                ),
                ("nameless_at", models.DateTimeField(editable=False, null=True, verbose_name="without a name since")),
                (
                    "child",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="residents.resident",
                        verbose_name="child who gives",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="donors",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="login",
                    ),
                ),
            ],
            options={
                "verbose_name": "donor",
                "verbose_name_plural": "donors",
            },
        ),
        migrations.CreateModel(
            name="Gift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "Offered"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="offered",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("wished_use", models.CharField(blank=True, max_length=100, verbose_name="what it is meant for")),
                ("use_binds", models.BooleanField(default=False, verbose_name="only for this use")),
                (
                    "publicity",
                    models.CharField(
                        choices=[
                            ("full", "my full name"),
                            ("family", "my family name"),
                            ("neighbour", "“a neighbour”"),
                            ("nothing", "nothing at all"),
                        ],
                        default="full",
                        max_length=10,
                        verbose_name="what others may read of you",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=11,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0.01)],
                        verbose_name="amount of money, in yuan",
                    ),
                ),
                ("story", models.TextField(blank=True, max_length=500, verbose_name="its story")),
                (
                    "offered_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="offered"),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="decided")),
                (
                    "decline_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unsafe", "a toy without the 3C mark, or otherwise not safe"),
                            ("spoiled", "damaged or out of date"),
                            ("conditions", "conditions that we cannot keep"),
                            ("no_room", "no room for it at present"),
                        ],
                        editable=False,
                        max_length=12,
                        verbose_name="why not",
                    ),
                ),
                (
                    "letter",
                    models.TextField(blank=True, editable=False, max_length=500, verbose_name="words to the giver"),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "offered_by",
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
                "verbose_name": "gift",
                "verbose_name_plural": "gifts",
                "ordering": ["-offered_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="GiftLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=60, verbose_name="what")),
                (
                    "count",
                    models.PositiveIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="how many"
                    ),
                ),
                ("unit", models.CharField(default="件", max_length=6, verbose_name="counted in")),
                (
                    "condition",
                    models.CharField(
                        choices=[("new", "new"), ("good", "used, in good order"), ("repair", "needs a repair")],
                        default="good",
                        max_length=10,
                        verbose_name="condition",
                    ),
                ),
                (
                    "accepted",
                    models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name="accepted"),
                ),
                (
                    "gift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="donations.gift"
                    ),
                ),
            ],
            options={
                "verbose_name": "things in a gift",
                "verbose_name_plural": "things in a gift",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Giver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "certificate",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="givers",
                        to="community.certificate",
                        verbose_name="certificate",
                    ),
                ),
                (
                    "donor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="given",
                        to="donations.donor",
                        verbose_name="donor",
                    ),
                ),
                (
                    "gift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="givers", to="donations.gift"
                    ),
                ),
            ],
            options={
                "verbose_name": "giver",
                "verbose_name_plural": "givers",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="gift",
            name="donors",
            field=models.ManyToManyField(
                related_name="gifts", through="donations.Giver", to="donations.donor", verbose_name="givers"
            ),
        ),
        migrations.CreateModel(
            name="HistoricalDonor",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "a person"),
                            ("company", "a company or shop"),
                            ("group", "a group"),
                            ("unnamed", "somebody who stays unnamed"),
                        ],
                        default="person",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True, max_length=60, validators=[donations.names.check_name], verbose_name="name"
                    ),
                ),
                (
                    "credit_code",
                    models.CharField(
                        blank=True,
                        max_length=18,
                        validators=[donations.names.check_credit_code],
                        verbose_name="unified social credit code",
                    ),
                ),
                ("nameless_at", models.DateTimeField(editable=False, null=True, verbose_name="without a name since")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "child",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="residents.resident",
                        verbose_name="child who gives",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="login",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical donor",
                "verbose_name_plural": "historical donors",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalGift",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "Offered"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="offered",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("wished_use", models.CharField(blank=True, max_length=100, verbose_name="what it is meant for")),
                ("use_binds", models.BooleanField(default=False, verbose_name="only for this use")),
                (
                    "publicity",
                    models.CharField(
                        choices=[
                            ("full", "my full name"),
                            ("family", "my family name"),
                            ("neighbour", "“a neighbour”"),
                            ("nothing", "nothing at all"),
                        ],
                        default="full",
                        max_length=10,
                        verbose_name="what others may read of you",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=11,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0.01)],
                        verbose_name="amount of money, in yuan",
                    ),
                ),
                ("story", models.TextField(blank=True, max_length=500, verbose_name="its story")),
                (
                    "offered_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="offered"),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="decided")),
                (
                    "decline_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unsafe", "a toy without the 3C mark, or otherwise not safe"),
                            ("spoiled", "damaged or out of date"),
                            ("conditions", "conditions that we cannot keep"),
                            ("no_room", "no room for it at present"),
                        ],
                        editable=False,
                        max_length=12,
                        verbose_name="why not",
                    ),
                ),
                (
                    "letter",
                    models.TextField(blank=True, editable=False, max_length=500, verbose_name="words to the giver"),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "offered_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical gift",
                "verbose_name_plural": "historical gifts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalItem",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(editable=False, verbose_name="position")),
                (
                    "code",
                    models.CharField(
                        db_index=True, default=donations.models.items.item_code, editable=False, max_length=8
                    ),
                ),
                ("what", models.CharField(max_length=60, verbose_name="what")),
                ("count", models.PositiveIntegerField(verbose_name="how many")),
                ("unit", models.CharField(max_length=6, verbose_name="counted in")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("in_store", "in store"),
                            ("in_use", "in use"),
                            ("in_repair", "in repair"),
                            ("missing", "missing"),
                            ("retired", "retired"),
                        ],
                        default="in_store",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "retire_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="why it is retired"),
                ),
                ("retired_at", models.DateTimeField(editable=False, null=True, verbose_name="retired")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "gift",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="donations.gift",
                        verbose_name="gift",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "retire_asked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "retired_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical thing",
                "verbose_name_plural": "historical things",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(editable=False, verbose_name="position")),
                (
                    "code",
                    models.CharField(
                        default=donations.models.items.item_code, editable=False, max_length=8, unique=True
                    ),
                ),
                ("what", models.CharField(max_length=60, verbose_name="what")),
                ("count", models.PositiveIntegerField(verbose_name="how many")),
                ("unit", models.CharField(max_length=6, verbose_name="counted in")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("in_store", "in store"),
                            ("in_use", "in use"),
                            ("in_repair", "in repair"),
                            ("missing", "missing"),
                            ("retired", "retired"),
                        ],
                        default="in_store",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "retire_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="why it is retired"),
                ),
                ("retired_at", models.DateTimeField(editable=False, null=True, verbose_name="retired")),
                (
                    "gift",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="donations.gift",
                        verbose_name="gift",
                    ),
                ),
                (
                    "retire_asked_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "retired_by",
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
                "verbose_name": "thing",
                "verbose_name_plural": "things",
                "ordering": ["-gift", "position"],
            },
        ),
        migrations.CreateModel(
            name="Loan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("count", models.PositiveIntegerField(default=1, verbose_name="how many")),
                ("lent_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lent")),
                ("due_on", models.DateField(verbose_name="due")),
                ("returned_at", models.DateTimeField(blank=True, null=True, verbose_name="returned")),
                ("reminded_at", models.DateTimeField(editable=False, null=True)),
                (
                    "borrower",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="loans",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="borrower",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="loans",
                        to="donations.item",
                        verbose_name="thing",
                    ),
                ),
                (
                    "lent_by",
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
                "verbose_name": "loan",
                "verbose_name_plural": "loans",
                "ordering": ["-lent_at"],
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(blank=True, max_length=60, verbose_name="shelf, or another place")),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField(verbose_name="during")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="placements",
                        to="donations.item",
                        verbose_name="thing",
                    ),
                ),
                (
                    "placed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="rooms.room",
                        verbose_name="room",
                    ),
                ),
            ],
            options={
                "verbose_name": "place of a thing",
                "verbose_name_plural": "places of things",
            },
        ),
        migrations.AddConstraint(
            model_name="donor",
            constraint=models.CheckConstraint(
                condition=models.Q(("nameless_at", None), models.Q(("credit_code", ""), ("name", "")), _connector="OR"),
                name="donations_donor_nameless",
            ),
        ),
        migrations.AddConstraint(
            model_name="donor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), _negated=True),
                    ("kind", "unnamed"),
                    ("nameless_at__isnull", False),
                    _connector="OR",
                ),
                name="donations_donor_named",
                violation_error_message="Please say who gives, or that they stay unnamed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="giftline",
            constraint=models.CheckConstraint(
                condition=models.Q(("count__gt", 0)),
                name="donations_line_counts",
                violation_error_message="One thing at least is given.",
            ),
        ),
        migrations.AddConstraint(
            model_name="giftline",
            constraint=models.CheckConstraint(
                condition=models.Q(("accepted", None), ("accepted__lte", models.F("count")), _connector="OR"),
                name="donations_line_accepts_at_most_all",
                violation_error_message="More was accepted than offered.",
            ),
        ),
        migrations.AddConstraint(
            model_name="giver",
            constraint=models.UniqueConstraint(fields=("gift", "donor"), name="donations_giver_once"),
        ),
        migrations.AddIndex(
            model_name="gift",
            index=models.Index(
                condition=models.Q(("state", "accepted")), fields=["-decided_at", "-id"], name="donations_gift_wall"
            ),
        ),
        migrations.AddConstraint(
            model_name="gift",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount", None), ("amount__gt", 0), _connector="OR"),
                name="donations_gift_amount_positive",
                violation_error_message="An amount is more than nothing.",
            ),
        ),
        migrations.AddConstraint(
            model_name="gift",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["offered", "withdrawn"]), ("decided_at__isnull", False), _connector="OR"
                ),
                name="donations_gift_decided_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(fields=("gift", "position"), name="donations_item_position_once"),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(condition=models.Q(("count__gt", 0)), name="donations_item_counts"),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("retired_at", None), models.Q(("state", "retired"), _negated=True)),
                    models.Q(
                        ("retired_at__isnull", False),
                        ("state", "retired"),
                        models.Q(("retire_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="donations_item_retired_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("retired_by", None),
                    ("retire_asked_by", None),
                    models.Q(("retired_by", models.F("retire_asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="donations_item_retired_by_two",
                violation_error_message="Two people sign that a thing is retired.",
            ),
        ),
        migrations.AddIndex(
            model_name="loan",
            index=models.Index(condition=models.Q(("returned_at", None)), fields=["due_on"], name="donations_loan_due"),
        ),
        migrations.AddConstraint(
            model_name="loan",
            constraint=models.CheckConstraint(condition=models.Q(("count__gt", 0)), name="donations_loan_counts"),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (models.Func(models.F("item"), models.F("item"), models.Value("[]"), function="int8range"), "&&"),
                    ("during", "&&"),
                ],
                name="donations_item_in_one_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(("room__isnull", False), models.Q(("place", ""), _negated=True), _connector="OR"),
                name="donations_placement_somewhere",
                violation_error_message="Please say where the thing stands.",
            ),
        ),
        migrations.RunSQL(
            (APP / "triggers.sql").read_text(encoding="utf-8"), (APP / "triggers_undo.sql").read_text(encoding="utf-8")
        ),
        HistoryOnlyAdded("donor", still="told.nameless_at IS NULL"),
        HistoryOnlyAdded("gift"),
        HistoryOnlyAdded("item"),
    ]
