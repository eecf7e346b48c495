"""What an import owes besides its rows: locks, signatures, the keys by which people are found, and its way back."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.db.backends.postgresql.psycopg_any import DateRange

from community.ranges import DAY, today
from community.workbooks.tracks import track_of
from residents import services
from residents.importing.arrivals import take_in
from residents.importing.people.applying import apply_import
from residents.importing.people.rehearsal import rehearse
from residents.importing.people.undoing import undo_import
from residents.importing.reading import cells
from residents.importing.report import register_full
from residents.models import (
    Appointment,
    Building,
    Household,
    ImportRow,
    RegisterExport,
    RegisterImport,
    Residence,
    Resident,
    Tag,
)
from tests.factories import (
    BuildingFactory,
    CompoundFactory,
    HouseholdFactory,
    StaffFactory,
    UserFactory,
    id_number,
    register_person,
    sheet_of,
)
from tests.locking import locked
from tests.steps import refused, signed

pytestmark = pytest.mark.django_db

HEADER = ["楼栋", "单元", "房号", "姓名", "性别", "身份证号", "出生日期", "联系电话", "与户主关系", "人员类别", "备注"]
COMPOUND, RESIDENT, RESIDENCE = "residents_compound", "residents_resident", "residents_residence"


@pytest.fixture
def staff():
    return StaffFactory(name="王芳")


@pytest.fixture
def door():
    return HouseholdFactory(building__name="3", unit=1, room="101")


def row(room: str = "101", name: str = "王秀兰", **cells: object) -> list[object]:
    """A row of building 3, unit 1."""
    columns = ["sex", "number", "born", "phone", "relation", "tags", "remarks"]
    return ["3栋", 1, room, name, *(cells.get(column) for column in columns)]


def rehearsed(*rows: list[object], by=None, **how: object) -> RegisterImport:
    run = take_in(content=sheet_of(HEADER, *rows), filename="a.xlsx", compound=CompoundFactory(), by=by, **how)
    return rehearse(run=run)


def imported(*rows: list[object], by=None, **how: object) -> RegisterImport:
    by = by or StaffFactory()
    return apply_import(run=rehearsed(*rows, by=by, **how), by=by)


def verdicts(run: RegisterImport) -> list[str]:
    return list(run.rows.order_by("number").values_list("verdict", flat=True))


def test_applying_and_undoing_lock_the_compound_and_then_people(door, staff):
    register_person("王秀兰", household=door, id_number=id_number(5))
    run = rehearsed(row("202", number=id_number(5), phone="13911111111", tags="党员"), by=staff)
    assert locked(lambda: apply_import(run=run, by=staff)) == [COMPOUND, RESIDENT, RESIDENCE]
    assert locked(lambda: undo_import(run=run, by=staff)) == [COMPOUND, RESIDENT, RESIDENCE]


def test_everything_an_import_writes_and_puts_back_is_signed(door, staff):
    known = register_person("王秀兰", household=door, id_number=id_number(5))
    home = known.residences.get()
    run = imported(row("202", number=id_number(5), phone="13911111111", tags="党员"), row("203", "李建国"), by=staff)
    new = Resident.objects.get(name="李建国")
    assert [signed(each) for each in (known, home, new, new.residences.get())] == [staff] * 4
    assert (run.applied_by, run.undone_by) == (staff, None)
    other = StaffFactory()
    undo_import(run=run, by=other)
    run.refresh_from_db()
    assert (run.undone_by, bool(run.undone_at), signed(known), signed(home)) == (other, True, other, other)
    assert Resident.history.filter(id=known.pk).count() > 2
    assert not Resident.history.filter(id=new.pk).exists()


def test_whom_an_import_changed_is_found_by_the_new_number(door):
    known = register_person("王秀兰", household=door, phone="13900000000")
    imported(row(phone="13911112222"))
    assert list(Resident.objects.found_by("2222")) == [known]
    assert not Resident.objects.found_by("0000").exists()


def test_an_import_fills_gaps_and_leaves_what_is_known(door):
    known = register_person("王秀兰", household=door, sex="female", remarks="喜欢书法", other_phone="029-8765432")
    known.tags.add(Tag.objects.get(slug="party_member"))
    run = imported(row(sex="男", born="1950-03-08", remarks="喜欢书法；腿脚不便", tags="党员、独居"))
    known.refresh_from_db()
    assert (known.sex, known.birth_date, known.remarks) == ("female", date(1950, 3, 8), "喜欢书法；腿脚不便")
    assert known.other_phone == "029-8765432"
    assert {tag.slug for tag in known.tags.all()} == {"party_member", "living_alone"}
    assert run.rows.get().changes == ["birth_date", "remarks", "tags"]
    assert verdicts(imported(row(sex="男", born="1950-03-08", remarks="喜欢书法", tags="党员"))) == ["unchanged"]


@pytest.mark.parametrize(
    ("known", "said", "kept", "precision"),
    [
        ((date(1950, 1, 1), "year"), "1950-03-08", date(1950, 3, 8), "day"),
        ((date(1950, 1, 1), "year"), "1951-03-08", date(1950, 1, 1), "year"),
        ((date(1950, 3, 1), "month"), "1950-03-08", date(1950, 3, 8), "day"),
        ((date(1950, 3, 1), "month"), "1950-04-08", date(1950, 3, 1), "month"),
        ((date(1950, 3, 8), "day"), "1950-03", date(1950, 3, 8), "day"),
        ((date(1950, 3, 8), "day"), "1950-03-09", date(1950, 3, 8), "day"),
    ],
)
def test_a_date_of_birth_becomes_finer_and_never_another(door, known, said, kept, precision):
    person = register_person("王秀兰", household=door, birth_date=known[0], birth_precision=known[1])
    imported(row(born=said))
    person.refresh_from_db()
    assert (person.birth_date, person.birth_precision) == (kept, precision)


def test_what_differs_from_the_number_is_said_and_the_number_counts(door):
    run = imported(
        row(number=id_number(4), sex="女", born="1950-03-08"),
        row("102", "李建国", number=id_number(7), sex="女", born="1951"),
    )
    person = Resident.objects.get(name="李建国")
    assert (person.birth_date, person.sex) == (date(1950, 3, 8), "male")
    assert [each.problems for each in run.rows.order_by("number")] == [[], ["sex_differs", "birth_date_differs"]]


def test_whoever_moved_is_at_the_new_door_from_the_day_of_the_list(door):
    known = register_person("王秀兰", household=door, id_number=id_number(5))
    as_of = date(2026, 6, 1)
    imported(row("202", number=id_number(5), relation="户主"), as_of=as_of)
    old, new = known.residences.order_by("during")
    assert (old.during, new.during) == (DateRange(date(2020, 9, 1), as_of), DateRange(as_of, None))
    assert (new.household.room, new.relation, new.kind) == ("202", "head", Residence.Kind.LIVES)


def test_a_home_that_began_on_the_day_of_the_list_is_replaced_and_comes_back(door):
    known = register_person("王秀兰", id_number=id_number(5))
    services.move_in(resident=known, household=door, on=date(2026, 6, 1), by=StaffFactory(), relation="spouse")
    run = imported(row("202", number=id_number(5)), as_of=date(2026, 6, 1))
    assert known.residences.get().household.room == "202"
    undo_import(run=run, by=run.applied_by)
    back = known.residences.get()
    assert (back.household, back.relation, back.during) == (door, "spouse", DateRange(date(2026, 6, 1), None))


def test_a_later_move_is_not_undone_by_an_old_list(door):
    known = register_person("王秀兰", id_number=id_number(5))
    services.move_in(resident=known, household=door, on=date(2026, 6, 2), by=StaffFactory())
    run = imported(row("202", number=id_number(5)), as_of=date(2026, 6, 1))
    assert (verdicts(run), run.rows.get().problems) == (["refused"], ["later_move"])
    assert verdicts(imported(row(number=id_number(5)), as_of=date(2026, 6, 1))) == ["unchanged"]


def test_a_number_belongs_to_one_name_however_it_is_spaced(door):
    register_person("阿依古丽·买买提", household=door, id_number=id_number(5))
    assert verdicts(imported(row(name="阿依古丽买买提", number=id_number(5)))) == ["unchanged"]
    run = imported(row(name="李建国", number=id_number(5)))
    assert (verdicts(run), run.rows.get().problems) == (["refused"], ["id_of_another"])


def test_a_second_head_becomes_a_member_and_says_so(door):
    head = register_person("李建国")
    services.move_in(resident=head, household=door, on=date(2020, 1, 1), by=StaffFactory(), relation="head")
    run = imported(row(relation="户主"))
    assert run.rows.get().problems == ["id_missing", "second_head"]
    assert Resident.objects.get(name="王秀兰").residences.get().relation == "other"
    apart = imported(row(name="赵小石", relation="户主", remarks="人户分离"))
    assert "second_head" not in apart.rows.get().problems


def test_of_two_behind_one_door_the_one_without_a_number_is_meant_and_then_the_one_with_the_phone(door):
    numbered = register_person("王秀兰", household=door, id_number=id_number(5))
    plain = register_person("王秀兰", household=door, phone="13911111111")
    other = register_person("王秀兰", household=door, phone="13922222222")
    run = imported(row(phone="13922222222", remarks="喜欢书法"))
    assert run.rows.get().resident == other
    run = imported(row(number=id_number(9)))
    assert run.rows.get().resident in (plain, other)
    assert numbered.pk != run.rows.get().resident_id


@pytest.mark.parametrize(("merges", "last"), [(True, "changed"), (False, "refused")])
def test_whether_a_number_at_two_doors_is_merged_is_staffs_choice(door, merges, last):
    rows = [row(number=id_number(5)), row("102", number=id_number(5), remarks="人户分离")]
    run = imported(*rows, merges=merges)
    assert verdicts(run) == ["new", last]
    proposal = run.rows.order_by("number").last().proposal
    assert (proposal["kind"], proposal["lives"], proposal["registered"]) == ("merge", "3-1-101", "3-1-102")
    kinds = set(Residence.objects.values_list("kind", flat=True))
    assert kinds == ({"lives", "registered"} if merges else {"lives"})


def test_the_same_name_and_phone_elsewhere_is_perhaps_one_person(door):
    run = imported(row(phone="13911111111"), row("102", phone="13911111111"), row("103", "李建国", phone="13911111111"))
    proposals = [each.proposal and each.proposal["kind"] for each in run.rows.order_by("number")]
    assert proposals == [None, "perhaps", None]
    assert verdicts(run) == ["new"] * 3
    both = imported(
        row("104", "周平", number=id_number(5), phone="13922222222"),
        row("105", "周平", number=id_number(6), phone="13922222222"),
    )
    assert [each.proposal for each in both.rows.all()] == [None, None]
    one = imported(
        row("106", "周平安", number=id_number(8), phone="13933333333"), row("107", "周平安", phone="13933333333")
    )
    kinds = [each.proposal and each.proposal["kind"] for each in one.rows.order_by("number")]
    assert kinds == [None, "perhaps"]


def test_a_likely_double_within_the_file_is_not_said_to_be_one_of_the_register(door):
    register_person("王秀兰", household=HouseholdFactory(), phone="13911111111")
    run = imported(row("102", phone="13911111111"), row("103", phone="13911111111"))
    assert [each.proposal["kind"] for each in run.rows.order_by("number")] == ["registered", "perhaps"]


def test_an_empty_cell_clears_nothing(door):
    known = register_person(
        "王秀兰", household=door, phone="13911111111", other_phone="029-8765432", sex="female", remarks="喜欢书法",
        birth_date=date(1950, 3, 8),
    )  # fmt: skip
    assert verdicts(imported(row())) == ["unchanged"]
    known.refresh_from_db()
    assert (known.phone, known.other_phone, known.sex) == ("13911111111", "029-8765432", "female")
    assert (known.remarks, known.birth_date) == ("喜欢书法", date(1950, 3, 8))


@pytest.mark.parametrize(
    ("typed", "repairs"),
    [
        (id_number(5), []),
        (f" {id_number(5)[:6]} {id_number(5)[6:]}", ["id_case_or_space"]),
        (id_number(5).translate(str.maketrans("0123456789", "０１２３４５６７８９")), ["id_full_width"]),
        (f"{id_number(5)[:6]}{id_number(5)[8:17]}", ["id_15_digits"]),
    ],
)
def test_what_was_mended_in_a_number_is_said(typed, repairs):
    read = cells.id_number(typed)
    assert (read.value, list(read.repairs), list(read.problems)) == (id_number(5), repairs, [])


def test_a_list_is_kept_for_its_days_and_then_forgotten(door, come_to):
    run = imported(row(number=id_number(5)))
    for days, stays in ((90, True), (91, False)):
        come_to(run.uploaded_at + timedelta(days=days))
        services.forget()
        assert run.rows.exists() is stays
    assert Resident.objects.exists()


def test_a_number_that_ends_in_noughts_is_whole_where_it_was_typed():
    born = (date(1950, 3, 8) + timedelta(days=number) for number in range(400))
    number = next(each for day in born if (each := id_number(100, day)).endswith("000"))
    assert cells.id_number(number).value == number
    assert cells.id_number(int(number)).problems == ("id_lost_to_scientific_notation",)


def test_tags_of_two_rows_are_those_of_both(door):
    known = register_person("王秀兰", household=door, id_number=id_number(5))
    known.tags.add(Tag.objects.get(slug="party_member"))
    run = imported(row(number=id_number(5), tags="独居"), row(number=id_number(5), tags="党员、独居"))
    assert verdicts(run) == ["changed", "unchanged"]
    assert known.tags.count() == 2


def test_another_number_behind_the_same_door_is_another_person(door):
    known = register_person("王秀兰", household=door, id_number=id_number(5))
    run = imported(row(number=id_number(9)))
    assert (verdicts(run), Resident.objects.count()) == (["new"], 2)
    known.refresh_from_db()
    assert known.id_number == id_number(5)


@pytest.mark.parametrize("said", [{"phone": "13911111111"}, {"born": "1950-03-08"}])
def test_two_rows_that_agree_in_what_they_say_are_one_person(door, said):
    run = imported(row(**said), row(**said))
    assert (verdicts(run), Resident.objects.count()) == (["new", "unchanged"], 1)
    assert run.rows.order_by("number").last().proposal["kind"] == "double"


def test_two_rows_that_say_nothing_are_two_of_one_name(door):
    assert verdicts(imported(row(), row())) == ["new", "new"]


def test_tags_that_staff_named_are_known_and_other_words_are_remarks():
    read = cells.tags("党员、抗美援朝老兵/某某", {"抗美援朝老兵": "veteran"})
    assert (read.value, read.extra, list(read.problems)) == (("party_member", "veteran"), ["某某"], ["tag_unknown"])
    assert cells.tags("党员", {}).problems == ()


def test_a_building_of_another_compound_is_another_one(door):
    other = BuildingFactory(compound=CompoundFactory(name="别处"), name="9")
    imported(["9栋", 1, "101", "王秀兰", *[None] * 7])
    home = Residence.objects.get().household
    assert home.building != other
    assert home.building.compound == CompoundFactory()


def test_undoing_takes_tags_from_nobody_else(door):
    known = register_person("王秀兰", household=door)
    known.tags.add(Tag.objects.get(slug="party_member"))
    run = imported(row("102", "李建国", tags="党员"))
    undo_import(run=run, by=run.applied_by)
    assert known.tags.count() == 1


def test_undoing_one_list_says_so_of_that_one_alone(door, staff):
    first, second = imported(row("102", "李建国")), imported(row("103", "赵小石"))
    undo_import(run=second, by=staff)
    first.refresh_from_db()
    assert (first.undone_at, first.applied_at is not None) == (None, True)
    assert set(Resident.objects.values_list("name", flat=True)) == {"李建国"}


def test_units_called_by_a_word_have_numbers_behind_the_known_ones(door):
    imported(["3栋", "东单元", "101", "王秀兰", *[None] * 7], ["5栋", "西单元", "101", "李建国", *[None] * 7])
    third, fifth = Building.objects.get(name="3"), Building.objects.get(name="5")
    assert (third.unit_number("东单元"), fifth.unit_number("西单元")) == (2, 1)
    assert set(Household.objects.values_list("address_key", flat=True)) == {"3-1-101", "3-东单元-101", "5-西单元-101"}


def test_new_units_called_by_a_word_leave_numbers_to_those_without_a_name(door):
    building = door.building
    building.unit_names = ["东单元"]
    building.save()
    HouseholdFactory(building=building, unit=3, room="101")
    imported(["3栋", "西单元", "101", "王秀兰", *[None] * 7])
    building.refresh_from_db()
    assert building.unit_names == ["东单元", "", "", "西单元"]


def test_a_word_that_is_no_tag_becomes_a_remark(door):
    imported(row(tags="党员、舞蹈队", remarks="喜欢书法"))
    person = Resident.objects.get()
    assert (person.remarks, [tag.slug for tag in person.tags.all()]) == ("喜欢书法；舞蹈队", ["party_member"])


def test_a_number_finds_whoever_lives_in_a_building_that_the_list_does_not_name(door):
    known = register_person("王秀兰", household=HouseholdFactory(building__name="9"), id_number=id_number(5))
    assert verdicts(imported(row(number=id_number(5)))) == ["changed"]
    assert Residence.objects.current().get().household == door
    assert Resident.objects.get() == known


def test_a_planned_move_leaves_todays_door_as_it_is_and_forbids_another(door):
    known = register_person("王秀兰", household=door, id_number=id_number(5))
    services.move_in(resident=known, household=HouseholdFactory(), on=today() + DAY, by=StaffFactory())
    assert verdicts(imported(row(number=id_number(5)), as_of=today())) == ["unchanged"]
    run = imported(row("303", number=id_number(5)), as_of=today())
    assert (verdicts(run), run.rows.get().problems) == (["refused"], ["later_move"])


def test_one_list_registers_nobody_at_two_doors(door):
    rows = [row(number=id_number(5)), *(row(at, number=id_number(5), remarks="人户分离") for at in ("102", "103"))]
    run = imported(*rows, merges=True)
    assert verdicts(run) == ["new", "changed", "refused"]
    assert Residence.objects.get(kind="registered").household.room == "102"


def test_a_head_who_moves_leaves_the_place_to_another(door):
    head = register_person("李建国", id_number=id_number(7))
    services.move_in(resident=head, household=door, on=date(2020, 1, 1), by=StaffFactory(), relation="head")
    run = imported(row("102", "李建国", number=id_number(7)), row(number=id_number(5), relation="户主"))
    assert [each.problems for each in run.rows.order_by("number")] == [[], []]
    assert Resident.objects.get(name="王秀兰").residences.get().relation == "head"


def test_figures_add_up(door):
    register_person("李建国", household=door, id_number=id_number(7))
    run = imported(
        row(number=id_number(5), tags="党员"),
        row(number=id_number(5), tags="党员"),
        row(name="李建国", number=id_number(7)),
        row("102", name="无人"),
        row("103", name="赵小石", number="1"),
        ["", 1, "104", "谁", *[None] * 7],
    )
    totals = run.totals
    assert totals["verdicts"] == {"new": 2, "unchanged": 2, "refused": 1}
    assert (totals["rows"], totals["people"], totals["new_people"], totals["merged_rows"]) == (5, 3, 2, 1)
    assert (totals["households"], totals["buildings"], totals["empty_households"]) == (2, 1, 1)
    assert (totals["tags"], totals["households_per_building"]) == ({"party_member": 1}, {"3": 2})
    assert totals["problems"] == {"double": 1, "id_length": 1, "place_missing": 1, "id_missing": 1}


def test_rows_to_mend_are_kept_sealed_and_the_others_not_at_all(door):
    run = imported(
        row(number=id_number(5)), row("102", "李建国", number="1"), row("103", "赵小石", number=id_number(6))
    )
    kept = {each.masked_name: bool(each.raw_encrypted) for each in run.rows.all()}
    assert kept == {"王**": False, "李**": True, "赵**": False}
    assert "李建国" not in ImportRow.objects.get(masked_name="李**").raw_encrypted


def test_an_export_in_full_counts_people_once_and_keeps_the_reason(door, staff):
    person = register_person("王秀兰", household=door, id_number=id_number(5))
    services.move_in(
        resident=person, household=HouseholdFactory(), on=date(2024, 1, 1), by=staff, kind=Residence.Kind.REGISTERED
    )
    refused("not_allowed", register_full, by=UserFactory(), reason="年度核对")
    refused("reason_needed", register_full, by=staff, reason="核对人 ")
    register_full(by=staff, reason=f" {'核' * 300} ")
    export = RegisterExport.objects.get()
    assert (export.people, export.reason, export.by) == (1, "核" * 200, staff)


def test_a_file_that_names_nobody_is_refused_and_one_of_empty_doors_is_not(door):
    refused("no_rows", rehearsed, row(name=None))
    assert rehearsed(row("102", name="无人")).totals["empty_households"] == 1


@pytest.mark.parametrize("step", ["applying", "undoing"])
def test_what_the_database_refuses_at_the_last_moment_is_said_and_nothing_is_done(door, staff, monkeypatch, step):
    def refuse(*_args, **_kwargs):
        raise IntegrityError("somebody was faster")

    run = rehearsed(row(number=id_number(5)), by=staff)
    if step == "undoing":
        apply_import(run=run, by=staff)
    name = {"applying": "_count_anew", "undoing": "_drop_empty_households"}[step]
    monkeypatch.setattr(f"residents.importing.people.{step}.{name}", refuse)
    verb = {"applying": apply_import, "undoing": undo_import}[step]
    refused("changed_meanwhile", verb, run=run, by=staff)
    assert Resident.objects.count() == (1 if step == "undoing" else 0)


# Appointments

TERMS = ["楼栋", "单元", "职务", "姓名", "电话", "开始", "结束", "公开", "公开电话"]


def terms(*rows: list[object], by, kind: str = "appointments") -> RegisterImport:
    run = take_in(content=sheet_of(TERMS, *rows), filename="a.xlsx", compound=CompoundFactory(), by=by, kind=kind)
    run = track_of(run).rehearse(run=run)
    return track_of(run).apply(run=run, by=by)


def test_a_term_from_a_list_keeps_all_that_its_row_says(staff, door):
    lives = register_person("李建国", household=door, phone="13911111111")
    terms(["3栋", "1-2", "楼长", "李建国", "13911111111", "2026-01-01", "2028-12-31", "是", "是"], by=staff)
    term = Appointment.objects.get()
    assert (term.name, term.phone, term.resident, term.role) == ("李建国", "13911111111", lives, "leader")
    assert (term.term, term.units.lower, term.units.upper) == (DateRange(date(2026, 1, 1), date(2029, 1, 1)), 1, 3)
    assert (term.is_public, term.is_phone_public, term.building, signed(term)) == (True, True, door.building, staff)


def test_two_of_one_name_and_number_are_nobodys_term(staff, door):
    for _each in range(2):
        register_person("李建国", household=door, phone="13911111111")
    terms(["3栋", None, "楼长", "李建国", "13911111111", "2026-01-01", None, None, None], by=staff)
    term = Appointment.objects.get()
    assert (term.resident, term.is_public, term.is_phone_public) == (None, False, False)


@pytest.mark.parametrize(("first", "known"), [("2020-01-01", 0), ("2026-01-01", 1), (None, 1)])
def test_a_row_means_the_term_of_its_first_day_or_the_one_that_runs(staff, first, known):
    building = BuildingFactory(compound=CompoundFactory(), name="3")
    place = {"role": "leader", "name": "王秀兰", "building": building, "compound": building.compound, "by": staff}
    held = [
        services.appoint(first=date(2020, 1, 1), last=date(2021, 12, 31), **place),
        services.appoint(first=date(2026, 1, 1), **place),
    ]
    run = terms(["3栋", None, "楼长", "王秀兰", "13911111111", first, None, None, None], by=staff)
    assert verdicts(run) == ["changed"]
    assert Appointment.objects.get(phone="13911111111") == held[known]
    assert Appointment.objects.get(pk=held[0].pk).last_day == date(2021, 12, 31)


def test_a_successor_ends_the_term_that_runs_on_the_day_and_no_other(staff):
    building = BuildingFactory(compound=CompoundFactory(), name="3")
    place = {"role": "leader", "building": building, "compound": building.compound, "by": staff}
    past = services.appoint(name="早", first=date(2020, 1, 1), last=date(2021, 12, 31), **place)
    runs = services.appoint(name="王秀兰", first=date(2022, 1, 1), **place)
    grid = services.appoint(name="周平", first=date(2022, 1, 1), **(place | {"role": "grid"}))
    run = terms(
        ["3栋", None, "楼长", "李建国", None, "2026-01-01", None, None, None],
        ["3栋", None, "网格员", "赵小石", None, "2026-01-01", None, None, None],
        by=staff,
    )
    assert verdicts(run) == ["new", "new"]
    assert run.rows.order_by("number").first().proposal == {"kind": "succession", "name": "王**"}
    for each, last in ((past, date(2021, 12, 31)), (runs, date(2025, 12, 31)), (grid, None)):
        each.refresh_from_db()
        assert each.last_day == last


@pytest.mark.parametrize("cells", [("某天", None), (None, "某天"), ("2026-01-01", "某天"), ("某天", "2026-01-01")])
def test_a_day_that_cannot_be_read_refuses_its_row(staff, cells):
    BuildingFactory(compound=CompoundFactory(), name="3")
    run = terms(["3栋", None, "楼长", "李建国", None, *cells, None, None], by=staff)
    assert (verdicts(run), run.rows.get().problems) == (["refused"], ["day_unreadable"])
    assert verdicts(terms(["3栋", None, "楼长", "李建国", None, "2026-01-01", "长期", None, None], by=staff)) == ["new"]


def test_a_list_of_terms_locks_its_compound_first(staff):
    BuildingFactory(compound=CompoundFactory(), name="3")
    row = ["3栋", None, "楼长", "李建国", None, "2026-01-01", None, None, None]
    assert locked(lambda: terms(row, by=staff))[0] == COMPOUND


def test_a_term_that_ends_on_its_first_day_is_one_and_an_earlier_end_is_none(staff):
    BuildingFactory(compound=CompoundFactory(), name="3")
    day = today() - timedelta(days=3)
    run = terms(
        ["3栋", 1, "楼长", "李建国", None, f"{day}", f"{day}", None, None],
        ["3栋", 2, "楼长", "王秀兰", None, f"{day}", f"{day - timedelta(days=1)}", None, None],
        by=staff,
    )
    assert verdicts(run) == ["new", "refused"]
    assert Appointment.objects.get().last_day == day
