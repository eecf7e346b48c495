"""Templates of certificates; a version's words stay as they are."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION community_keep_template() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF to_jsonb(NEW) - '{approved_at,approved_by_id,created_by_id}'::text[]
       <> to_jsonb(OLD) - '{approved_at,approved_by_id,created_by_id}'::text[]
       OR OLD.approved_at IS NOT NULL AND NEW.approved_at IS DISTINCT FROM OLD.approved_at THEN
        RAISE EXCEPTION 'a version of a template never changes; write the next one'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'community_template_kept';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER community_template_kept BEFORE UPDATE ON community_certificatetemplate
FOR EACH ROW EXECUTE FUNCTION community_keep_template();
"""
BACKWARD = """
DROP TRIGGER community_template_kept ON community_certificatetemplate;
DROP FUNCTION community_keep_template();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0012_ladders_and_urgent_messages"),
    ]

    operations = [
        migrations.AddField(
            model_name="certificate",
            name="leaves_space",
            field=models.BooleanField(default=False, editable=False, verbose_name="leaves a space for the brush"),
        ),
        migrations.CreateModel(
            name="CertificateTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("version", models.PositiveIntegerField(editable=False, verbose_name="version")),
                (
                    "layout",
                    models.CharField(
                        choices=[("across", "across"), ("upright", "upright, in columns from the right")],
                        default="across",
                        max_length=10,
                        verbose_name="layout",
                    ),
                ),
                ("title", models.CharField(max_length=12, verbose_name="title")),
                ("title_en", models.CharField(blank=True, max_length=40, verbose_name="title in English")),
                (
                    "words",
                    models.TextField(
                        help_text="Fields in braces, such as {things}, are filled in on each paper.",
                        max_length=400,
                        verbose_name="words",
                    ),
                ),
                ("signatory", models.CharField(max_length=40, verbose_name="signed by")),
                (
                    "seal_words",
                    models.CharField(
                        blank=True,
                        help_text="Empty: the place stays free for the real seal, stamped by hand.",
                        max_length=4,
                        verbose_name="characters of the decorative seal",
                    ),
                ),
                (
                    "border",
                    models.CharField(
                        choices=[("fret", "a band of frets"), ("lines", "fine lines")],
                        default="fret",
                        max_length=10,
                        verbose_name="border",
                    ),
                ),
                (
                    "accent",
                    models.CharField(
                        default="#a01818",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator("^#[0-9a-f]{6}$", "A colour is written as #a01818.")
                        ],
                        verbose_name="main colour",
                    ),
                ),
                (
                    "gold",
                    models.CharField(
                        default="#b98a3e",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator("^#[0-9a-f]{6}$", "A colour is written as #a01818.")
                        ],
                        verbose_name="gold",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=60, verbose_name="small line at the foot")),
                (
                    "number_line",
                    models.CharField(default="编号：{number}", max_length=40, verbose_name="line of the number"),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="written"),
                ),
                ("approved_at", models.DateTimeField(editable=False, null=True, verbose_name="in use since")),
                (
                    "approved_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "created_by",
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
                "verbose_name": "template of certificates",
                "verbose_name_plural": "templates of certificates",
                "ordering": ["kind", "-version"],
            },
        ),
        migrations.AddField(
            model_name="certificate",
            name="template",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="community.certificatetemplate",
                verbose_name="template",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificatetemplate",
            constraint=models.UniqueConstraint(fields=("kind", "version"), name="community_template_version_once"),
        ),
        migrations.AddConstraint(
            model_name="certificatetemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(("number_line__contains", "{number}")),
                name="community_template_has_number",
                violation_error_message="The line of the number must hold {number}.",
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
