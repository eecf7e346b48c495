"""Reveals, exports and every history are only ever added, for the role that serves pages too."""

from django.db import migrations

from community.only_added import HistoryOnlyAdded, OnlyAdded

# Policies may keep for longer; nothing lets go earlier.
A_YEAR_OLD = "grown.at < now() - interval '1 year'"

# What stood in the way before: triggers of their own, that a setting opened.
BEFORE = """
CREATE FUNCTION residents_{what}_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('residents.forgetting', true) = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '{what}s are only ever added' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER residents_{what}_only_added BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION residents_{what}_only_added();
"""
NO_MORE = """
DROP TRIGGER residents_{what}_only_added ON {table};
DROP FUNCTION residents_{what}_only_added();
"""
TABLES = {"reveal": "residents_reveal", "export": "residents_registerexport"}


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0006_only_added"),
        ("residents", "0010_pictures"),
    ]

    operations = [
        *(
            migrations.RunSQL(NO_MORE.format(what=what, table=table), BEFORE.format(what=what, table=table))
            for what, table in TABLES.items()
        ),
        OnlyAdded("reveal", A_YEAR_OLD),
        OnlyAdded("registerexport", A_YEAR_OLD),
        HistoryOnlyAdded("tag"),
        HistoryOnlyAdded("resident", still="told.anonymised_at IS NULL"),
        OnlyAdded(
            "historicalresident_tags",
            "NOT EXISTS (SELECT FROM residents_historicalresident told WHERE told.history_id = grown.history_id)",
        ),
        HistoryOnlyAdded("residence"),
        HistoryOnlyAdded("guardianship"),
        HistoryOnlyAdded("appointment"),
        HistoryOnlyAdded("loginmatch"),
        HistoryOnlyAdded("registerpolicy"),
    ]
