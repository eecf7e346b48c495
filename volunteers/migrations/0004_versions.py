"""Versions of what the foyer's screen reads of duty; see `community.versions`."""

from django.db import migrations

from community.versions import Versioned


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0003_certificates_of_service"), ("community", "0014_versions")]

    operations = [Versioned("assignment", "shift", "post", "volunteer")]
