"""Two records of one person: proposed by an import, merged by staff, and traceable."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import pairwise

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from community.ranges import today
from community.registers.roles import FRONT_DESK_ROLE
from residents import selectors, services
from residents.importing.arrivals import take_in
from residents.importing.people.applying import apply_import
from residents.importing.people.rehearsal import rehearse
from residents.importing.people.undoing import undo_import
from residents.models import Appointment, Guardianship, LoginMatch, Residence, Resident, Reveal, Tag
from residents.rules.stays import merged_stays
from residents.services import retention
from tests.factories import (
    CompoundFactory,
    HouseholdFactory,
    StaffFactory,
    UserFactory,
    id_number,
    register_person,
    sheet_of,
)
from tests.locking import locked
from tests.steps import log_in, refused
from tests.volunteers.factories import duty_rules
from volunteers import services as duty

pytestmark = pytest.mark.django_db

BORN = date(1950, 3, 8)
HEADER = ["楼栋", "单元", "房号", "姓名", "身份证号", "出生日期", "联系电话"]


def merge(keep, other, **by):
    return services.merge_residents(keep=keep, other=other, by=by.get("by") or StaffFactory())


def rehearsed(*rows):
    return rehearse(
        run=take_in(content=sheet_of(HEADER, *rows), filename="a.xlsx", compound=CompoundFactory(), by=None)
    )


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ([None, "1950-03-08", None], "registered"),
        ([None, None, "13911111111"], "registered"),
        ([id_number(9), None, None], "registered"),
        ([None, "1951-03-08", "13922222222"], None),
        ([None, None, None], None),
    ],
    ids=["birth date", "phone", "another number", "another person", "a name alone"],
)
def test_a_rehearsal_shows_who_may_be_registered_already(row, kind):
    home = HouseholdFactory(building__name="3", room="101")
    known = register_person("王秀兰", household=home, id_number=id_number(5), phone="13911111111")
    line = rehearsed(["8栋", 1, "202", "王秀兰", *row]).rows.get()
    assert line.verdict == "new"
    proposal = {"kind": kind, "resident": known.pk, "address": "3-1-101"} if kind else None
    assert line.proposal == proposal


def test_proposals_take_two_queries_for_many(django_assert_num_queries):
    from community.workbooks.tables import Tables
    from residents.importing.people import lookalikes
    from residents.importing.people.plan import plan
    from residents.importing.people.rows import read
    from residents.importing.reading.vocabularies import PEOPLE

    register_person("王秀兰", birth_date=BORN)
    rows = [["8栋", 1, str(n + 101), "王秀兰", None, "1950-03-08", None] for n in range(30)]
    found = plan(read(Tables(sheet_of(HEADER, *rows), PEOPLE), {}, {}).rows, CompoundFactory(), as_of=today())
    with django_assert_num_queries(2):
        lookalikes.propose(found.verdicts)
    assert all(each.proposal["kind"] == "registered_away" for each in found.verdicts)


def test_all_of_the_other_record_passes_over_and_leaves_a_trace():
    old, new = HouseholdFactory(), HouseholdFactory()
    keep = register_person("王秀兰", household=old, phone="13911111111", remarks="喜欢书法")
    other = register_person("王秀兰", id_number=id_number(5), phone="13922222222", remarks="腿脚不便")
    staff = StaffFactory()
    services.move_in(resident=other, household=new, on=date(2024, 5, 1), by=staff)
    other.tags.add(Tag.objects.get(slug="living_alone"))
    child = register_person("赵小石")
    Guardianship.objects.create(guardian=other, child=child)
    login = UserFactory()
    LoginMatch.objects.create(user=login, resident=other, name="王秀兰", state="matched")
    services.appoint(
        role="grid", name="王秀兰", first=date(2024, 1, 1), by=staff, compound=new.building.compound, resident=other
    )
    services.reveal(resident=other, field="phone", reason="核对电话", by=staff)
    merge(keep, other, by=staff)
    keep.refresh_from_db(), other.refresh_from_db()
    assert (keep.id_number, keep.birth_date, keep.other_phone) == (id_number(5), BORN, "13922222222")
    assert keep.remarks == "喜欢书法；腿脚不便"
    assert [tag.slug for tag in keep.tags.all()] == ["living_alone"]
    assert selectors.home_of(keep) == new
    assert [each.during.upper for each in keep.residences.order_by("during")] == [date(2024, 5, 1), None]
    assert child.guardians.get().guardian == keep
    assert selectors.resident_of(login) == keep
    assert Appointment.objects.get().resident == keep
    assert (other.name, other.phone, other.id_number, other.merged_into) == ("—", "", "", keep)
    assert Reveal.objects.get().resident == other
    trace = keep.history.first()
    assert (trace.history_user, trace.history_change_reason) == (staff, f"merged with {other.pk}")
    assert set(Resident.objects.found_by("王秀兰")) == {keep}


def test_two_numbers_or_two_logins_are_two_people():
    keep, other = register_person(id_number=id_number(5)), register_person(id_number=id_number(6))
    before = list(Resident.objects.order_by("pk").values())
    refused("id_differs", merge, keep, other)
    services.save_resident(resident=other, by=StaffFactory(), id_number="")
    before = list(Resident.objects.order_by("pk").values())
    for person in (keep, other):
        LoginMatch.objects.create(user=UserFactory(), resident=person, name=person.name, state="matched")
    refused("two_logins", merge, keep, other)
    assert list(Resident.objects.order_by("pk").values()) == before


def test_who_may_not_or_twice_or_oneself():
    keep, other = register_person(), register_person()
    for one, two, by, code in ((keep, other, UserFactory(), "not_allowed"), (keep, keep, None, "same_person")):
        refused(code, merge, one, two, by=by)
    merge(keep, other)
    refused("bad_state", merge, keep, other)


def test_a_head_that_somebody_else_is_by_then_refuses_the_whole_merge():
    home = HouseholdFactory()
    keep, other, head = register_person(), register_person(), register_person("李建国")
    staff = StaffFactory()
    services.move_in(resident=keep, household=home, on=date(2020, 1, 1), by=staff, relation="head")
    services.move_out(resident=keep, on=date(2021, 1, 1), by=staff)
    services.move_in(resident=head, household=home, on=date(2021, 1, 1), by=staff, relation="head")
    services.move_in(resident=other, household=home, on=date(2020, 6, 1), by=staff)
    refused("head_taken", merge, keep, other)
    other.refresh_from_db()
    assert (other.merged_into, other.name) == (None, "王秀兰")


def test_from_the_rows_of_an_import_to_one_record(client):
    staff = StaffFactory()
    known = register_person("王秀兰", household=HouseholdFactory(building__name="3", room="101"), phone="13911111111")
    run = rehearsed(["8栋", 1, "202", "王秀兰", id_number(5), None, "13911111111"])
    apply_import(run=run, by=staff)
    log_in(client, staff)
    page = client.get(reverse("admin:residents_registerimport_change", args=[run.pk]))
    address = page.context["lines"][0]["link"][0]
    shown = client.get(address)
    assert [fact.is_same for fact in shown.context["facts"]][:4] == [True, None, None, True]
    assert not [secret for secret in ("王秀兰", id_number(5), "13911111111") if secret in shown.content.decode()]
    assert client.post(address).status_code == 302
    known.refresh_from_db()
    assert known.id_number == id_number(5)
    assert client.post(address).status_code == 409
    other = Resident.objects.get(merged_into=known)
    assert client.get(reverse("resident", args=[other.pk])).url == reverse("resident", args=[known.pk])
    assert (
        client.get(reverse("admin:residents_registerimport_change", args=[run.pk])).context["lines"][0]["link"] is None
    )
    refused("depended_on", undo_import, run=run, by=staff)


def test_two_are_chosen_in_the_list_and_nobody_else_merges(client):
    keep, other, third = register_person("甲"), register_person("甲"), register_person("乙")
    log_in(client, StaffFactory())
    changelist, address = (
        reverse("admin:residents_resident_changelist"),
        reverse("admin:residents_resident_merge", args=[keep.pk, other.pk]),
    )
    form = {"action": "merge", "_selected_action": [keep.pk, other.pk]}
    assert client.post(changelist, form).url == address
    form["_selected_action"].append(third.pk)
    assert client.post(changelist, form).url != address
    assert client.delete(address).status_code == 405
    clerk = UserFactory(is_staff=True)
    clerk.groups.add(Group.objects.get(name=FRONT_DESK_ROLE))
    log_in(client, clerk)
    assert client.get(address).status_code == client.post(address).status_code == 403


def test_a_wrong_number_is_taken_out(client):
    person = register_person(id_number=id_number(5))
    log_in(client, StaffFactory())
    form = {"language": "zh-hans", "contact": "phone", "sex": "female", "birth_precision": "day"}
    form["forgets_number"] = "on"
    assert client.post(reverse("admin:residents_resident_change", args=[person.pk]), form).status_code == 302
    person.refresh_from_db()
    assert (person.id_number, person.name) == ("", "王秀兰")


days = st.integers(0, 12)
stays = st.lists(st.tuples(days, st.integers(1, 8), st.booleans(), st.integers(1, 2)), max_size=5)


def _rows(drawn, resident):
    """Residences of one person, one after another."""
    rows, free = [], 0
    for gap, length, is_open, household in drawn:
        lower = free + gap
        free = lower + length
        upper = None if is_open else date.fromordinal(730_000 + free)
        during = DateRange(date.fromordinal(730_000 + lower), upper)
        rows.append(Residence(pk=resident * 100 + lower, resident_id=resident, household_id=household, during=during))
        if is_open:
            break
    return rows


@given(stays, stays)
def test_merged_homes_follow_one_another(mine, theirs):
    rows = _rows(mine, 1) + _rows(theirs, 2)
    merged = merged_stays(rows, 1)
    for before, after in pairwise(merged):
        assert before.upper is not None
        assert before.lower < before.upper <= after.lower
    assert any(stay.upper is None for stay in merged) == any(row.during.upper is None for row in rows)
    assert {stay.row.pk for stay in merged} <= {row.pk for row in rows}


def test_merging_again_carries_the_first_along_and_forgetting_forgets_all():
    first, second, third = register_person("甲"), register_person("甲"), register_person("甲")
    merge(second, first)
    merge(third, second)
    first.refresh_from_db()
    assert first.merged_into == third
    third.refresh_from_db()
    retention._anonymise(third)
    assert not Resident.history.exists()


def test_the_database_keeps_merged_records_empty():
    keep, other = register_person(), register_person()
    with pytest.raises(IntegrityError), transaction.atomic():
        Resident.objects.filter(pk=other.pk).update(merged_into=keep)


def merged_pair():
    """A record that was merged away after somebody had read it, and the one that stands."""
    keep, stale = register_person("王秀兰"), register_person("王秀兰")
    merge(keep, Resident.objects.get(pk=stale.pk))
    return keep, stale


def test_whoever_moves_in_late_moves_in_on_the_record_that_stands():
    keep, stale = merged_pair()
    home = HouseholdFactory()
    assert services.move_in(resident=stale, household=home, on=date(2026, 1, 1), by=StaffFactory()).resident == keep
    services.move_out(resident=stale, on=date(2026, 2, 1), by=StaffFactory())
    assert selectors.home_of(keep) is None


def test_an_office_and_a_login_land_on_the_record_that_stands():
    keep, stale = merged_pair()
    staff = StaffFactory()
    term = services.appoint(
        role="grid", name="王秀兰", first=date(2026, 1, 1), by=staff, compound=CompoundFactory(), resident=stale
    )
    assert term.resident == keep
    match = services.ask_match(user=UserFactory(), name="王秀兰", last4="0000", client="10.0.0.1")
    assert services.settle_match(match=match, resident=stale, by=staff).resident == keep


def test_a_record_merged_twice_leads_to_the_last():
    keep, stale = merged_pair()
    last = register_person("王秀兰")
    merge(last, Resident.objects.get(pk=keep.pk))
    home = HouseholdFactory()
    assert services.move_in(resident=stale, household=home, on=date(2026, 1, 1), by=StaffFactory()).resident == last


def test_who_moves_in_while_a_merge_goes_on_waits_for_it(transactional_db):
    """Eight races: the row is always on the record that stands."""
    staff, home = StaffFactory(), HouseholdFactory()
    for _round in range(8):
        keep, other = register_person("王秀兰"), register_person("王秀兰")
        with ThreadPoolExecutor(2) as pool:
            merging = pool.submit(closing, merge, keep, other, by=staff)
            moving = pool.submit(
                closing, services.move_in, resident=other, household=home, on=date(2026, 1, 1), by=staff
            )
            merging.result(), moving.result()
        assert not Residence.objects.filter(resident=other).exists()
        assert keep.residences.count() == 1


def closing(verb, *args, **kwargs):
    try:
        return verb(*args, **kwargs)
    finally:
        connection.close()


def test_an_emptied_record_holds_nothing_of_the_person_and_both_are_signed():
    staff = StaffFactory()
    keep, other = register_person(), register_person(
        sex="female", birth_date=BORN, phone="13911111111", other_phone="029-1234567", remarks="喜欢书法"
    )  # fmt: skip
    other.tags.add(Tag.objects.get(slug="living_alone"))
    assert locked(lambda: merge(keep, other, by=staff))[0] == "residents_resident"
    keep.refresh_from_db(), other.refresh_from_db()
    assert (other.sex, other.birth_date, other.phone, other.other_phone, other.remarks) == ("", None, "", "", "")
    assert (other.tags.count(), bool(other.anonymised_at), other.id_number) == (0, True, "")
    assert (keep.sex, keep.birth_date, keep.phone, keep.other_phone) == ("female", BORN, "13911111111", "029-1234567")
    assert other.history.first().history_change_reason == f"merged into {keep.pk}"
    assert {other.history.first().history_user, keep.history.first().history_user} == {staff}


def test_what_the_record_to_keep_says_counts_and_a_second_number_stands_beside_it():
    keep = register_person(phone="13911111111", sex="male", birth_date=date(1950, 3, 1), birth_precision="month")
    other = register_person(phone="13922222222", sex="female", birth_date=date(1960, 1, 1), remarks="书法；象棋")
    merge(keep, other)
    keep.refresh_from_db()
    assert (keep.phone, keep.other_phone, keep.sex, keep.remarks) == (
        "13911111111",
        "13922222222",
        "male",
        "书法；象棋",
    )
    assert (keep.birth_date, keep.birth_precision) == (date(1950, 3, 1), "month")
    same = register_person(phone="13911111111", remarks="象棋；唱歌")
    merge(keep, same)
    keep.refresh_from_db()
    assert (keep.other_phone, keep.remarks) == ("13922222222", "书法；象棋；唱歌")


def test_a_second_number_that_is_known_stays():
    keep = register_person(phone="13911111111", other_phone="13933333333")
    merge(keep, register_person(phone="13922222222"))
    keep.refresh_from_db()
    assert (keep.phone, keep.other_phone) == ("13911111111", "13933333333")


def test_a_number_tells_the_birth_date_whichever_record_it_came_from():
    keep = register_person(birth_date=date(1949, 1, 1), birth_precision="year", sex="male")
    other = register_person(id_number=id_number(4))
    merge(keep, other)
    keep.refresh_from_db()
    assert (keep.id_number, keep.birth_date, keep.birth_precision, keep.sex) == (id_number(4), BORN, "day", "female")
    unknown = register_person()
    merge(unknown, register_person(birth_date=date(1949, 1, 1), birth_precision="year"))
    unknown.refresh_from_db()
    assert (unknown.birth_date, unknown.birth_precision) == (date(1949, 1, 1), "year")


def test_a_family_is_passed_on_once_and_nobody_becomes_their_own_guardian():
    keep, other, child, parent = (register_person(name) for name in ("甲", "甲", "乙", "丙"))
    for guardian, ward in ((keep, child), (other, child), (keep, other), (parent, other)):
        Guardianship.objects.create(guardian=guardian, child=ward)
    merge(keep, other)
    pairs = set(Guardianship.objects.values_list("guardian", "child"))
    assert pairs == {(keep.pk, child.pk), (parent.pk, keep.pk)}


def test_what_two_hold_that_one_holds_once_is_settled_first():
    keep, other, staff = register_person(), register_person(), StaffFactory()
    duty_rules()
    for resident in (keep, other):
        duty.join(resident=resident, by=staff, rules_version=1)
    refused("both_used", merge, keep, other)
    other.refresh_from_db()
    assert other.merged_into is None


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        (("head", 1), ("other", 1), "head"),
        (("other", 1), ("spouse", 1), "spouse"),
        (("spouse", 1), ("tenant", 2), "spouse"),
        (("spouse", 2), ("tenant", 1), "spouse"),
    ],
)
def test_of_two_stays_behind_one_door_one_is_left_with_the_relation_that_was_said(mine, theirs, merged):
    home, staff = HouseholdFactory(), StaffFactory()
    keep, other = register_person(), register_person()
    for resident, (relation, month) in ((keep, mine), (other, theirs)):
        services.move_in(resident=resident, household=home, on=date(2024, month, 1), by=staff, relation=relation)
    services.move_out(resident=keep, on=date(2025, 1, 1), by=staff)
    services.move_out(resident=other, on=date(2025, 6, 1), by=staff)
    merge(keep, other)
    stay = Residence.objects.get()
    assert (stay.resident, stay.relation) == (keep, merged)
    assert stay.during == DateRange(date(2024, 1, 1), date(2025, 6, 1))


def test_stays_that_only_touch_stay_two():
    days = [date(2024, 1, 1), date(2024, 6, 1), date(2025, 1, 1)]
    rows = [
        Residence(pk=number, resident_id=number, household_id=1, during=DateRange(*days[number : number + 2]))
        for number in (0, 1)
    ]
    assert [(stay.lower, stay.upper) for stay in merged_stays(rows, 0)] == [(days[0], days[1]), (days[1], days[2])]
