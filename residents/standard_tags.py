"""The initial tags of a register; staff add more, each with a purpose."""

from typing import Any

from django.apps import AppConfig
from django.db import connection

# slug, name, name in English, purpose, sensitive
STANDARD = [
    ("living_alone", "独居", "Living alone", "安排走访，遇高温、停电先问候", True),
    ("disability", "残疾", "Disability", "上门服务，活动安排无障碍场地", True),
    ("party_member", "党员", "Party member", "组织生活，志愿服务", False),
    ("low_income", "低保", "Low income", "申请和落实救助", True),
    ("minor", "未成年人", "Minor", "假期活动，须监护人同意", True),
]


def add_where_none(sender: AppConfig, **kwargs: Any) -> None:
    """Add the tags if there are none; a receiver of `post_migrate`, which also runs after a flush."""
    from residents.models import Tag  # noqa: PLC0415 - models are loaded only after this module

    if Tag._meta.db_table not in connection.introspection.table_names() or Tag.objects.exists():
        return
    fields = ("slug", "name", "name_en", "purpose", "is_sensitive")
    Tag.objects.bulk_create(Tag(**dict(zip(fields, row, strict=True))) for row in STANDARD)
