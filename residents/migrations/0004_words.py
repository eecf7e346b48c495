"""The English words of the models, as pages say them: changes the state only, and runs no SQL."""

import django.contrib.postgres.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import community.ranges


class Migration(migrations.Migration):
    dependencies = [
        ("residents", "0003_written_names"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="appointment",
            name="resident",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty for someone who does not live here, such as a police officer.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="appointments",
                to="residents.resident",
                verbose_name="resident",
            ),
        ),
        migrations.AlterField(
            model_name="building",
            name="order",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="Position in lists; leave empty to sort by number or name.", verbose_name="order"
            ),
        ),
        migrations.AlterField(
            model_name="emergencycontact",
            name="consented_on",
            field=models.DateField(
                help_text="The day on which this person agreed to be called.", verbose_name="agreed on"
            ),
        ),
        migrations.AlterField(
            model_name="emergencycontact",
            name="phone",
            field=models.CharField(max_length=20, verbose_name="number to call"),
        ),
        migrations.AlterField(
            model_name="emergencycontact",
            name="relation",
            field=models.CharField(
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
                    ("helper", "Domestic helper"),
                    ("tenant", "Tenant"),
                    ("other", "Other"),
                ],
                max_length=15,
                verbose_name="relationship to the resident",
            ),
        ),
        migrations.AlterField(
            model_name="historicalappointment",
            name="resident",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Empty for someone who does not live here, such as a police officer.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="residents.resident",
                verbose_name="resident",
            ),
        ),
        migrations.AlterField(
            model_name="historicalloginmatch",
            name="name",
            field=models.CharField(max_length=100, verbose_name="name given"),
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
                    ("helper", "Domestic helper"),
                    ("tenant", "Tenant"),
                    ("other", "Other"),
                ],
                default="other",
                max_length=15,
                verbose_name="relation to the head",
            ),
        ),
        migrations.AlterField(
            model_name="historicalresident",
            name="contact",
            field=models.CharField(
                choices=[
                    ("phone", "By phone"),
                    ("text", "By text"),
                    ("visit", "At the door"),
                    ("none", "Please do not contact"),
                ],
                default="phone",
                max_length=5,
                verbose_name="contact",
            ),
        ),
        migrations.AlterField(
            model_name="historicalresident",
            name="id_kind",
            field=models.CharField(
                choices=[
                    ("identity", "Identity card"),
                    ("passport", "Passport"),
                    ("hk_permit", "Travel permit for people from Hong Kong and Macao"),
                    ("hk_residence", "Residence permit for people from Hong Kong and Macao"),
                    ("tw_permit", "Travel permit for people from Taiwan"),
                    ("tw_residence", "Residence permit for people from Taiwan"),
                    ("foreign_card", "Foreigner's permanent residence card"),
                    ("other", "Another document"),
                ],
                default="identity",
                max_length=12,
                verbose_name="kind of document",
            ),
        ),
        migrations.AlterField(
            model_name="loginmatch",
            name="name",
            field=models.CharField(max_length=100, verbose_name="name given"),
        ),
        migrations.AlterField(
            model_name="registerexport",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="exported by",
            ),
        ),
        migrations.AlterField(
            model_name="registerimport",
            name="as_of",
            field=models.DateField(
                default=community.ranges.today,
                help_text="The day from which new addresses are valid.",
                verbose_name="as of",
            ),
        ),
        migrations.AlterField(
            model_name="relationword",
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
                    ("helper", "Domestic helper"),
                    ("tenant", "Tenant"),
                    ("other", "Other"),
                ],
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
                    ("helper", "Domestic helper"),
                    ("tenant", "Tenant"),
                    ("other", "Other"),
                ],
                default="other",
                max_length=15,
                verbose_name="relation to the head",
            ),
        ),
        migrations.AlterField(
            model_name="resident",
            name="contact",
            field=models.CharField(
                choices=[
                    ("phone", "By phone"),
                    ("text", "By text"),
                    ("visit", "At the door"),
                    ("none", "Please do not contact"),
                ],
                default="phone",
                max_length=5,
                verbose_name="contact",
            ),
        ),
        migrations.AlterField(
            model_name="resident",
            name="id_kind",
            field=models.CharField(
                choices=[
                    ("identity", "Identity card"),
                    ("passport", "Passport"),
                    ("hk_permit", "Travel permit for people from Hong Kong and Macao"),
                    ("hk_residence", "Residence permit for people from Hong Kong and Macao"),
                    ("tw_permit", "Travel permit for people from Taiwan"),
                    ("tw_residence", "Residence permit for people from Taiwan"),
                    ("foreign_card", "Foreigner's permanent residence card"),
                    ("other", "Another document"),
                ],
                default="identity",
                max_length=12,
                verbose_name="kind of document",
            ),
        ),
        migrations.AlterConstraint(
            model_name="appointment",
            name="residents_one_leader",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("role", "leader")),
                expressions=[
                    (
                        models.Func(
                            models.F("building_id"), models.F("building_id"), models.Value("[]"), function="int8range"
                        ),
                        "&&",
                    ),
                    ("units", "&&"),
                    ("term", "&&"),
                ],
                name="residents_one_leader",
                violation_error_message="These units already have a leader for part of this term.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="appointment",
            name="residents_appointment_begins",
            constraint=models.CheckConstraint(
                condition=models.Q(("term__isempty", False), ("term__lower_inf", False)),
                name="residents_appointment_begins",
                violation_error_message="A term needs a first day.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="building",
            name="residents_building_once",
            constraint=models.UniqueConstraint(
                fields=("compound", "name"),
                name="residents_building_once",
                violation_error_message="This building already exists.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="emergencycontact",
            name="residents_emergency_once",
            constraint=models.UniqueConstraint(
                fields=("resident", "phone"),
                name="residents_emergency_once",
                violation_error_message="This number is already noted for this resident.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="emergencycontact",
            name="residents_emergency_says_whom",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("name", ""), _negated=True), models.Q(("phone", ""), _negated=True)),
                name="residents_emergency_says_whom",
                violation_error_message="Please say whom to call, and at which number.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="household",
            name="residents_household_once",
            constraint=models.UniqueConstraint(
                fields=("building", "unit", "room"),
                name="residents_household_once",
                violation_error_message="This household already exists.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="loginmatch",
            name="residents_match_once_for_login",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["waiting", "matched"])),
                fields=("user",),
                name="residents_match_once_for_login",
                violation_error_message="This login is already matched, or waiting to be matched.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="loginmatch",
            name="residents_match_once_for_resident",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "matched")),
                fields=("resident",),
                name="residents_match_once_for_resident",
                violation_error_message="This resident already has a login.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="registerpolicy",
            name="residents_policy_single",
            constraint=models.CheckConstraint(
                condition=models.Q(("pk", 1)),
                name="residents_policy_single",
                violation_error_message="There is only one set of rules.",
            ),
        ),
    ]
