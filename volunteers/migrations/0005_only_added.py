"""The histories of a team's members and of a post's skills and teams only grow."""

from django.db import migrations

from community.only_added import OnlyAdded

WITH_ITS_RECORD = "NOT EXISTS (SELECT FROM {told} told WHERE told.history_id = grown.history_id)"


class Migration(migrations.Migration):
    dependencies = [("community", "0006_only_added"), ("volunteers", "0004_versions")]

    operations = [
        OnlyAdded("historicaldutyteam_members", WITH_ITS_RECORD.format(told="volunteers_historicaldutyteam")),
        OnlyAdded("historicalpost_skills", WITH_ITS_RECORD.format(told="volunteers_historicalpost")),
        OnlyAdded("historicalpost_teams", WITH_ITS_RECORD.format(told="volunteers_historicalpost")),
    ]
