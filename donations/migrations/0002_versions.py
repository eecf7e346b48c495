"""What pages of everybody read of gifts has a version; see `community.versions`."""

from django.db import migrations

from community.versions import Versioned


class Migration(migrations.Migration):
    dependencies = [("community", "0014_versions"), ("donations", "0001_gifts_and_things")]

    operations = [Versioned("donor", "gift", "giver", "giftline", "item", "placement", "loan")]
