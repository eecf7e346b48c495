"""The usual words for relations; staff add their own in the admin."""

from typing import Any

from django.apps import AppConfig
from django.db import connection

STANDARD = {
    "head": "户主 本人",
    "spouse": "配偶 妻 妻子 夫 丈夫 夫妻 爱人 老伴 老公 老婆",
    "child": "子女 子 女 儿 儿子 女儿 长子 次子 三子 长女 次女 三女 独生子 独生女 养子 养女 继子 继女 大儿子 小儿子",
    "parent": "父母 父亲 母亲 父 母 爸爸 妈妈 养父 养母 继父 继母",
    "sibling": "兄弟姐妹 兄弟 姐妹 兄 弟 姐 妹 哥哥 弟弟 姐姐 妹妹",
    "grandchild": "孙子女 孙子 孙女 外孙 外孙女 孙 外孙子女 重孙 曾孙",
    "grandparent": "祖父母 爷爷 奶奶 祖父 祖母 外公 外婆 姥爷 姥姥 外祖父 外祖母",
    "child_in_law": "儿媳女婿 儿媳 儿媳妇 女婿 媳妇",
    "parent_in_law": "公婆岳父母 公公 婆婆 岳父 岳母 丈人 丈母娘",
    "relative": "其他亲属 亲属 亲戚 侄子 侄女 侄儿 外甥 外甥女 孙媳 孙女婿 叔叔 伯伯 姑姑 舅舅 姨 嫂子 弟媳 姐夫 妹夫",
    "helper": "保姆 护工 住家保姆 月嫂 钟点工 照护人员",
    "tenant": "租户 租客 承租人 合租 租住",
    "other": "其他 朋友 同事 非亲属 其它",
}


def add_where_none(sender: AppConfig, **kwargs: Any) -> None:
    """Fill an empty list; a receiver of `post_migrate`, which also runs after a flush."""
    from residents.models import RelationWord  # noqa: PLC0415 - models are loaded only after this module

    if RelationWord._meta.db_table not in connection.introspection.table_names() or RelationWord.objects.exists():
        return
    RelationWord.objects.bulk_create(
        RelationWord(word=word, relation=code) for code, line in STANDARD.items() for word in line.split()
    )
