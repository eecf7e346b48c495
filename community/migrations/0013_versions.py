"""Versions of the tables that shared pages read; see `community.versions`."""

from django.db import migrations

from community.versions import Versioned

# A number comes from the clock, so that none comes back: not after a restore, nor when the table was emptied.
VERSIONS = """
CREATE TABLE community_version (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source text NOT NULL,
    number bigint NOT NULL
) WITH (fillfactor = 50);
CREATE INDEX community_version_source ON community_version (source);
CREATE FUNCTION community_move_version_of(changed text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    chosen bigint;
    moment bigint := (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
BEGIN
    SELECT id INTO chosen FROM community_version WHERE source = changed LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF chosen IS NOT NULL THEN
        UPDATE community_version SET number = greatest(number + 1, moment) WHERE id = chosen;
    END IF;
    IF NOT FOUND THEN
        INSERT INTO community_version (source, number) VALUES (changed, moment);
    END IF;
END $$;
CREATE FUNCTION community_move_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM community_move_version_of(TG_TABLE_NAME);
    RETURN NULL;
END $$;
"""
NO_VERSIONS = """
DROP FUNCTION community_move_version();
DROP FUNCTION community_move_version_of(text);
DROP TABLE community_version;
"""


class Migration(migrations.Migration):
    dependencies = [("community", "0012_ladders_and_urgent_messages")]

    operations = [
        migrations.RunSQL(VERSIONS, NO_VERSIONS),
        Versioned("centre", "centrephoto", "notice", "calendarday"),
    ]
