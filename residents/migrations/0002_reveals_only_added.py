"""Reveals are only ever added."""

from django.db import migrations

ONLY_ADDED = """
CREATE FUNCTION residents_reveal_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- The register's own retention says so for its transaction; nothing else may.
    IF TG_OP = 'DELETE' AND current_setting('residents.forgetting', true) = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'reveals are only ever added' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER residents_reveal_only_added BEFORE UPDATE OR DELETE ON residents_reveal
    FOR EACH ROW EXECUTE FUNCTION residents_reveal_only_added();
"""
DROPPED = """
DROP TRIGGER residents_reveal_only_added ON residents_reveal;
DROP FUNCTION residents_reveal_only_added();
"""


class Migration(migrations.Migration):
    dependencies = [("residents", "0001_register_and_appointments")]

    operations = [migrations.RunSQL(ONLY_ADDED, DROPPED)]
