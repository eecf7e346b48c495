"""The official seal, which two people put on a certificate; certificates have a version, for the wall shows them."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import community.certificates.seals
import community.workbooks.storage
from community.versions import Versioned

# What was released or sealed stays so, with the seal of that day.
FORWARD = """
CREATE FUNCTION community_keep_certificate_seal() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF OLD.released_at IS NOT NULL AND NEW.released_at IS DISTINCT FROM OLD.released_at
       OR OLD.seal_id IS NOT NULL AND (NEW.seal_id, NEW.sealed_at) IS DISTINCT FROM (OLD.seal_id, OLD.sealed_at) THEN
        RAISE EXCEPTION 'a certificate keeps its release and its seal'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'community_certificate_seal_kept';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER community_certificate_seal_kept BEFORE UPDATE ON community_certificate
FOR EACH ROW EXECUTE FUNCTION community_keep_certificate_seal();
"""
BACKWARD = """
DROP TRIGGER community_certificate_seal_kept ON community_certificate;
DROP FUNCTION community_keep_certificate_seal();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0014_versions"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="certificate",
            options={
                "ordering": ["-issued_at", "-pk"],
                "permissions": [("release_certificate", "Can release certificates for the official seal")],
                "verbose_name": "certificate",
                "verbose_name_plural": "certificates",
            },
        ),
        migrations.AddField(
            model_name="certificate",
            name="released_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="released"),
        ),
        migrations.AddField(
            model_name="certificate",
            name="released_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="certificate",
            name="sealed_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="sealed"),
        ),
        migrations.AddField(
            model_name="certificate",
            name="sealed_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.CreateModel(
            name="OfficialSeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "image",
                    models.FileField(
                        storage=community.workbooks.storage.sealed_storage,
                        upload_to=community.certificates.seals.seal_path,
                        verbose_name="image",
                    ),
                ),
                ("words", models.CharField(max_length=60, verbose_name="what stands in it")),
                (
                    "uploaded_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="uploaded"),
                ),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True, verbose_name="out of use since")),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "withdrawn_by",
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
                "verbose_name": "official seal",
                "verbose_name_plural": "official seals",
                "ordering": ["-uploaded_at"],
                "permissions": [("keep_officialseal", "Can keep the official seal")],
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="certificate",
            name="seal",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="community.officialseal",
                verbose_name="official seal",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("seal", None), ("sealed_at", None)),
                    models.Q(("released_at__isnull", False), ("seal__isnull", False), ("sealed_at__isnull", False)),
                    _connector="OR",
                ),
                name="community_certificate_sealed_after_release",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sealed_by", None),
                    ("released_by", None),
                    models.Q(("sealed_by", models.F("released_by")), _negated=True),
                    _connector="OR",
                ),
                name="community_certificate_released_by_two",
                violation_error_message="Two people release a certificate for the official seal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="officialseal",
            constraint=models.UniqueConstraint(
                models.Value(1), condition=models.Q(("withdrawn_at", None)), name="community_official_seal_one_in_use"
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
        Versioned("certificate"),
    ]
