"""The base of every admin page: masks, invalid keys, refusals beside the form, history."""

from datetime import date

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from community.admin_base import MOST_INLINE
from community.models import Notice, User
from community.registers.roles import ADMINISTRATOR, FRONT_DESK_ROLE, READ_ONLY
from residents import services as register
from tests.factories import (
    BuildingFactory,
    RoomFactory,
    StaffFactory,
    UserFactory,
    id_number,
    make_booking,
    make_proposal,
    register_person,
)
from tests.steps import log_in
from tests.volunteers.factories import make_promise

pytestmark = pytest.mark.django_db

NUMBER = id_number()
LOOKERS = pytest.mark.parametrize("role", [FRONT_DESK_ROLE, READ_ONLY])
OBJECTS = [(model, page) for model, page in admin.site._registry.items()]


def looker(role: str) -> User:
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def url(model: str, verb: str, *args: object) -> str:
    return reverse(f"admin:{model}_{verb}", args=args)


@LOOKERS
def test_whoever_may_only_look_reads_masks(client, role):
    person = register_person(phone="13711112222", birth_date=date(1950, 3, 8))
    register.save_resident(resident=person, by=UserFactory(), id_number=NUMBER)
    user = UserFactory(phone="13733334444", email="zhou@example.com", birth_date=date(1961, 2, 3))
    log_in(client, looker(role))
    for page, record in (("residents_resident", person), ("community_user", user)):
        shown = client.get(url(page, "change", record.pk)).content.decode()
        assert "****" in shown
        for secret in ("13711112222", NUMBER, "13733334444", "zhou@", "1961-02", "1961年2", "1950年3", "王秀兰"):
            assert secret not in shown


@LOOKERS
def test_the_past_is_masked_too(client, role):
    user = UserFactory(phone="13733334444")
    user.phone = "13755556666"
    user.save()
    log_in(client, looker(role))
    changes = client.get(url("community_user", "history", user.pk)).content.decode()
    assert "改了" in changes
    pages = [url("community_user", "simple_history", user.pk, each.pk) for each in user.history.all()]
    for page in pages:
        shown = client.get(page).content.decode()
        assert "****" in shown
        for number in ("13733334444", "13755556666"):
            assert number not in shown + changes


def test_a_record_goes_back_to_its_past_through_nobody(client):
    notice = Notice.objects.create(title="Old")
    notice.title = "New"
    notice.save()
    version = notice.history.last()
    for user in (looker(READ_ONLY), StaffFactory()):
        log_in(client, user)
        page = url("community_notice", "simple_history", notice.pk, version.pk)
        assert client.get(page).status_code == 200
        assert client.post(page, {"title": "Old"}).status_code == 405
        notice.refresh_from_db()
        assert notice.title == "New"


def test_a_colleagues_number_is_not_beside_what_they_did(client):
    person, chief = register_person(), log_in(client, StaffFactory(phone="13777778888"))
    form = {"name": "王秀兰", "language": "en", "contact": "phone", "sex": ""}
    assert client.post(url("residents_resident", "change", person.pk), form).status_code == 302
    shown = client.get(url("residents_resident", "history", person.pk)).content.decode()
    assert chief.name in shown
    assert chief.phone not in shown


@pytest.mark.parametrize(("model", "page"), OBJECTS, ids=[model.__name__ for model, _page in OBJECTS])
@pytest.mark.parametrize("key", ["abc", "99999999999999999999", "_3A", "-1", "1.5"])
def test_a_key_that_cannot_be_is_not_found(client, model, page, key):
    log_in(client, StaffFactory())
    name = f"{model._meta.app_label}_{model._meta.model_name}"
    urls = [url(name, verb, key) for verb in ("change", "history", "delete")]
    if hasattr(page, "history_form_view"):
        urls += [url(name, "simple_history", key, "1"), url(name, "simple_history", "1", key)]
    for each in urls:
        assert client.get(each).status_code in (302, 403, 404), each  # 302: to the list, as Django has it


@pytest.mark.parametrize(
    "asked",
    [
        *(
            "starts_at__year=0",
            "starts_at__year=9999",
            "starts_at__year=2026&starts_at__month=13",
            "starts_at__month=x",
        ),
        *("starts_at__gte=0001-01-01", "starts_at__lt=x", "room__id__exact=x", "room__id__exact=" + "9" * 30),
        *("p=x", "p=" + "9" * 30, "p=-1", "o=99.-x", "state__exact=%E4%B8%80", "room__isnull=7", "all=&e=1"),
        *("contact_phone__regex=(", "created_at__year=0", "_changelist_filters=%3D%26", "_popup=1&_to_field=id"),
    ],
)
def test_a_list_asked_for_nonsense_still_answers(client, asked):
    make_booking()
    log_in(client, StaffFactory())
    for verb in ("changelist", "export"):
        response = client.get(f"{url('rooms_booking', verb)}?{asked}")
        assert response.status_code in (200, 302, 400)


def test_rows_chosen_by_no_number_are_refused(client):
    log_in(client, StaffFactory())
    for chosen in ("abc", "9" * 30):
        form = {"action": "approve", "_selected_action": chosen}
        assert client.post(url("rooms_booking", "changelist"), form).status_code == 400


@pytest.mark.parametrize("typed", ["abc", "9" * 30, "-"])
def test_a_field_with_search_takes_no_number_as_nobody(client, typed):
    log_in(client, StaffFactory())
    for page in ("residents_residence", "residents_guardianship", "classes_interestclass"):
        for response in (
            client.get(url(page, "add"), {"resident": typed, "guardian": typed, "teacher": typed}),
            client.post(url(page, "add"), {"resident": typed, "household": typed, "guardian": typed, "teacher": typed}),
        ):
            assert response.status_code in (200, 422)


def test_whose_term_a_new_leader_would_meet_stands_beside_the_form(client):
    building = BuildingFactory(name="3")
    other = register.appoint(
        role="leader", name="李建国", first=date(2024, 1, 1), by=None, compound=building.compound, building=building
    )
    log_in(client, StaffFactory())
    form = {
        "role": "leader",
        "name": "王秀兰",
        "compound": building.compound_id,
        "building": building.pk,
        "first_unit": 1,
        "last_unit": 2,
        "first_day": "2025-01-01",
    }
    response = client.post(url("residents_appointment", "add"), form, headers={"accept-language": "en"})
    assert response.status_code == 409
    assert "李建国" in response.content.decode()
    assert "1 Jan 2024" in response.content.decode()
    assert "王秀兰" in response.content.decode()
    assert reverse("succeed", args=[other.pk]) in response.content.decode()


def test_an_inline_takes_no_flood_of_rows(client):
    room = RoomFactory()
    log_in(client, StaffFactory())
    page = url("rooms_room", "change", room.pk)
    flood = {f"{each}-TOTAL_FORMS": "100000" for each in ("opening_spans", "special_hours")}
    form = flood | {f"{each}-INITIAL_FORMS": "0" for each in ("opening_spans", "special_hours")}
    response = client.post(page, form)
    assert response.status_code == 200
    assert all(len(each.formset.forms) <= 400 for each in response.context["inline_admin_formsets"])


@pytest.mark.parametrize("counters", [("3", "x"), ("3", "0"), ("x", "1")])
def test_a_row_that_can_only_be_looked_at_is_not_made_up(client, counters):
    promise = make_promise()
    log_in(client, StaffFactory(is_superuser=True))
    total, first = counters
    form = {"assignments-TOTAL_FORMS": total, "assignments-INITIAL_FORMS": first}
    response = client.post(url("volunteers_volunteer", "change", promise.volunteer_id), form)
    assert response.status_code == 200


INLINES = [(model, inline) for model, page in admin.site._registry.items() for inline in page.inlines]


@pytest.mark.parametrize(("model", "inline"), INLINES, ids=[inline.__name__ for _model, inline in INLINES])
def test_every_inline_counts_no_further_than_anybody_types(rf, model, inline):
    request = rf.get("/")
    request.user = StaffFactory()
    formset = inline(model, admin.site).get_formset(request)
    prefix = formset.get_default_prefix()
    sent = formset({f"{prefix}-TOTAL_FORMS": "100000", f"{prefix}-INITIAL_FORMS": "0"})
    assert sent.total_form_count() <= MOST_INLINE


def test_a_proposals_page_is_looked_at_by_its_number(client):
    made = make_proposal()
    log_in(client, looker(ADMINISTRATOR))
    assert client.get(url("classes_proposal", "change", made.pk)).status_code == 200
    assert client.get(url("classes_proposal", "change", "abc")).status_code == 404
