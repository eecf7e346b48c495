"""Who lives where, who looked, and automatic anonymisation."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from community.errors import DomainError
from community.models import Message, User
from community.ranges import today
from residents import services
from residents.importing.report import register_full
from residents.models import LoginMatch, MatchAttempt, RegisterExport, RegisterPolicy, Residence, Resident, Reveal, Tag
from residents.services import retention
from tests.factories import HouseholdFactory, StaffFactory, UserFactory, id_number, register_person
from tests.steps import refused

pytestmark = pytest.mark.django_db

NAMES = ["赵䶮", "𪨧小石", "阿依古丽·买买提", "欧阳娜娜", "John O’Neill", "周平"]


def found(query: str) -> set[str]:
    return set(Resident.objects.found_by(query).values_list("name", flat=True))


@pytest.mark.parametrize("name", NAMES)
def test_names_of_any_script_survive(name):
    register_person(name)
    assert Resident.objects.get().name == name
    assert found(name[:2]) == {name}


def test_people_are_found_in_the_ways_staff_type():
    home = HouseholdFactory(building__name="3", unit=1, room="101")
    register_person("周平", household=home, phone="13912345678", other_phone="029-8888 4321")
    register_person("王秀兰")
    addresses = ("3-1-101", "3-1", "3-101", "3栋", "3栋1单元101室", "3#1单元", "3号楼")
    for query in ("周", "zhouping", "zhoup", "zp", "ZP", "5678", "4321", *addresses):
        assert found(query) == {"周平"}, query
    for query in ("", "nobody", "3-2", "3-10", "13-1", "3-1-10"):
        assert found(query) == set(), query


def test_pinyin_sorts_the_register():
    for name in ("周平", "安静", "王秀兰"):
        register_person(name)
    assert [each.name for each in Resident.objects.order_by("name_key", "pk")] == ["安静", "王秀兰", "周平"]


def test_an_identity_number_gives_birth_date_and_sex_and_is_unique():
    person = register_person(id_number=id_number(12).lower())
    assert (person.birth_date, person.sex, person.id_number) == (date(1950, 3, 8), "female", id_number(12))
    refused("id_taken", register_person, "周平", id_number=id_number(12))
    with pytest.raises(DomainError) as caught:
        register_person("周平", id_number="110105194912310021")
    assert (caught.value.code, caught.value.details["field"]) == ("id_wrong", "id_number")


def test_the_number_stands_nowhere_readable():
    register_person(id_number=id_number(12))
    with connection.cursor() as cursor:
        for table in ("residents_resident", "residents_historicalresident"):
            cursor.execute(f"SELECT string_agg(r::text, '') FROM {table} r")  # noqa: S608 - one of these two
            assert id_number(12) not in cursor.fetchone()[0]


def test_moving_overwrites_nothing():
    old, new, by = HouseholdFactory(), HouseholdFactory(), UserFactory()
    person = register_person(household=old)
    services.move_in(resident=person, household=new, on=date(2025, 5, 1), by=by)
    homes = {each.household: each.during for each in person.residences.all()}
    assert homes == {old: DateRange(date(2020, 9, 1), date(2025, 5, 1)), new: DateRange(date(2025, 5, 1), None)}
    services.move_out(resident=person, on=date(2026, 1, 1), by=by)
    assert not Resident.objects.living_here(date(2026, 1, 1)).exists()
    assert Resident.objects.living_here(date(2025, 12, 31)).get() == person


def test_living_and_being_registered_may_lie_apart():
    lives, registered = HouseholdFactory(), HouseholdFactory()
    person = register_person(household=lives)
    services.move_in(
        resident=person, household=registered, on=date(2021, 1, 1), by=UserFactory(), kind=Residence.Kind.REGISTERED
    )
    assert person.residences.filter(during__contains=today()).count() == 2


def test_the_database_keeps_one_home_and_one_head():
    home = HouseholdFactory()
    person = register_person(household=home)
    term = DateRange(date(2026, 1, 1), None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Residence.objects.create(resident=person, household=HouseholdFactory(), during=term)
    for number, expected in ((1, None), (2, "head_taken")):
        other = register_person(id_number=id_number(number))
        try:
            services.move_in(resident=other, household=home, on=today(), by=UserFactory(), relation="head")
            code = None
        except DomainError as error:
            code = error.code
        assert code == expected


def test_a_reveal_leaves_one_row_and_ends_by_itself():
    from residents.selectors import revealed_to

    person, staff = register_person(phone="13912345678"), StaffFactory()
    assert services.reveal(resident=person, field="phone", reason="核对回访电话", by=staff) == "13912345678"
    [row] = Reveal.objects.all()
    assert (row.by, row.resident, row.field, row.reason) == (staff, person, "phone", "核对回访电话")
    assert revealed_to(staff, person) == {"phone": "13912345678"}
    assert revealed_to(StaffFactory(), person) == {}


def test_what_was_revealed_hides_again_after_five_minutes(monkeypatch):
    from residents.selectors import revealed_to

    person, staff = register_person(), StaffFactory()
    Reveal.objects.create(
        resident=person, by=staff, field="name", reason="核对", at=timezone.now() - Reveal.LASTS - timedelta(seconds=1)
    )
    assert revealed_to(staff, person) == {}


@pytest.mark.parametrize(("change", "code"), [({"reason": "  "}, "reason_needed"), ({"field": "password"}, "no_field")])
def test_a_reveal_needs_a_field_and_a_reason(change, code):
    refused(
        code,
        services.reveal,
        **({"resident": register_person(), "field": "name", "reason": "核对姓名", "by": StaffFactory()} | change),
    )
    assert not Reveal.objects.exists()


def test_who_may_not_look_does_not():
    with pytest.raises(DomainError):
        services.reveal(resident=register_person(), field="name", reason="好奇一下", by=UserFactory())


@pytest.mark.parametrize("change", ["update", "delete"])
@pytest.mark.parametrize("audit", [Reveal, RegisterExport])
def test_audits_are_only_ever_added(audit, change):
    services.reveal(resident=register_person(), field="name", reason="核对姓名", by=StaffFactory())
    register_full(by=StaffFactory(), reason="核对姓名")
    rows = audit.objects.all()
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(reason="x") if change == "update" else rows.delete()
    assert rows.get().reason == "核对姓名"


def test_an_unusual_number_of_reveals_alarms_the_administrators():
    RegisterPolicy(reveals_an_hour=3).save()
    administrator, staff, person = StaffFactory(), StaffFactory(), register_person()
    for _look in range(4):
        services.reveal(resident=person, field="name", reason="核对姓名", by=staff)
    assert Message.objects.filter(user=administrator, kind="reveal_alarm").count() == 1


def test_who_moved_out_long_ago_is_forgotten():
    person = register_person("赵䶮", household=HouseholdFactory(), phone="13912345678", id_number=id_number(3))
    stays = register_person("周平", household=HouseholdFactory())
    person.tags.add(Tag.objects.get(slug="living_alone"))
    services.move_out(resident=person, on=date(2021, 1, 1), by=UserFactory())
    services.forget()
    person.refresh_from_db()
    assert (person.name, person.phone, person.id_number, person.id_fingerprint) == ("—", "", "", None)
    assert person.residences.exists()
    assert not person.history.exclude(name="—").exists()
    stays.refresh_from_db()
    assert stays.name == "周平"


@pytest.mark.parametrize(("later", "name"), [(0, "—"), (1, "赵䶮")])
def test_who_moved_out_is_forgotten_on_the_very_day_the_rules_say(later, name):
    person = register_person("赵䶮", household=HouseholdFactory())
    long_ago = today() - RegisterPolicy.load().moved_out_years * timedelta(days=365)
    services.move_out(resident=person, on=long_ago + timedelta(days=later), by=UserFactory())
    services.forget()
    person.refresh_from_db()
    assert person.name == name


def test_a_resident_with_a_login_is_matched_to_no_other():
    person = register_person("赵䶮", household=HouseholdFactory(), phone="13912345678", id_number=id_number(3))
    asked = {"name": "赵䶮", "last4": id_number(3)[-4:]}
    first = services.ask_match(user=UserFactory(phone="13912345678"), client="10.0.0.1", **asked)
    assert (first.state, first.resident) == ("matched", person)
    User.objects.filter(phone="13912345678").update(phone="13900000001")
    second = services.ask_match(user=UserFactory(phone="13912345678"), client="10.0.0.2", **asked)
    assert (second.state, second.resident) == ("waiting", None)


def test_whoever_fits_two_residents_waits_for_staff():
    number = id_number(3)
    twin = next(
        other
        for day in range(1, 400)
        if (other := id_number(3, date(1950, 3, 8) + timedelta(days=day)))[-4:] == number[-4:]
    )
    for each in (number, twin):
        register_person("赵䶮", household=HouseholdFactory(), phone="13912345678", id_number=each)
    user = UserFactory(phone="13912345678")
    match = services.ask_match(user=user, name="赵䶮", last4=number[-4:], client="10.0.0.1")
    assert (match.state, match.resident) == ("waiting", None)


def test_refused_matches_go_with_the_name_in_their_history(come_to):
    match = services.ask_match(user=UserFactory(), name="赵䶮", last4="0000", client="10.0.0.1")
    services.refuse_match(match=match, by=StaffFactory())
    come_to(timezone.now() + timedelta(days=100))
    services.forget()
    assert not LoginMatch.objects.exists()
    assert not LoginMatch.history.exists()


def test_old_audits_are_dropped_by_the_rules_alone():
    person, staff = register_person(), StaffFactory()
    for age in (timedelta(days=1), 4 * retention.YEAR):
        at = timezone.now() - age
        Reveal.objects.create(resident=person, by=staff, field="name", reason="核对", at=at)
        RegisterExport.objects.create(by=staff, reason="核对", people=1, at=at)
    services.forget()
    assert (Reveal.objects.count(), RegisterExport.objects.count()) == (1, 1)


def test_attempts_to_match_are_forgotten_after_a_day(come_to):
    services.ask_match(user=UserFactory(), name="赵䶮", last4="0000", client="10.0.0.1")
    services.forget()
    attempt = MatchAttempt.objects.get()
    assert "10.0.0.1" not in str(vars(attempt))
    come_to(timezone.now() + timedelta(days=2))
    services.forget()
    assert not MatchAttempt.objects.exists()
