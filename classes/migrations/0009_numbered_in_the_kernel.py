"""Certificates of practice take their number, name and revocation from the kernel's certificates.

Numbers given before stay as they are, those too of which only the history still knows; the
counters go on after the last of them.
"""

from collections import defaultdict
from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from community.certificates.codes import new_code
from community.certificates.proof import SALT_LENGTH, digest

PREFIX, KIND = "SJ", "practice"
BARE = "ALTER TABLE community_certificate {} TRIGGER community_certificate_numbered"
# Deferred checks of rows just written would forbid the ALTER that follows.
CHECK_NOW = "SET CONSTRAINTS ALL IMMEDIATE"


def into_kernel(apps: Any, schema_editor: Any) -> None:
    """Make a certificate of the kernel for every number that was ever given."""
    practice = apps.get_model("classes", "PracticeCertificate")
    certificates = apps.get_model("community", "Certificate")
    counters = apps.get_model("community", "CertificateCounter")
    schema_editor.execute(BARE.format("DISABLE"))
    given: dict[str, Any] = {}
    for old in practice.objects.select_related("enrolment__interest_class").order_by("pk").iterator():
        new = _certificate(certificates, old)
        _name_facts(new, old)
        new.save()
        old.certificate, old.is_current = new, old.revoked_at is None
        old.save(update_fields=["certificate", "is_current"])
        given[old.number] = new
    # Those of people who were erased: number, kind and date are left.
    history = apps.get_model("classes", "HistoricalPracticeCertificate")
    for gone in history.objects.order_by("number", "-history_id").iterator():
        if gone.number and gone.number not in given:
            new = _certificate(certificates, gone)
            new.nameless_at, new.reason, new.name_shown = gone.history_date, "", "neighbour"
            new.save()
            given[gone.number] = new
    last: dict[int, int] = defaultdict(int)
    for number in given:
        year, count = number.removeprefix(PREFIX).split("-")
        last[int(year)] = max(last[int(year)], int(count))
    counters.objects.bulk_create(counters(prefix=PREFIX, year=year, last=count) for year, count in last.items())
    schema_editor.execute(CHECK_NOW)
    schema_editor.execute(BARE.format("ENABLE"))


def _certificate(certificates: Any, old: Any) -> Any:
    return certificates(
        number=old.number,
        kind=KIND,
        prefix=PREFIX,
        code=new_code(),
        issued_at=old.issued_at,
        issued_by_id=old.issued_by_id,
        revoked_at=old.revoked_at,
        revoked_by_id=old.revoked_by_id,
        cause="mistake" if old.revoked_at else "",
        reason=old.revoke_reason,
    )


def _name_facts(new: Any, old: Any) -> None:
    """What the paper said, and its digest."""
    new.name, new.salt = old.holder_name, new_code(SALT_LENGTH)
    hours = f"{round(old.minutes / 60, 1):g}"
    new.facts = {"class": old.enrolment.interest_class.name, "hours": hours, "sessions": str(old.sessions)}
    day = django.utils.timezone.localdate(old.issued_at).isoformat()
    new.digest = digest(new.salt, code=new.code, kind=KIND, issued_on=day, name=new.name, facts=new.facts)


def out_of_kernel(apps: Any, schema_editor: Any) -> None:
    """Put number, name and revocation back; those of erased people stay in the history alone."""
    practice = apps.get_model("classes", "PracticeCertificate")
    practice.objects.filter(enrolment=None).delete()
    for row in practice.objects.select_related("certificate").iterator():
        held = row.certificate
        row.number, row.holder_name, row.revoke_reason = held.number, held.name, held.reason
        row.issued_at, row.issued_by_id = held.issued_at, held.issued_by_id
        row.revoked_at, row.revoked_by_id = held.revoked_at, held.revoked_by_id
        row.token = row.token or new_code(26)
        row.save()
    schema_editor.execute(CHECK_NOW)


class Migration(migrations.Migration):
    dependencies = [
        ("classes", "0008_only_added"),
        ("community", "0009_certificates"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="practicecertificate",
            options={
                "ordering": ["-pk"],
                "verbose_name": "practice certificate",
                "verbose_name_plural": "practice certificates",
            },
        ),
        migrations.RemoveConstraint(
            model_name="practicecertificate",
            name="classes_certificate_one_valid",
        ),
        migrations.AddField(
            model_name="historicalpracticecertificate",
            name="certificate",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="community.certificate",
                verbose_name="certificate",
            ),
        ),
        migrations.AddField(
            model_name="historicalpracticecertificate",
            name="is_current",
            field=models.BooleanField(default=True, editable=False),
        ),
        migrations.AddField(
            model_name="practicecertificate",
            name="certificate",
            field=models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="practice",
                to="community.certificate",
                verbose_name="certificate",
            ),
        ),
        migrations.AddField(
            model_name="practicecertificate",
            name="is_current",
            field=models.BooleanField(default=True, editable=False),
        ),
        migrations.AlterField(
            model_name="historicalpracticecertificate",
            name="minutes",
            field=models.PositiveIntegerField(editable=False, null=True, verbose_name="minutes of practice"),
        ),
        migrations.AlterField(
            model_name="historicalpracticecertificate",
            name="sessions",
            field=models.PositiveSmallIntegerField(editable=False, null=True, verbose_name="sessions"),
        ),
        migrations.AlterField(
            model_name="practicecertificate",
            name="enrolment",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="certificates",
                to="classes.enrolment",
                verbose_name="enrolment",
            ),
        ),
        migrations.AlterField(
            model_name="practicecertificate",
            name="minutes",
            field=models.PositiveIntegerField(editable=False, null=True, verbose_name="minutes of practice"),
        ),
        migrations.AlterField(
            model_name="practicecertificate",
            name="sessions",
            field=models.PositiveSmallIntegerField(editable=False, null=True, verbose_name="sessions"),
        ),
        migrations.AlterField(
            model_name="practicecertificate",
            name="token",
            field=models.CharField(editable=False, max_length=43, null=True, unique=True),
        ),
        # So that the way back finds columns that may be empty until they are filled.
        migrations.AlterField(
            model_name="practicecertificate",
            name="number",
            field=models.CharField(editable=False, max_length=20, null=True, unique=True, verbose_name="number"),
        ),
        migrations.AlterField(
            model_name="practicecertificate",
            name="holder_name",
            field=models.CharField(default="", editable=False, max_length=100, verbose_name="name"),
        ),
        migrations.AlterField(
            model_name="historicalpracticecertificate",
            name="holder_name",
            field=models.CharField(default="", editable=False, max_length=100, verbose_name="name"),
        ),
        migrations.AlterField(
            model_name="historicalpracticecertificate",
            name="number",
            field=models.CharField(db_index=True, default="", editable=False, max_length=20, verbose_name="number"),
        ),
        migrations.RunPython(into_kernel, out_of_kernel),
        migrations.AlterField(
            model_name="practicecertificate",
            name="certificate",
            field=models.OneToOneField(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="practice",
                to="community.certificate",
                verbose_name="certificate",
            ),
        ),
        migrations.RemoveField(
            model_name="historicalpracticecertificate",
            name="holder_name",
        ),
        migrations.RemoveField(
            model_name="historicalpracticecertificate",
            name="issued_at",
        ),
        migrations.RemoveField(
            model_name="historicalpracticecertificate",
            name="issued_by",
        ),
        migrations.RemoveField(
            model_name="historicalpracticecertificate",
            name="number",
        ),
        migrations.RemoveField(
            model_name="historicalpracticecertificate",
            name="revoke_reason",
        ),
        migrations.RemoveField(
            model_name="historicalpracticecertificate",
            name="revoked_at",
        ),
        migrations.RemoveField(
            model_name="historicalpracticecertificate",
            name="revoked_by",
        ),
        migrations.RemoveField(
            model_name="practicecertificate",
            name="holder_name",
        ),
        migrations.RemoveField(
            model_name="practicecertificate",
            name="issued_at",
        ),
        migrations.RemoveField(
            model_name="practicecertificate",
            name="issued_by",
        ),
        migrations.RemoveField(
            model_name="practicecertificate",
            name="number",
        ),
        migrations.RemoveField(
            model_name="practicecertificate",
            name="revoke_reason",
        ),
        migrations.RemoveField(
            model_name="practicecertificate",
            name="revoked_at",
        ),
        migrations.RemoveField(
            model_name="practicecertificate",
            name="revoked_by",
        ),
        migrations.AddConstraint(
            model_name="practicecertificate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True)),
                fields=("enrolment",),
                name="classes_certificate_one_valid",
                violation_error_message="There is a valid certificate already.",
            ),
        ),
        migrations.RunSQL(
            # The row stays when a person is erased; its history goes then, too.
            """UPDATE community_only_added SET forgets = replace(forgets, 'AND (true)', 'AND (told.enrolment_id IS NOT NULL)')
               WHERE grown = 'classes_historicalpracticecertificate'""",
            """UPDATE community_only_added SET forgets = replace(forgets, 'AND (told.enrolment_id IS NOT NULL)', 'AND (true)')
               WHERE grown = 'classes_historicalpracticecertificate'""",
        ),
    ]
