"""The demo community's register: invented people at realistic addresses."""

from datetime import date, timedelta
from itertools import cycle

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from community.demo import sample_photo
from community.models import User
from community.ranges import today
from residents import services
from residents.identity import check_character
from residents.models import (
    Appointment,
    Building,
    Compound,
    EmergencyContact,
    Guardianship,
    Household,
    LoginMatch,
    Residence,
    Resident,
    Tag,
)

BUILDINGS = 16
HOUSEHOLDS, PEOPLE = 1396, 3586
UNITS, FLOORS_FROM, DOORS_A_FLOOR = 2, 1, 4
SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭"
GIVEN = [
    "秀兰",
    "建国",
    "思远",
    "桂芳",
    "帆",
    "晓燕",
    "国强",
    "佳怡",
    "志明",
    "雨桐",
    "浩然",
    "玉梅",
    "子轩",
    "丽娟",
    "涵",
]
FOUNDED = date(2020, 9, 1)
PORTRAITS = {0: "leader-1", 3: "leader-3", 8: "leader-2"}
LEADERS = ["王秀兰", "李建国", "陈思远", "刘桂芳", "杨帆", "吴晓燕", "郑国强", "孙佳怡", "阿依古丽·买买提", "赵䶮"]


def load_register(resident_login: User, by: User) -> None:
    """Sixteen buildings, 1,396 households and 3,586 people; leaders for most buildings; one matched login."""
    compound = Compound.objects.create(name="奇星御园", name_en="Qixing Yuyuan")
    buildings = Building.objects.bulk_create(
        Building(compound=compound, name=str(n), order=n) for n in range(1, BUILDINGS + 1)
    )
    households = _households(buildings)
    people = _people(resident_login)
    _move_in(people, households)
    _tag(people)
    _appoint(compound, buildings, by)
    _give_a_child(people[0], households[0], by)
    LoginMatch.objects.create(
        user=resident_login,
        resident=people[0],
        name=people[0].name,
        last4=people[0].id_last4,
        state=LoginMatch.State.MATCHED,
    )


def _give_a_child(guardian: Resident, home: Household, by: User) -> None:
    child = Resident(name=f"{guardian.name[0]}小雨", birth_date=date(today().year - 9, 5, 20), sex="female")
    child.save()
    Residence.objects.create(
        resident=child,
        household=home,
        relation=Residence.Relation.CHILD,
        during=DateRange(child.birth_date, None),
    )
    Guardianship.objects.create(guardian=guardian, child=child, consented_at=timezone.now())
    EmergencyContact.objects.create(
        resident=child, name=guardian.name, relation="parent", phone=guardian.phone, consented_on=today(), noted_by=by
    )


def _households(buildings: list[Building]) -> list[Household]:
    made = []
    for index, building in enumerate(buildings):
        count = HOUSEHOLDS // BUILDINGS + (index < HOUSEHOLDS % BUILDINGS)
        for number in range(count):
            unit, rest = number % UNITS + 1, number // UNITS
            room = f"{rest // DOORS_A_FLOOR + FLOORS_FROM}{rest % DOORS_A_FLOOR + 1:02d}"
            key = building.address_of(unit, room)
            made.append(Household(building=building, unit=unit, room=room, address_key=key))
    return Household.objects.bulk_create(made)


def _people(login: User) -> list[Resident]:
    made = []
    for number in range(PEOPLE):
        born = date(1936, 1, 1) + timedelta(days=(number * 7919) % (365 * 88))
        name = SURNAMES[number * 7 % len(SURNAMES)] + GIVEN[number * 11 % len(GIVEN)]
        person = Resident(name=name, phone=f"199{number:08d}" if number % 4 else "")
        if number == 0:
            born, person.name, person.phone = login.birth_date or born, login.name, login.phone
        # 610199 is a place that no real number has.
        # Whose serial is odd is a man; neither a household nor a staircase is all of one sex.
        serial = number // 3 % 1000
        body = f"610199{born:%Y%m%d}{serial:03d}"
        person.birth_date, person.sex = born, "male" if serial % 2 else "female"
        person.id_number = body + check_character(body)
        person.prepare()
        made.append(person)
    return Resident.objects.bulk_create(made, batch_size=1000)


def _move_in(people: list[Resident], households: list[Household]) -> None:
    lives = Residence.Kind.LIVES
    rows = []
    for index, (person, household) in enumerate(zip(people, cycle(households), strict=False)):
        relation = Residence.Relation.HEAD if index < len(households) else Residence.Relation.OTHER
        rows.append(
            Residence(
                resident=person, household=household, kind=lives, relation=relation, during=DateRange(FOUNDED, None)
            )
        )
    Residence.objects.bulk_create(rows, batch_size=1000)


def _tag(people: list[Resident]) -> None:
    tags = {tag.slug: tag for tag in Tag.objects.all()}
    through = Resident.tags.through
    year = today().year
    rows = []
    for number, person in enumerate(people):
        age = year - (person.birth_date or today()).year
        for slug, holds in (
            ("minor", age < 18),
            ("living_alone", age > 70 and number % 9 == 0),
            ("party_member", number % 170 == 3 and age > 30),
        ):
            if holds:
                rows.append(through(resident=person, tag=tags[slug]))
    through.objects.bulk_create(rows, batch_size=1000)


def _appoint(compound: Compound, buildings: list[Building], by: User) -> None:
    """Appoint leaders for most buildings; one term ends soon, some are vacant."""
    for index, building in enumerate(buildings[:14]):
        last = today() + timedelta(days=40) if index == 2 else None
        appointment = services.appoint(
            role=Appointment.Role.LEADER,
            name=LEADERS[index % len(LEADERS)],
            first=FOUNDED,
            last=last,
            by=by,
            compound=compound,
            building=building,
            phone=f"1980000{index:04d}",
            is_public=index % 3 != 1,
            is_phone_public=index % 3 == 0,
        )
        if index in PORTRAITS:
            appointment.photo = sample_photo(PORTRAITS[index])
            services.save_appointment(appointment=appointment, by=by)
    for role, name, phone in (
        (Appointment.Role.GRID, "冯晓东", "19800001001"),
        (Appointment.Role.POLICE, "徐警官", "19800001002"),
        (Appointment.Role.OWNERS, "宋玉梅", "19800001003"),
        (Appointment.Role.STATION, "唐敏", "19800001004"),
    ):
        services.appoint(
            role=role,
            name=name,
            first=FOUNDED,
            by=by,
            compound=compound,
            phone=phone,
            is_public=True,
            is_phone_public=True,
        )
