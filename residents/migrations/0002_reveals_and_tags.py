"""Reveals are only ever added, and the tags that every centre starts with."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

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

TAGS = [
    ("living_alone", "独居", "Living alone", "安排走访，遇高温、停电先问候", True),
    ("disability", "残疾", "Disability", "上门服务，活动安排无障碍场地", True),
    ("party_member", "党员", "Party member", "组织生活，志愿服务", False),
    ("low_income", "低保", "Low income", "申请和落实救助", True),
    ("minor", "未成年人", "Minor", "假期活动，须监护人同意", True),
]


def add_tags(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    tag = apps.get_model("residents", "Tag")
    for slug, name, name_en, purpose, is_sensitive in TAGS:
        tag.objects.create(slug=slug, name=name, name_en=name_en, purpose=purpose, is_sensitive=is_sensitive)


def remove_tags(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("residents", "Tag").objects.filter(slug__in=[tag[0] for tag in TAGS]).delete()


class Migration(migrations.Migration):
    dependencies = [("residents", "0001_register_and_appointments")]

    operations = [migrations.RunSQL(ONLY_ADDED, DROPPED), migrations.RunPython(add_tags, remove_tags)]
