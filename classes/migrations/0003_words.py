"""The English words of the models, as pages say them: changes the state only, and runs no SQL."""

import django.core.validators
from django.conf import settings
from django.db import migrations, models

import community.photos


class Migration(migrations.Migration):
    dependencies = [
        ("classes", "0002_triggers"),
        ("community", "0004_words"),
        ("residents", "0004_words"),
        ("rooms", "0003_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicalinterestclass",
            name="takes_photos",
            field=models.BooleanField(
                default=False,
                help_text="Everyone who joins is asked whether they agree to be in them.",
                verbose_name="photos are taken",
            ),
        ),
        migrations.AlterField(
            model_name="historicalinterestclass",
            name="teacher_name",
            field=models.CharField(help_text="As residents see it.", max_length=100, verbose_name="teacher's name"),
        ),
        migrations.AlterField(
            model_name="historicalinterestclass",
            name="teacher_photo",
            field=models.TextField(
                blank=True,
                help_text="Everyone can see it: please ask the teacher first.",
                max_length=100,
                verbose_name="photo of the teacher",
            ),
        ),
        migrations.AlterField(
            model_name="historicalproposal",
            name="needed",
            field=models.PositiveSmallIntegerField(
                default=7,
                help_text="Including you.",
                validators=[django.core.validators.MinValueValidator(3), django.core.validators.MaxValueValidator(30)],
                verbose_name="neighbours needed",
            ),
        ),
        migrations.AlterField(
            model_name="historicalproposal",
            name="teacher_name",
            field=models.CharField(
                blank=True,
                help_text="If you know someone. Otherwise the centre will look for a teacher.",
                max_length=100,
                verbose_name="teacher",
            ),
        ),
        migrations.AlterField(
            model_name="interestclass",
            name="takes_photos",
            field=models.BooleanField(
                default=False,
                help_text="Everyone who joins is asked whether they agree to be in them.",
                verbose_name="photos are taken",
            ),
        ),
        migrations.AlterField(
            model_name="interestclass",
            name="teacher_name",
            field=models.CharField(help_text="As residents see it.", max_length=100, verbose_name="teacher's name"),
        ),
        migrations.AlterField(
            model_name="interestclass",
            name="teacher_photo",
            field=community.photos.PhotoField(
                blank=True,
                help_text="Everyone can see it: please ask the teacher first.",
                upload_to="teachers",
                verbose_name="photo of the teacher",
            ),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="needed",
            field=models.PositiveSmallIntegerField(
                default=7,
                help_text="Including you.",
                validators=[django.core.validators.MinValueValidator(3), django.core.validators.MaxValueValidator(30)],
                verbose_name="neighbours needed",
            ),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="teacher_name",
            field=models.CharField(
                blank=True,
                help_text="If you know someone. Otherwise the centre will look for a teacher.",
                max_length=100,
                verbose_name="teacher",
            ),
        ),
        migrations.AlterConstraint(
            model_name="attendance",
            name="classes_attendance_guest_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(("child__isnull", True), ("user__isnull", False)),
                fields=("session", "user"),
                name="classes_attendance_guest_once",
                violation_error_message="You already have a seat in this session.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="attendance",
            name="classes_attendance_child_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(("child__isnull", False)),
                fields=("session", "child"),
                name="classes_attendance_child_once",
                violation_error_message="This child already has a seat in this session.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="enrolment",
            name="classes_enrolment_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(("child__isnull", True), ("state__in", ("entered", "enrolled", "waiting"))),
                fields=("interest_class", "user"),
                name="classes_enrolment_once",
                violation_error_message="You are already in this class, or on its waiting list.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="enrolment",
            name="classes_enrolment_child_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(("child__isnull", False), ("state__in", ("entered", "enrolled", "waiting"))),
                fields=("interest_class", "child"),
                name="classes_enrolment_child_once",
                violation_error_message="This child is already in this class, or on its waiting list.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="enrolment",
            name="classes_enrolment_resident_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(("resident__isnull", False), ("state__in", ("entered", "enrolled", "waiting"))),
                fields=("interest_class", "resident"),
                name="classes_enrolment_resident_once",
                violation_error_message="This resident is already in this class, or on its waiting list.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="enrolment",
            name="classes_enrolment_contact_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ("entered", "enrolled", "waiting")), models.Q(("contact_name", ""), _negated=True)
                ),
                fields=("interest_class", "contact_name", "contact_phone"),
                name="classes_enrolment_contact_once",
                violation_error_message="This person is already in this class, or on its waiting list.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="pledge",
            name="classes_pledge_once",
            constraint=models.UniqueConstraint(
                fields=("proposal", "user"),
                name="classes_pledge_once",
                violation_error_message="You have already pledged.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="practicecertificate",
            name="classes_certificate_one_valid",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True)),
                fields=("enrolment",),
                name="classes_certificate_one_valid",
                violation_error_message="There is already a valid certificate.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="proposal",
            name="classes_proposal_needs_neighbours",
            constraint=models.CheckConstraint(
                condition=models.Q(("needed__gte", 3), ("needed__lte", 30)),
                name="classes_proposal_needs_neighbours",
                violation_error_message="A class needs 3 to 30 neighbours.",
            ),
        ),
    ]
