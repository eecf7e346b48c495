"""A register in bulk, and the speed of searching it: `script/bench --residents 1000000`."""

from django.db import connection

from community.models import User
from residents.models import Building, Compound

SURNAMES = ["王 wang", "李 li", "张 zhang", "刘 liu", "陈 chen", "杨 yang", "赵 zhao", "黄 huang", "周 zhou", "吴 wu"]
GIVEN = [
    "秀兰 xiulan",
    "建国 jianguo",
    "思远 siyuan",
    "桂芳 guifang",
    "晓燕 xiaoyan",
    "平 ping",
    "志明 zhiming",
    "雨桐 yutong",
]
SEARCHES = {
    "name": "周平",
    "one character": "周",
    "pinyin": "zhouping",
    "initials": "zp",
    "one letter": "z",
    "two letters": "zh",
    "phone": "1234",
    "address": "7-1-101",
    "building": "7栋",
    "nobody": "nobody",
}

RESIDENTS = """
INSERT INTO residents_resident (name, name_key, initials, sex, birth_date, birth_precision, phone, other_phone,
                                phone_last4, id_kind, id_encrypted, id_last4, language, contact, remarks, created_at)
SELECT s[1] || g[1], s[2] || g[2], left(s[2], 1) || left(g[2], 1), 'male', '1960-01-01', 'day',
       '199' || lpad(n::text, 8, '0'), '', right(lpad(n::text, 8, '0'), 4), 'identity', '', '',
       'zh-hans', 'phone', '', now()
FROM generate_series(1, %(count)s) AS n,
     LATERAL (SELECT string_to_array((%(surnames)s)[1 + n %% 10], ' ') AS s,
                     string_to_array((%(given)s)[1 + (n / 10) %% 8], ' ') AS g) AS names
"""
HOUSEHOLDS = """
INSERT INTO residents_household (building_id, unit, room, address_key)
SELECT b.id, unit, (floor * 100 + door)::text, b.name || '-' || unit || '-' || (floor * 100 + door)
FROM residents_building b, generate_series(1, 4) unit, generate_series(1, 33) floor, generate_series(1, 4) door
"""
RESIDENCES = """
INSERT INTO residents_residence (resident_id, household_id, kind, relation, during)
SELECT r.id, h.first + r.id %% h.count, 'lives', 'other', daterange('2020-09-01', NULL)
FROM residents_resident r, (SELECT min(id) AS first, count(*) AS count FROM residents_household) h
"""


def load(count: int) -> User:
    """Fill an empty database with `count` residents of a town; returns the clerk who searches."""
    compound = Compound.objects.create(name="大镇")
    buildings = max(count // 1500, 1)
    Building.objects.bulk_create(
        Building(compound=compound, name=str(number), order=number) for number in range(1, buildings + 1)
    )
    with connection.cursor() as cursor:
        cursor.execute(RESIDENTS, {"count": count, "surnames": SURNAMES, "given": GIVEN})
        cursor.execute(HOUSEHOLDS)
        cursor.execute(RESIDENCES.replace("%%", "%"))
        cursor.execute("ANALYZE")
    return User.objects.create_superuser("13700000000", None, name="何敏")
