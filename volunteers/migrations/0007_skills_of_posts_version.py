"""What a post needs stands in the list of open shifts, which each process keeps until it changes."""

from django.db import migrations

from community.versions import Versioned


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0006_roster_imports")]

    operations = [Versioned("post_skills")]
