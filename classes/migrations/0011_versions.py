"""Versions of what pages read of classes and proposals; see `community.versions`."""

from django.db import migrations

from community.versions import Versioned


class Migration(migrations.Migration):
    dependencies = [("classes", "0010_walk_ins"), ("community", "0013_versions")]

    operations = [
        Versioned("interestclass", "classsession", "enrolment", "attendance", "draw"),
        Versioned("proposal", "pledge"),
    ]
