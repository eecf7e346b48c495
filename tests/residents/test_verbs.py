"""What each verb of the register owes besides its change: locks, a signature, a word, and its limits at their edge."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.models import Message
from community.ranges import today
from community.registers.roles import ADMINISTRATOR
from residents import services
from residents.models import (
    Appointment,
    EmergencyContact,
    Guardianship,
    LoginMatch,
    MatchAttempt,
    RegisterPolicy,
    Residence,
    Resident,
    Reveal,
    Tag,
)
from residents.rules.emergency import tidy_number
from residents.rules.terms import term_between, unit_range
from residents.services import matching, register, retention, terms
from tests.factories import (
    BuildingFactory,
    HouseholdFactory,
    StaffFactory,
    UserFactory,
    id_number,
    register_person,
)
from tests.locking import locked
from tests.steps import refused

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
USER, RESIDENT, MATCH, TERM = "community_user", "residents_resident", "residents_loginmatch", "residents_appointment"
PHONE = "13912345678"


@pytest.fixture
def staff():
    return StaffFactory(name="王芳")


@pytest.fixture
def person():
    return register_person("赵䶮", household=HouseholdFactory(), phone=PHONE, id_number=id_number(3))


def signed(record) -> object:
    """Who signed the last line of a record's history."""
    return record.history.first().history_user


# People and where they live


def test_who_changes_a_person_signs_it_and_the_record_is_locked(person, staff):
    person.remarks = "喜欢书法"
    assert locked(lambda: services.save_resident(resident=person, by=staff)) == [RESIDENT]
    assert signed(person) == staff
    person.name = " "
    refused("name_needed", services.save_resident, resident=person, by=staff)
    new = services.register_resident(name="李建国", by=staff, tags=Tag.objects.all()[:2], phone="13700000000")
    assert (signed(new), new.tags.count(), new.phone) == (staff, 2, "13700000000")


def test_a_number_is_kept_given_anew_or_taken_out(person, staff):
    services.save_resident(resident=person, by=staff)
    assert person.id_number == id_number(3)
    services.save_resident(resident=person, by=staff, id_number=id_number(3))
    services.save_resident(resident=person, by=staff, id_number=id_number(5, date(1960, 4, 1)))
    person.refresh_from_db()
    assert (person.id_number, person.birth_date) == (id_number(5, date(1960, 4, 1)), date(1960, 4, 1))
    services.save_resident(resident=person, by=staff, id_number="")
    person.refresh_from_db()
    assert (person.id_number, person.birth_date) == ("", date(1960, 4, 1))


def test_whoever_moves_is_locked_and_each_home_is_signed(person, staff):
    new = HouseholdFactory()
    moving = {"resident": person, "household": new, "on": date(2024, 5, 1), "by": staff, "relation": "head"}
    assert locked(lambda: services.move_in(**moving)) == [RESIDENT]
    old, home = person.residences.order_by("during")
    assert (home.household, home.relation, home.kind) == (new, "head", Residence.Kind.LIVES)
    assert (signed(old), signed(home)) == (staff, staff)
    assert locked(lambda: services.move_out(resident=person, on=date(2025, 1, 1), by=staff)) == [RESIDENT]
    refused("not_here", services.move_out, resident=person, on=date(2025, 1, 1), by=staff)


def test_a_home_of_the_same_day_is_replaced_and_another_kind_stays(person, staff):
    registered, other = HouseholdFactory(), HouseholdFactory()
    for_good = {"resident": person, "by": staff}
    services.move_in(household=registered, on=date(2024, 5, 1), kind=Residence.Kind.REGISTERED, **for_good)
    services.move_in(household=HouseholdFactory(), on=date(2024, 5, 1), **for_good)
    services.move_in(household=other, on=date(2024, 5, 1), **for_good)
    assert Residence.history.filter(history_type="-").get().history_user == staff
    lives = person.residences.filter(kind=Residence.Kind.LIVES).order_by("during")
    assert [each.during for each in lives] == [
        DateRange(date(2020, 9, 1), date(2024, 5, 1)),
        DateRange(date(2024, 5, 1), None),
    ]
    assert lives[1].household == other
    assert person.residences.get(kind=Residence.Kind.REGISTERED).during.upper is None
    refused("overlapping", services.move_in, household=registered, on=date(2023, 1, 1), **for_good)


def test_only_who_no_longer_lives_here_departs(person, staff, monkeypatch):
    gone = []
    monkeypatch.setattr(register, "_departures", [lambda who, day: gone.append(day)])
    services.move_in(
        resident=person, household=HouseholdFactory(), on=date(2024, 5, 1), by=staff, kind=Residence.Kind.REGISTERED
    )
    services.move_out(resident=person, on=date(2025, 1, 1), by=staff, kind=Residence.Kind.REGISTERED)
    assert gone == []
    services.move_out(resident=person, on=date(2025, 1, 2), by=staff)
    assert gone == [date(2025, 1, 2)]


def test_a_guardian_is_named_once_and_signed(person, staff):
    child, agreed = register_person("赵小石"), timezone.now()
    naming = {"guardian": person, "child": child, "by": staff, "consented_at": agreed}
    assert locked(lambda: services.name_guardian(**naming)) == [RESIDENT]
    known = Guardianship.objects.get()
    assert (known.guardian, known.child, known.consented_at, signed(known)) == (person, child, agreed, staff)
    refused("guardian_known", services.name_guardian, **naming)


# Looking


@pytest.mark.parametrize(("reason", "enough"), [("回访", False), ("核对回访", True), (" 回访回 ", False)])
def test_a_reason_has_four_characters(person, staff, reason, enough):
    looking = {"resident": person, "field": "phone", "reason": reason, "by": staff}
    if not enough:
        refused("reason_needed", services.reveal, **looking)
        return
    assert locked(lambda: services.reveal(**looking)) == [RESIDENT]
    assert Reveal.objects.get().reason == reason


def test_a_reason_is_kept_trimmed_and_short_enough(person, staff):
    services.reveal(resident=person, field="phone", reason=f"  {'核' * 300} ", by=staff)
    assert Reveal.objects.get().reason == "核" * 200
    refused("not_allowed", services.reveal, resident=person, field="phone", reason="核对回访", by=UserFactory())


def test_an_alarm_counts_ones_own_looks_of_an_hour_and_reaches_administrators_at_work(person, staff, come_to):
    RegisterPolicy(reveals_an_hour=2).save()
    chief, gone = UserFactory(), UserFactory(is_active=False)
    for each in (chief, gone):
        each.groups.add(Group.objects.get(name=ADMINISTRATOR))
    look = {"resident": person, "field": "name", "reason": "核对姓名"}
    services.reveal(by=StaffFactory(), **look)
    services.reveal(by=staff, **look)
    come_to(timezone.now() + timedelta(hours=1))
    services.reveal(by=staff, **look)
    assert not Message.objects.filter(kind="reveal_alarm").exists()
    services.reveal(by=staff, **look)
    told = Message.objects.filter(kind="reveal_alarm")
    assert {chief, staff} <= {each.user for each in told}
    assert gone not in {each.user for each in told}
    assert "王芳" in told.filter(user=chief).get().subject
    assert "2" in told.filter(user=chief).get().subject
    services.reveal(by=staff, **look)
    assert told.filter(user=chief).count() == 1
    services.reveal(by=staff, **look)
    assert told.filter(user=chief).count() == 2


def test_the_own_number_is_for_the_login_that_is_matched(person):
    user = UserFactory(phone=PHONE)
    LoginMatch.objects.create(user=user, resident=person, name="赵䶮", state="undone")
    refused("not_here", services.reveal_own_number, user=user)
    LoginMatch.objects.create(user=user, resident=person, name="赵䶮", state="matched")
    assert services.reveal_own_number(user=user) == id_number(3)
    row = Reveal.objects.get()
    assert (row.by, row.field, row.resident) == (None, "id_number", person)
    refused("not_here", services.reveal_own_number, user=UserFactory())


# Which resident a login is


def ask(**changes) -> LoginMatch:
    asked = {"name": "赵䶮", "last4": id_number(3)[-4:].lower(), "client": "10.0.0.1"} | changes
    asked["user"] = asked.get("user") or UserFactory(phone=PHONE)
    return services.ask_match(**asked)


def test_a_match_locks_login_and_person_and_says_when(person):
    user = UserFactory(phone=PHONE)
    assert locked(lambda: ask(user=user, name=" 赵䶮 ")) == [USER, RESIDENT]
    match = LoginMatch.objects.get()
    assert (match.state, match.resident, bool(match.settled_at), match.name) == ("matched", person, True, "赵䶮")
    refused("match_taken", ask, user=user)


def test_two_who_guess_from_one_address_come_one_after_the_other():
    with CaptureQueriesContext(connection) as asked:
        ask()
    assert any("pg_advisory_xact_lock" in each["sql"] for each in asked)


@pytest.mark.parametrize("why", ["moved out", "registered only", "other phone", "forgotten"])
def test_only_who_lives_here_under_this_number_is_matched(person, staff, why):
    if why == "moved out":
        services.move_out(resident=person, on=today(), by=staff)
    elif why == "registered only":
        person.residences.update(kind=Residence.Kind.REGISTERED)
    elif why == "other phone":
        Resident.objects.update(phone="", other_phone=PHONE)
    else:
        Resident.objects.update(anonymised_at=timezone.now())
    match = ask()
    assert (match.state, match.resident, match.settled_at) == ("waiting", None, None)


@pytest.mark.parametrize(
    ("which", "limit", "after"), [("phone", 3, timedelta(days=1)), ("client", 20, timedelta(hours=1))]
)
def test_limits_on_guessing_end_to_the_second(come_to, which, limit, after):
    began = timezone.now()
    come_to(began)

    user = UserFactory(phone=PHONE)

    def guess():
        asking = user if which == "phone" else UserFactory()
        client = "10.0.0.1" if which == "client" else f"10.0.1.{MatchAttempt.objects.count()}"
        services.ask_match(user=asking, name="无", last4="0000", client=client)
        LoginMatch.objects.all().delete()

    for _guess in range(limit):
        guess()
    refused("too_many", guess)
    come_to(began + after - timedelta(seconds=1))
    refused("too_many", guess)
    come_to(began + after)
    guess()
    assert MatchAttempt.objects.count() == limit + 1
    assert (matching.MOST_PER_LOGIN, matching.MOST_PER_CLIENT) == (3, 20)


def waiting() -> LoginMatch:
    return LoginMatch.objects.create(user=UserFactory(), name="赵䶮", state="waiting")


def settle(match, by):
    return services.settle_match(match=match, resident=register_person(), by=by)


def refuse(match, by):
    return services.refuse_match(match=match, by=by)


def undo(match, by):
    return services.undo_match(match=match, by=by)


@pytest.mark.parametrize(
    ("verb", "before", "after", "kind"),
    [
        (settle, "waiting", "matched", "match_settled"),
        (refuse, "waiting", "refused", "match_refused"),
        (undo, "matched", "undone", None),
    ],
)
def test_staff_settle_once_sign_and_tell(staff, verb, before, after, kind):
    match = waiting() if before == "waiting" else settle(waiting(), staff)
    refused("not_allowed", verb, match, UserFactory())
    Message.objects.all().delete()
    assert locked(lambda: verb(match, staff))[-1] == MATCH
    fresh = LoginMatch.objects.get(pk=match.pk)
    assert (fresh.state, fresh.settled_by, signed(fresh)) == (after, staff, staff)
    assert fresh.settled_at is not None
    path = {"match_settled": "/residents/my-door/", "match_refused": "/residents/match/"}.get(kind or "")
    told = list(Message.objects.values_list("user", "kind", "path"))
    assert told == ([(match.user_id, kind, path)] if kind else [])
    refused("bad_state", verb, match, staff)


def test_who_is_settled_is_the_person_and_undoing_says_whom_it_was(person, staff):
    match = services.settle_match(match=waiting(), resident=person, by=staff)
    assert match.resident == person
    assert services.undo_match(match=match, by=staff).resident == person
    assert services.refuse_match(match=waiting(), by=staff).resident is None


# Whom to ring


def test_a_contact_is_noted_as_it_was_given_and_its_resident_is_locked(person, staff):
    given = {"resident": person, "name": " 李丽 ", "phone": "139 0000 1111", "relation": "child", "by": staff}
    assert locked(lambda: services.note_emergency_contact(consented_on=today(), **given)) == [RESIDENT]
    noted = EmergencyContact.objects.get()
    assert (noted.name, noted.relation, noted.consented_on, noted.noted_by) == ("李丽", "child", today(), staff)
    refused("consent_ahead", services.note_emergency_contact, consented_on=today() + DAY, **given)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("023456789", None), ("0234567890", "0234567890"), ("023456789012", "023456789012"), ("0234567890123", None),
        ("234567", None), ("23456789", "23456789"), ("234567890", None), ("1234567", None),
        ("+1234567", None), ("+12345678", "+12345678"), ("139000011112", None),
    ],
)  # fmt: skip
def test_as_many_digits_as_a_number_has(typed, kept):
    assert tidy_number(typed) == kept


# Terms


def test_a_term_of_one_day_and_units_to_the_last_are_taken():
    assert term_between(today(), today()) == DateRange(today(), today() + DAY)
    assert term_between(today(), None).upper is None
    refused("ends_before_start", term_between, today(), today() - DAY)
    assert (unit_range((1, 1)).upper, unit_range((99, 99)).lower, unit_range((1, 99)).upper) == (2, 99, 100)
    for units in ((0, 1), (2, 1), (1, 100)):
        refused("units_wrong", unit_range, units)


def appoint(by, **changes) -> Appointment:
    building = BuildingFactory()
    given = {"role": "leader", "name": "王秀兰", "first": today() - 30 * DAY, "building": building} | changes
    return services.appoint(compound=building.compound, by=by, **given)


def test_a_term_keeps_all_that_was_said_and_who_said_it(staff, person):
    said = {"phone": "110", "is_public": True, "is_phone_public": True, "resident": person, "units": (2, 3)}
    term = appoint(staff, **said)
    term.refresh_from_db()
    assert (term.phone, term.is_public, term.is_phone_public, term.resident) == ("110", True, True, person)
    assert (term.units.lower, term.units.upper, term.last_day, signed(term)) == (2, 4, None, staff)


def test_a_term_ends_on_a_day_of_its_own_and_never_later_than_it_did(staff):
    term, last = appoint(staff), today() + 9 * DAY
    assert locked(lambda: services.end_term(appointment=term, last=last, by=staff)) == [TERM]
    assert services.end_term(appointment=term, last=last, by=staff).last_day == last
    refused("ended", services.end_term, appointment=term, last=last + DAY, by=staff)
    other = StaffFactory()
    services.end_term(appointment=term, last=last - DAY, by=other)
    term.refresh_from_db()
    assert (term.last_day, term.term.lower, signed(term)) == (last - DAY, today() - 30 * DAY, other)
    refused("ends_before_start", services.end_term, appointment=term, last=today() - 31 * DAY, by=staff)


def test_who_succeeds_takes_over_the_place_and_brings_the_rest(staff, person, monkeypatch):
    passed = []
    monkeypatch.setattr(terms, "_successions", [lambda old, new, day: passed.append((old.pk, new.pk, day))])
    old = appoint(staff, units=(2, 3), phone="110", is_public=True)
    said = {"phone": "119", "is_public": True, "is_phone_public": True, "resident": person, "last": today() + 99 * DAY}
    new = services.succeed(appointment=old, name="李建国", first=today(), by=staff, **said)
    assert (new.role, new.building, new.compound, new.units) == ("leader", old.building, old.compound, old.units)
    assert (new.phone, new.is_public, new.is_phone_public, new.resident) == ("119", True, True, person)
    assert (new.last_day, signed(new)) == (today() + 99 * DAY, staff)
    old.refresh_from_db()
    assert (old.last_day, signed(old)) == (today() - DAY, staff)
    assert passed == [(old.pk, new.pk, today())]


def test_whose_term_is_in_the_way_is_said(staff):
    first = appoint(staff, name="王秀兰", units=(1, 2))
    appoint(staff, name="别栋", units=(1, 9))
    services.appoint(
        role="grid", name="周平", first=today(), building=first.building, compound=first.building.compound, by=staff
    )
    services.appoint(
        role="leader", name="早", first=today() - 90 * DAY, last=today() - 80 * DAY, units=(3, 3),
        building=first.building, compound=first.building.compound, by=staff,
    )  # fmt: skip
    error = refused("overlapping_term", appoint, staff, building=first.building, units=(2, 3))
    assert error.details["other"] == first
    assert "王秀兰" in str(error.message)


def test_another_refusal_names_no_leader(staff):
    first = appoint(staff)
    error = refused("name_needed", appoint, staff, building=first.building, name=" ")
    assert "王秀兰" not in str(error.message)


def test_a_name_from_the_register_leaves_two_looks_and_the_phone_that_was_typed(staff, person):
    term = appoint(staff, name="", resident=person, phone="110")
    assert (term.name, term.phone) == ("赵䶮", "110")
    assert sorted(Reveal.objects.values_list("field", flat=True)) == ["name", "phone"]
    assert appoint(staff, name="", resident=person).phone == PHONE
    Resident.objects.update(phone="")
    assert appoint(staff, name="", resident=person).phone == ""
    refused("name_needed", appoint, None, name="", resident=person)


# Forgetting


@pytest.mark.parametrize(("state", "days", "stays"), [
    ("refused", 90, True), ("refused", 91, False), ("undone", 91, False), ("matched", 91, True), ("waiting", 91, True),
])  # fmt: skip
def test_only_what_was_refused_long_ago_is_dropped(come_to, state, days, stays):
    now = timezone.now()
    come_to(now)
    resident = register_person() if state in ("matched", "undone") else None
    settled = None if state == "waiting" else now
    LoginMatch.objects.create(user=UserFactory(), name="赵", state=state, resident=resident, settled_at=settled)
    come_to(now + days * DAY)
    services.forget()
    assert LoginMatch.objects.exists() is stays
    assert LoginMatch.history.exists() is stays


@pytest.mark.parametrize(("days", "stays"), [(0, True), (1, False)])
def test_looks_are_kept_for_so_many_years(person, staff, come_to, days, stays):
    now = timezone.now()
    come_to(now)
    at = now - RegisterPolicy.load().reveal_years * 365 * DAY - days * DAY
    Reveal.objects.create(resident=person, by=staff, field="name", reason="核对姓名", at=at)
    services.forget()
    assert Reveal.objects.exists() is stays


def moved_out(name: str, until: date | None, *, since: date = date(2001, 1, 1), kind: str = "lives") -> Resident:
    person = register_person(name)
    Residence.objects.create(resident=person, household=HouseholdFactory(), kind=kind, during=DateRange(since, until))
    return person


def test_who_is_here_in_any_way_or_never_was_is_not_forgotten(staff):
    gone = moved_out("甲", date(2010, 1, 1))
    back = moved_out("乙", date(2010, 1, 1))
    services.move_in(resident=back, household=HouseholdFactory(), on=date(2015, 1, 1), by=staff)
    registered = moved_out("丙", date(2010, 1, 1))
    services.move_in(
        resident=registered, household=HouseholdFactory(), on=date(2015, 1, 1), by=staff, kind=Residence.Kind.REGISTERED
    )
    lately = moved_out("丁", date(2010, 1, 1))
    services.move_in(resident=lately, household=HouseholdFactory(), on=date(2015, 1, 1), by=staff)
    services.move_out(resident=lately, on=today() - 30 * DAY, by=staff)
    never = register_person("戊")
    assert services.forget() == 1
    assert services.forget() == 0
    left = set(Resident.objects.filter(anonymised_at=None))
    assert left == {back, registered, lately, never}
    assert gone not in left


def test_no_more_are_forgotten_at_a_time_than_one_transaction_bears(monkeypatch):
    monkeypatch.setattr(retention, "AT_A_TIME", 2)
    for name in "甲乙丙":
        moved_out(name, date(2010, 1, 1))
    assert (services.forget(), services.forget()) == (2, 1)


def test_of_who_is_forgotten_the_year_of_birth_stays_and_nothing_else(staff):
    person, child, parent = moved_out("甲", date(2010, 1, 1)), register_person("乙"), register_person("丙")
    services.save_resident(resident=person, by=staff, id_number=id_number(3))
    person.phone, person.other_phone, person.remarks = PHONE, "029-1234567", "喜欢书法"
    services.save_resident(resident=person, by=staff)
    person.tags.add(Tag.objects.first())
    services.name_guardian(guardian=person, child=child, by=staff)
    services.name_guardian(guardian=parent, child=person, by=staff)
    services.note_emergency_contact(resident=person, name="丁", phone=PHONE, consented_on=today(), by=staff)
    LoginMatch.objects.create(
        user=UserFactory(), resident=person, name="甲", state="matched", settled_at=timezone.now()
    )
    assert services.forget() == 1
    person.refresh_from_db()
    assert (person.name, person.phone, person.other_phone, person.remarks) == ("—", "", "", "")
    assert (person.id_number, person.id_last4, person.id_fingerprint) == ("", "", None)
    assert person.birth_date == date(1950, 1, 1)
    assert not person.tags.exists()
    assert not Guardianship.objects.exists()
    assert not EmergencyContact.objects.exists()
    assert not LoginMatch.objects.exists()
    assert person.residences.exists()
    assert not Resident.history.filter(id=person.pk).exclude(name="—").exists()
    assert Resident.history.filter(id=child.pk).exists()
