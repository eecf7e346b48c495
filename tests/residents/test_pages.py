"""The register's pages, and everybody who must not see them."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse
from openpyxl import load_workbook

from community.models import User
from community.ranges import today
from community.registers.roles import ADMINISTRATOR, FRONT_DESK_ROLE, READ_ONLY
from community.spreadsheets import RISKY
from residents import services, views
from residents.models import Appointment, Guardianship, LoginMatch, Reveal
from residents.services import matching
from tests.factories import BuildingFactory, HouseholdFactory, StaffFactory, UserFactory, id_number, register_person
from tests.steps import log_in, refused

pytestmark = pytest.mark.django_db

PHONE = "13912345678"


def staff(role: str):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def home():
    return HouseholdFactory(building__name="3", unit=1, room="101")


@pytest.fixture
def person(home):
    return register_person("赵䶮", household=home, phone=PHONE, id_number=id_number(5))


def matched(person, phone=PHONE):
    user = UserFactory(phone=phone)
    LoginMatch.objects.create(user=user, resident=person, name=person.name, state="matched")
    return user


def lead(person, building, **term):
    return services.appoint(
        role="leader", name=person.name, resident=person, building=building, compound=building.compound,
        by=UserFactory(), **({"first": date(2024, 1, 1)} | term),
    )  # fmt: skip


STAFF_PAGES = ["residents", "roster"]


def addresses(person, appointment):
    return [
        reverse("residents"),
        reverse("resident", args=[person.pk]),
        reverse("roster"),
        reverse("succeed", args=[appointment.pk]),
    ]


def admin_pages():
    for model in admin.site._registry:
        if model._meta.app_label == "residents":
            for verb in ("changelist", "add"):
                yield reverse(f"admin:residents_{model._meta.model_name}_{verb}")


@pytest.mark.parametrize("who", ["nobody", "resident", "leader", "expired leader"])
def test_who_is_no_staff_sees_no_page_of_the_register(client, person, home, who):
    other = register_person("李建国", household=HouseholdFactory(building=home.building), phone="13700000000")
    appointment = lead(other, home.building, **({"last": date(2024, 6, 1)} if who == "expired leader" else {}))
    if who != "nobody":
        log_in(client, matched(other, "13700000000") if "leader" in who else UserFactory())
    for address in [*addresses(person, appointment), *admin_pages()]:
        response = client.get(address, {"q": "赵"})
        assert response.status_code in (302, 403), address
        assert PHONE not in response.content.decode()


def test_a_reader_sees_the_register_masked_and_changes_nothing(client, person, home):
    log_in(client, staff(READ_ONLY))
    appointment = lead(person, home.building)
    for address in (reverse("residents") + "?q=zy", reverse("resident", args=[person.pk]), reverse("roster")):
        shown = client.get(address).content.decode()
        assert PHONE not in shown
        assert id_number(5) not in shown
    assert client.get(reverse("succeed", args=[appointment.pk])).status_code == 403
    form = {"field": "phone", "reason": "想看一看"}
    assert client.post(reverse("resident", args=[person.pk]), form).status_code == 403
    assert not Reveal.objects.exists()


def test_the_desk_reveals_one_field_and_leaves_a_row(client, person):
    user = log_in(client, staff(FRONT_DESK_ROLE))
    address = reverse("resident", args=[person.pk])
    assert client.post(address, {"field": "phone", "reason": "回访确认时间"}).status_code == 302
    shown = client.get(address).content.decode()
    assert PHONE in shown
    assert id_number(5) not in shown
    assert Reveal.objects.get().by == user
    assert client.post(address, {"field": "phone", "reason": ""}).status_code == 422


@pytest.mark.parametrize("count", [1, 3])
def test_searching_takes_few_queries(client, django_assert_num_queries, home, count):
    log_in(client, StaffFactory())
    for number in range(count):
        register_person("周平", household=home, id_number=id_number(number))
    with django_assert_num_queries(5):
        shown = client.get(reverse("residents"), {"q": "zp"}).content.decode()
    assert shown.count("周*") == count


@pytest.mark.parametrize(("most", "is_cut"), [(1, True), (2, False)])
def test_a_list_that_is_cut_off_says_so(client, home, monkeypatch, most, is_cut):
    log_in(client, StaffFactory())
    monkeypatch.setattr(views, "PER_PAGE", most)
    for number in range(2):
        register_person("周平", household=home, id_number=id_number(number))
    shown = client.get(reverse("residents"), {"q": "zp"}).content.decode()
    assert ("还有更多" in shown) == is_cut


def test_admin_lists_are_masked(client, person):
    log_in(client, StaffFactory())
    for address in (reverse("admin:residents_resident_changelist"), reverse("admin:residents_residence_changelist")):
        shown = client.get(address).content.decode()
        assert "赵*" in shown
        assert PHONE not in shown
        assert "赵䶮" not in shown


def test_correcting_one_field_keeps_the_masked_ones(client, person):
    log_in(client, StaffFactory())
    address = reverse("admin:residents_resident_change", args=[person.pk])
    assert PHONE not in client.get(address).content.decode()
    form = {"language": "en", "contact": "visit", "sex": "male"}
    assert client.post(address, form).status_code == 302
    person.refresh_from_db()
    assert (person.name, person.phone, person.contact, person.id_number) == ("赵䶮", PHONE, "visit", id_number(5))
    assert client.post(address, form | {"id_number": "110105194912310021"}).status_code == 200


def test_a_leader_sees_the_own_building_during_the_term(client, person, home):
    neighbour = register_person("钱多多", household=HouseholdFactory(building=home.building), phone="13711112222")
    stranger = register_person("孙不同", household=HouseholdFactory())
    appointment = lead(person, home.building)
    log_in(client, matched(person))
    shown = client.get(reverse("my_building")).content.decode()
    assert "钱**" in shown
    assert stranger.masked_name not in shown
    assert neighbour.phone not in shown
    services.end_term(appointment=appointment, last=today() - timedelta(days=1), by=UserFactory())
    assert client.get(reverse("my_building")).status_code == 403


def test_a_leader_reads_the_doors_in_their_order(client, person, home):
    for room in ("1001", "201"):
        register_person("钱多多", household=HouseholdFactory(building=home.building, unit=1, room=room))
    lead(person, home.building)
    log_in(client, matched(person))
    shown = client.get(reverse("my_building")).content.decode()
    assert shown.index("-201<") < shown.index("-1001<")


def test_my_door_shows_who_serves_it(client, person, home):
    lead(person, home.building)
    services.appoint(
        role="police",
        name="徐警官",
        first=date(2024, 1, 1),
        by=UserFactory(),
        compound=home.building.compound,
        phone="110",
    )
    services.appoint(
        role="leader", name="别楼楼长", first=date(2024, 1, 1), by=UserFactory(),
        compound=home.building.compound, building=BuildingFactory(),
    )  # fmt: skip
    log_in(client, matched(person))
    shown = client.get(reverse("my_door")).content.decode()
    assert "徐警官" in shown
    assert 'href="tel:110"' in shown
    assert "别楼楼长" not in shown


def test_my_family_is_my_household(client, person, home):
    child = register_person("赵小石", household=home)
    Guardianship.objects.create(guardian=person, child=child)
    register_person("钱多多", household=home)
    register_person("孙不同", household=HouseholdFactory())
    log_in(client, matched(person))
    shown = client.get(reverse("family")).content.decode()
    assert "赵䶮" in shown
    assert "赵小石" in shown
    assert "钱**" in shown
    assert "钱多多" not in shown
    assert "孙" not in shown
    assert client.post(reverse("family")).status_code == 405


def test_without_a_match_there_is_no_family(client, person):
    assert client.get(reverse("family")).status_code == 302
    log_in(client, UserFactory())
    assert client.get(reverse("family")).url == reverse("match")


def ask(client, **changes):
    return client.post(reverse("match"), {"name": "赵䶮", "last4": id_number(5)[-4:]} | changes)


def test_a_login_finds_its_door(client, person):
    log_in(client, UserFactory(phone=PHONE))
    assert ask(client).url == reverse("my_door")
    assert client.get(reverse("my_door")).status_code == 200


@pytest.mark.parametrize(
    "changes",
    [{"name": "查无此人"}, {"last4": "0000"}, {"name": "王秀兰"}],
    ids=["no such name", "last four", "another"],
)
def test_a_wrong_guess_looks_like_any_other(client, person, changes):
    """Whether the name is in the register cannot be told from the answer."""
    register_person("王秀兰", phone="13700000000", id_number=id_number(7))
    log_in(client, UserFactory(phone=PHONE))
    assert ask(client, **changes).url == reverse("match")
    assert LoginMatch.objects.get().state == "waiting"
    assert client.get(reverse("my_door")).url == reverse("match")


def test_somebody_elses_phone_matches_nobody(client, person):
    log_in(client, UserFactory(phone="13700000000"))
    ask(client)
    assert LoginMatch.objects.get().state == "waiting"


def test_guessing_is_throttled(client, person):
    user = log_in(client, UserFactory(phone=PHONE))
    for _guess in range(3):
        ask(client, last4="0000")
        LoginMatch.objects.update(state="refused")
    assert ask(client).status_code == 429
    assert not user.matches.filter(state="matched").exists()


def ask_from(client, address, person=None):
    """The answer to somebody new who asks from an address, rightly where a person is given."""
    log_in(client, UserFactory(**({"phone": person.phone} if person else {})))
    last4 = person.id_number[-4:] if person else "0000"
    form = {"name": person.name if person else "查无此人", "last4": last4}
    return client.post(reverse("match"), form, headers={"X-Forwarded-For": address})


def test_guessing_from_one_address_is_throttled_whoever_asks(client, person, settings):
    settings.TRUSTED_PROXIES = 1
    for _guess in range(matching.MOST_PER_CLIENT):
        assert ask_from(client, "203.0.113.7").status_code == 302
    refused = ask_from(client, "203.0.113.7"), ask_from(client, "203.0.113.7", person)
    assert [answer.status_code for answer in refused] == [429, 429]
    assert not LoginMatch.objects.filter(state="matched").exists()
    words = [answer.context["form"].non_field_errors() for answer in refused]
    assert words[0] == words[1]
    User.objects.filter(phone=person.phone).delete()
    assert ask_from(client, "203.0.113.8", person).url == reverse("my_door")


def test_a_new_login_for_the_same_phone_guesses_no_more(client, person):
    for _guess in range(matching.MOST_PER_LOGIN):
        log_in(client, UserFactory(phone=PHONE))
        ask(client, last4="0000")
        LoginMatch.objects.all().delete()
        User.objects.all().delete()
    log_in(client, UserFactory(phone=PHONE))
    assert ask(client).status_code == 429


def test_staff_settle_what_fits_nobody_and_undo_a_mistake(client, person):
    user = UserFactory(phone="13700000000")
    match = services.ask_match(user=user, name="赵䶮", last4="0000", client="10.0.0.1")
    clerk = log_in(client, staff(FRONT_DESK_ROLE))
    client.post(reverse("admin:residents_loginmatch_change", args=[match.pk]), {"resident": person.pk})
    match.refresh_from_db()
    assert (match.state, match.resident, match.settled_by) == ("matched", person, clerk)
    changelist = reverse("admin:residents_loginmatch_changelist")
    client.post(changelist, {"action": "undo", "_selected_action": [match.pk]})
    match.refresh_from_db()
    assert match.state == "undone"


def test_the_admin_takes_first_and_last_as_included(client, home):
    log_in(client, StaffFactory())
    building = home.building
    form = {
        "role": "leader", "name": "王秀兰", "compound": building.compound_id, "building": building.pk,
        "first_unit": 2, "last_unit": 2, "first_day": "2026-01-01", "last_day": "2026-12-31",
    }  # fmt: skip
    address = reverse("admin:residents_appointment_add")
    assert client.post(address, form | {"last_unit": 1}).status_code == 200
    assert client.post(address, form).status_code == 302
    made = Appointment.objects.get()
    assert (made.units.lower, made.units.upper, made.last_day) == (2, 3, date(2026, 12, 31))
    shown = client.get(reverse("admin:residents_appointment_change", args=[made.pk]))
    assert shown.context["adminform"].form.initial["last_unit"] == 2


def test_a_resident_has_one_login(person):
    matched(person)
    match = services.ask_match(user=UserFactory(phone="13700000000"), name="赵䶮", last4="0000", client="10.0.0.1")
    refused("resident_taken", services.settle_match, match=match, resident=person, by=StaffFactory())


def test_only_what_was_agreed_is_public(client, person, home):
    building = home.building
    for number, (name, named, phone) in enumerate(
        [("王秀兰", True, True), ("李建国", True, False), ("陈思远", False, True)]
    ):
        services.appoint(
            role="leader", name=name, first=date(2024, 1, 1), by=UserFactory(), compound=building.compound,
            building=building, units=(number + 1, number + 1), phone=f"1980000000{number}",
            is_public=named, is_phone_public=phone,
        )  # fmt: skip
    shown = client.get(reverse("leaders")).content.decode()
    assert "王秀兰" in shown
    assert "19800000000" in shown
    assert "李建国" in shown
    assert "19800000001" not in shown
    assert "陈思远" not in shown


def test_an_empty_register_leads_to_its_import(client):
    log_in(client, StaffFactory())
    page = client.get(reverse("roster")).content.decode()
    assert "台账里还没有楼栋" in page
    assert reverse("admin:residents_registerimport_add") in page


@pytest.mark.parametrize(("role", "phone"), [(READ_ONLY, "139****5678"), (ADMINISTRATOR, PHONE)])
def test_only_who_changes_terms_reads_the_phones_of_the_roster_in_full(client, home, person, role, phone):
    lead(person, home.building, phone=PHONE)
    log_in(client, staff(role))
    [line] = client.get(reverse("roster")).context["lines"]
    assert line.phone == phone


def test_the_roster_exports_without_a_cell_that_runs(client, home):
    for number, first in enumerate(RISKY):
        building = BuildingFactory(compound=home.building.compound, name=str(50 + number))
        HouseholdFactory(building=building)
        services.appoint(
            role="leader", name=f"{first}cmd|calc", first=date(2024, 1, 1), by=UserFactory(),
            compound=building.compound, building=building,
        )  # fmt: skip
    log_in(client, StaffFactory())
    response = client.get(reverse("roster"), {"format": "xlsx"})
    sheet = load_workbook(BytesIO(response.content)).active
    values = [cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str)]
    assert not [value for value in values if value.startswith(RISKY)]
    assert any("cmd|calc" in value for value in values)


def test_handing_over_on_the_page(client, person, home):
    appointment = lead(person, home.building)
    log_in(client, StaffFactory())
    form = {"name": "李建国", "first": today().isoformat()}
    assert client.post(reverse("succeed", args=[appointment.pk]), form | {"name": ""}).status_code == 422
    assert client.post(reverse("succeed", args=[appointment.pk]), form).status_code == 302
    assert home.building.appointments.count() == 2


@pytest.mark.parametrize("name", ["leaders", "residents", "roster", "my_door", "my_building"])
def test_pages_to_read_refuse_posts(client, name):
    log_in(client, StaffFactory())
    assert client.post(reverse(name)).status_code == 405


@pytest.mark.parametrize("name", ["leaders", "residents", "roster", "match"])
def test_pages_read_in_english(client, name):
    log_in(client, StaffFactory())
    client.cookies["django_language"] = "en"
    assert client.get(reverse(name)).status_code == 200
