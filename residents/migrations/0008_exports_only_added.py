"""Unmasked exports are only ever added, as reveals are."""

from django.db import migrations

ONLY_ADDED = """
CREATE FUNCTION residents_export_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- The register's own retention says so for its transaction; nothing else may.
    IF TG_OP = 'DELETE' AND current_setting('residents.forgetting', true) = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'exports are only ever added' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER residents_export_only_added BEFORE UPDATE OR DELETE ON residents_registerexport
    FOR EACH ROW EXECUTE FUNCTION residents_export_only_added();
"""
DROPPED = """
DROP TRIGGER residents_export_only_added ON residents_registerexport;
DROP FUNCTION residents_export_only_added();
"""


class Migration(migrations.Migration):
    dependencies = [("residents", "0007_attempts_and_searches")]

    operations = [migrations.RunSQL(ONLY_ADDED, DROPPED)]
