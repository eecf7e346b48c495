"""The English words of the models, as pages say them: changes the state only, and runs no SQL."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("childcare", "0002_triggers"),
        ("residents", "0004_words"),
        ("rooms", "0003_words"),
        ("volunteers", "0004_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="careduty",
            options={
                "ordering": ["since", "pk"],
                "verbose_name": "carer on duty",
                "verbose_name_plural": "carers on duty",
            },
        ),
        migrations.AlterModelOptions(
            name="carewaiting",
            options={
                "ordering": ["since", "pk"],
                "verbose_name": "waiting family",
                "verbose_name_plural": "waiting families",
            },
        ),
        migrations.AlterModelOptions(
            name="consenttext",
            options={
                "ordering": ["purpose", "-version"],
                "verbose_name": "consent text",
                "verbose_name_plural": "consent texts",
            },
        ),
        migrations.AlterModelOptions(
            name="daypass",
            options={"ordering": ["-day", "pk"], "verbose_name": "day pass", "verbose_name_plural": "day passes"},
        ),
        migrations.AlterModelOptions(
            name="historicalconsenttext",
            options={
                "get_latest_by": ("history_date", "history_id"),
                "ordering": ("-history_date", "-history_id"),
                "verbose_name": "historical consent text",
                "verbose_name_plural": "historical consent texts",
            },
        ),
        migrations.AlterModelOptions(
            name="offlinehandover",
            options={
                "ordering": ["-received_at"],
                "verbose_name": "pick-up noted offline",
                "verbose_name_plural": "pick-ups noted offline",
            },
        ),
        migrations.AlterModelOptions(
            name="pickup",
            options={
                "ordering": ["-at", "-pk"],
                "verbose_name": "pick-up of a child",
                "verbose_name_plural": "pick-ups of children",
            },
        ),
        migrations.AlterModelOptions(
            name="rolltick",
            options={
                "ordering": ["-at", "-pk"],
                "verbose_name": "mark of a roll call",
                "verbose_name_plural": "marks of roll calls",
            },
        ),
        migrations.AlterField(
            model_name="alarm",
            name="kind",
            field=models.CharField(
                choices=[
                    ("barred", "A barred person is at the children's room"),
                    ("breach", "Too few carers for the children inside"),
                    ("locked", "A pass was entered wrongly three times: please check a document"),
                    ("override", "A child was handed over against the list"),
                    ("overdue", "A child was not picked up in time"),
                    ("police", "A child was not picked up for 90 minutes: please call the police room"),
                    ("inside", "The session is over, and children are inside"),
                    ("no_room", "The room is needed next: please note where the children and carers go"),
                ],
                max_length=8,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="barred",
            name="paper",
            field=models.CharField(max_length=100, verbose_name="number of the court or police document"),
        ),
        migrations.AlterField(
            model_name="barred",
            name="second_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="checked by",
            ),
        ),
        migrations.AlterField(
            model_name="breach",
            name="ended_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="restored"),
        ),
        migrations.AlterField(
            model_name="call",
            name="result",
            field=models.CharField(blank=True, max_length=200, verbose_name="outcome"),
        ),
        migrations.AlterField(
            model_name="carepattern",
            name="kind",
            field=models.CharField(
                choices=[
                    ("usual", "Usual"),
                    ("weather", "Open for the weather"),
                    ("holiday", "Holiday"),
                    ("play", "Play with an accompanying adult"),
                ],
                default="usual",
                max_length=7,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="carer",
            name="checked_until",
            field=models.DateField(blank=True, null=True, verbose_name="background check valid until"),
        ),
        migrations.AlterField(
            model_name="carer",
            name="is_active",
            field=models.BooleanField(default=True, verbose_name="active as a carer"),
        ),
        migrations.AlterField(
            model_name="carer",
            name="is_trainee",
            field=models.BooleanField(
                default=False, help_text="Here to learn; does not count towards the ratio.", verbose_name="in training"
            ),
        ),
        migrations.AlterField(
            model_name="carerules",
            name="confirm_days",
            field=models.PositiveSmallIntegerField(
                default=365,
                validators=[django.core.validators.MinValueValidator(30)],
                verbose_name="days until a care sheet must be confirmed again",
            ),
        ),
        migrations.AlterField(
            model_name="carerules",
            name="keep_days",
            field=models.PositiveSmallIntegerField(
                default=180, verbose_name="days that a stay without an incident is kept"
            ),
        ),
        migrations.AlterField(
            model_name="caresession",
            name="kind",
            field=models.CharField(
                choices=[
                    ("usual", "Usual"),
                    ("weather", "Open for the weather"),
                    ("holiday", "Holiday"),
                    ("play", "Play with an accompanying adult"),
                ],
                default="usual",
                max_length=7,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="caresession",
            name="moved_to",
            field=models.CharField(blank=True, max_length=200, verbose_name="moved to"),
        ),
        migrations.AlterField(
            model_name="caresheet",
            name="called",
            field=models.CharField(max_length=50, verbose_name="name used for the child"),
        ),
        migrations.AlterField(
            model_name="caresheet",
            name="comforts",
            field=models.CharField(blank=True, max_length=200, verbose_name="what comforts the child"),
        ),
        migrations.AlterField(
            model_name="caresheet",
            name="extra_points",
            field=models.PositiveSmallIntegerField(
                default=0,
                help_text="Added to the points for the age; a carer counts for 210.",
                verbose_name="extra points for special needs",
            ),
        ),
        migrations.AlterField(
            model_name="consent",
            name="text",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consents",
                to="childcare.consenttext",
                verbose_name="consent text",
            ),
        ),
        migrations.AlterField(
            model_name="dropin",
            name="day_pass",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="drop_ins",
                to="childcare.daypass",
                verbose_name="day pass",
            ),
        ),
        migrations.AlterField(
            model_name="dropin",
            name="late_until",
            field=models.DateTimeField(editable=False, null=True, verbose_name="announced to be late until"),
        ),
        migrations.AlterField(
            model_name="historicalcarepattern",
            name="kind",
            field=models.CharField(
                choices=[
                    ("usual", "Usual"),
                    ("weather", "Open for the weather"),
                    ("holiday", "Holiday"),
                    ("play", "Play with an accompanying adult"),
                ],
                default="usual",
                max_length=7,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="historicalcarer",
            name="checked_until",
            field=models.DateField(blank=True, null=True, verbose_name="background check valid until"),
        ),
        migrations.AlterField(
            model_name="historicalcarer",
            name="is_active",
            field=models.BooleanField(default=True, verbose_name="active as a carer"),
        ),
        migrations.AlterField(
            model_name="historicalcarer",
            name="is_trainee",
            field=models.BooleanField(
                default=False, help_text="Here to learn; does not count towards the ratio.", verbose_name="in training"
            ),
        ),
        migrations.AlterField(
            model_name="historicalcarerules",
            name="confirm_days",
            field=models.PositiveSmallIntegerField(
                default=365,
                validators=[django.core.validators.MinValueValidator(30)],
                verbose_name="days until a care sheet must be confirmed again",
            ),
        ),
        migrations.AlterField(
            model_name="historicalcarerules",
            name="keep_days",
            field=models.PositiveSmallIntegerField(
                default=180, verbose_name="days that a stay without an incident is kept"
            ),
        ),
        migrations.AlterField(
            model_name="historicalcaresession",
            name="kind",
            field=models.CharField(
                choices=[
                    ("usual", "Usual"),
                    ("weather", "Open for the weather"),
                    ("holiday", "Holiday"),
                    ("play", "Play with an accompanying adult"),
                ],
                default="usual",
                max_length=7,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="historicalcaresession",
            name="moved_to",
            field=models.CharField(blank=True, max_length=200, verbose_name="moved to"),
        ),
        migrations.AlterField(
            model_name="historicalcaresheet",
            name="called",
            field=models.CharField(max_length=50, verbose_name="name used for the child"),
        ),
        migrations.AlterField(
            model_name="historicalcaresheet",
            name="comforts",
            field=models.CharField(blank=True, max_length=200, verbose_name="what comforts the child"),
        ),
        migrations.AlterField(
            model_name="historicalcaresheet",
            name="extra_points",
            field=models.PositiveSmallIntegerField(
                default=0,
                help_text="Added to the points for the age; a carer counts for 210.",
                verbose_name="extra points for special needs",
            ),
        ),
        migrations.AlterField(
            model_name="historicalpickupperson",
            name="kin",
            field=models.CharField(
                choices=[
                    ("mother", "Mother"),
                    ("father", "Father"),
                    ("grandmother", "Grandmother"),
                    ("grandfather", "Grandfather"),
                    ("aunt", "Aunt"),
                    ("uncle", "Uncle"),
                    ("sibling", "Brother or sister"),
                    ("neighbour", "Neighbour or friend"),
                    ("guardian", "Guardian"),
                    ("other", "Someone else"),
                ],
                default="other",
                max_length=11,
                verbose_name="relation",
            ),
        ),
        migrations.AlterField(
            model_name="historicalratioband",
            name="points",
            field=models.PositiveSmallIntegerField(
                help_text="A carer counts for 210: with 30 points a child, one carer for seven children; with 21, one for ten.",
                verbose_name="points",
            ),
        ),
        migrations.AlterField(
            model_name="incident",
            name="witnesses",
            field=models.CharField(blank=True, max_length=200, verbose_name="witnesses"),
        ),
        migrations.AlterField(
            model_name="pickup",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="pick_ups",
                to="childcare.pickupperson",
                verbose_name="picked up by",
            ),
        ),
        migrations.AlterField(
            model_name="pickup",
            name="proof",
            field=models.CharField(
                choices=[
                    ("pass", "Today's pass"),
                    ("document", "A document, seen at the desk"),
                    ("alone", "Goes home alone, as the guardian allowed"),
                    ("override", "Two members of staff, with a reason"),
                ],
                max_length=8,
                verbose_name="proof",
            ),
        ),
        migrations.AlterField(
            model_name="pickupperson",
            name="kin",
            field=models.CharField(
                choices=[
                    ("mother", "Mother"),
                    ("father", "Father"),
                    ("grandmother", "Grandmother"),
                    ("grandfather", "Grandfather"),
                    ("aunt", "Aunt"),
                    ("uncle", "Uncle"),
                    ("sibling", "Brother or sister"),
                    ("neighbour", "Neighbour or friend"),
                    ("guardian", "Guardian"),
                    ("other", "Someone else"),
                ],
                default="other",
                max_length=11,
                verbose_name="relation",
            ),
        ),
        migrations.AlterField(
            model_name="ratioband",
            name="points",
            field=models.PositiveSmallIntegerField(
                help_text="A carer counts for 210: with 30 points a child, one carer for seven children; with 21, one for ten.",
                verbose_name="points",
            ),
        ),
        migrations.AlterConstraint(
            model_name="barred",
            name="childcare_barred_by_paper",
            constraint=models.CheckConstraint(
                condition=models.Q(("paper", ""), _negated=True),
                name="childcare_barred_by_paper",
                violation_error_message="Barring a person takes the number of a court or police document.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="barred",
            name="childcare_barred_by_two",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_by", models.F("second_by")), _negated=True),
                name="childcare_barred_by_two",
                violation_error_message="Two members of staff must record this together.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="careduty",
            name="childcare_duty_one_at_a_time",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)),
                fields=("carer",),
                name="childcare_duty_one_at_a_time",
                violation_error_message="This carer is already signed on.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="carer",
            name="childcare_carer_trained",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_trainee", True),
                    ("checked_until__isnull", True),
                    ("trained_on__isnull", False),
                    _connector="OR",
                ),
                name="childcare_carer_trained",
                violation_error_message="A carer needs a date of training.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="carerules",
            name="childcare_rules_single",
            constraint=models.CheckConstraint(
                condition=models.Q(("pk", 1)),
                name="childcare_rules_single",
                violation_error_message="There is only one set of rules.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="carerules",
            name="childcare_rules_ages",
            constraint=models.CheckConstraint(
                condition=models.Q(("oldest__gte", models.F("youngest")), ("youngest__gte", 3)),
                name="childcare_rules_ages",
                violation_error_message="Children must be at least three, and the minimum age must not be above the maximum.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="carerules",
            name="childcare_rules_alone",
            constraint=models.CheckConstraint(
                condition=models.Q(("alone_from__gte", 8)),
                name="childcare_rules_alone",
                violation_error_message="Nobody under eight may go home alone.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="caresession",
            name="childcare_session_once",
            constraint=models.UniqueConstraint(
                fields=("pattern", "date"),
                name="childcare_session_once",
                violation_error_message="This weekly opening already has a session on this day.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="caresheet",
            name="childcare_sheet_is_of_somebody",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("child__isnull", False), ("own_birth_date__isnull", True), ("own_name", "")),
                    models.Q(
                        ("child__isnull", True),
                        ("own_birth_date__isnull", False),
                        models.Q(("own_name", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="childcare_sheet_is_of_somebody",
                violation_error_message="Please choose a child of the register, or give a name and a date of birth.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="caresheet",
            name="childcare_sheet_extra_points",
            constraint=models.CheckConstraint(
                condition=models.Q(("extra_points__lte", 210)),
                name="childcare_sheet_extra_points",
                violation_error_message="One child needs at most one carer of its own.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="carewaiting",
            name="childcare_waiting_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["waiting", "offered"])),
                fields=("session", "family"),
                name="childcare_waiting_once",
                violation_error_message="This family is already waiting.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="consent",
            name="childcare_consent_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=("sheet", "purpose"),
                name="childcare_consent_once",
                violation_error_message="This consent has already been given.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="consenttext",
            name="childcare_text_once",
            constraint=models.UniqueConstraint(
                fields=("purpose", "version"),
                name="childcare_text_once",
                violation_error_message="This version already exists.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="dropin",
            name="childcare_in_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(("out_at__isnull", True)),
                fields=("sheet",),
                name="childcare_in_once",
                violation_error_message="This child is already inside.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="dropin",
            name="childcare_due_after_in",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_at__gt", models.F("in_at"))),
                name="childcare_due_after_in",
                violation_error_message="The stay must end after it begins.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="incident",
            name="childcare_incident_happened",
            constraint=models.CheckConstraint(
                condition=models.Q(("happened_at__lte", models.F("at"))),
                name="childcare_incident_happened",
                violation_error_message="Please give a time in the past.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="offlinehandover",
            name="childcare_offline_settled_by_two",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("settled_at__isnull", True),
                    models.Q(
                        ("first_by__isnull", False),
                        ("second_by__isnull", False),
                        models.Q(("first_by", models.F("second_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="childcare_offline_settled_by_two",
                violation_error_message="It must be settled by two different people.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="pickup",
            name="childcare_picked_up_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at__isnull", True)),
                fields=("drop_in",),
                name="childcare_picked_up_once",
                violation_error_message="This child has already been picked up.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="pickup",
            name="childcare_override_by_two",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("proof", "override"), _negated=True),
                    models.Q(
                        ("first_by__isnull", False),
                        ("second_by__isnull", False),
                        models.Q(("first_by", models.F("second_by")), _negated=True),
                        models.Q(("reason", ""), _negated=True),
                        models.Q(("document", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="childcare_override_by_two",
                violation_error_message="This takes two different members of staff, a reason, and the document that was seen.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="pickupperson",
            name="childcare_person_until",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                name="childcare_person_until",
                violation_error_message="The last day must not be before the first.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="ratioband",
            name="childcare_band_once",
            constraint=models.UniqueConstraint(
                fields=("since", "first_age"),
                name="childcare_band_once",
                violation_error_message="There is already such a band from this day.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="ratioband",
            name="childcare_band_ages",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_age__gte", models.F("first_age"))),
                name="childcare_band_ages",
                violation_error_message="The last age must not be below the first.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="ratioband",
            name="childcare_band_never_weaker",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("points__range", (21, 210)), models.Q(("first_age__gte", 6), ("points__gte", 30), _connector="OR")
                ),
                name="childcare_band_never_weaker",
                violation_error_message="One carer for at most seven children under six, or at most ten from six on.",
            ),
        ),
    ]
