"""The initial consent texts; staff write new versions, while texts that were agreed to stay."""

from datetime import date
from typing import Any

from django.apps import AppConfig
from django.db import connection

from childcare.enums import Purpose

# purpose, text, text in English
STANDARD = [
    (
        Purpose.DATA,
        "孩子未满十四周岁，他（她）的信息属于敏感个人信息。我作为监护人，同意中心为临时托管保存孩子的姓名、出生日期、"
        "联系人，以及何时由谁送来、由谁接走。只有当班的照看人和值班人员能看到。没有出过事的记录保存180天，有事件的"
        "保存三年，到期只留下不含姓名的统计。我可以随时撤回，撤回后不能再托管；孩子还在里面时，记录保留到接走为止。",
        "Data on a child under fourteen is sensitive. As a guardian I agree that the centre keeps my child's "
        "name, date of birth and contacts, and when and by whom the child is brought and fetched, so that it can "
        "be cared for. Only the carers on duty and the desk see it. An uneventful stay is kept for 180 days, one "
        "with an incident for three years; then figures without a name remain. I can withdraw this at any time; "
        "then no child can be left, and the record of a child who is inside stays until it is fetched.",
    ),
    (
        Purpose.HEALTH,
        "我同意中心保存我写下的过敏、用药和健康情况，加密存放，只在孩子进门和在里面时给照看人看。我可以随时撤回，"
        "撤回后这些内容会被删除。",
        "I agree that the centre keeps what I write about allergies, medicine and health. It is encrypted, and "
        "shown to carers only at the door and while my child is inside. I can withdraw this at any time; then it "
        "is deleted.",
    ),
    (
        Purpose.EMERGENCY,
        "孩子突发疾病或受伤、又一时联系不上我时，我同意照看人先打120，由医生做必要的急救，同时继续联系我。",
        "If my child is suddenly ill or hurt and I cannot be reached, I agree that the carers call 120 first and "
        "doctors do what is necessary, while the carers go on calling me.",
    ),
    (
        Purpose.PHOTOS,
        "我同意照看人在孩子受伤等情况下拍照记录，照片只给监护人和中心看，不公开。",
        "I agree that carers take photos to record an incident. Only guardians and the centre see them; none is "
        "made public.",
    ),
    (
        Purpose.ALONE,
        "孩子已满八周岁，我同意他（她）在约定的时间自己回家。路上的安全由我负责。",
        "My child is eight or older. I agree that it goes home alone at the time agreed, and answer for the way home.",
    ),
]


def add_where_none(sender: AppConfig, **kwargs: Any) -> None:
    """Add the texts if there are none; a receiver of `post_migrate`, which also runs after a flush."""
    from childcare.models import ConsentText  # noqa: PLC0415 - models are loaded only after this module

    if ConsentText._meta.db_table not in connection.introspection.table_names() or ConsentText.objects.exists():
        return
    ConsentText.objects.bulk_create(
        ConsentText(purpose=purpose, version=1, text=text, text_en=text_en, since=date(2020, 9, 1))
        for purpose, text, text_en in STANDARD
    )
