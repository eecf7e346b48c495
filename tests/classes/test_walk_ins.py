"""People at the desk without a login: enrolled, notified by text, drawn, and withdrawn."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from classes import selectors, services
from classes.models import DrawEntry, Enrolment
from community.models import OutgoingText
from community.registers.roles import FRONT_DESK_ROLE
from residents.models import LoginMatch
from tests.factories import StaffFactory, UserFactory, make_class, register_person
from tests.steps import log_in, refused

pytestmark = pytest.mark.django_db


def walk_in(made, **person):
    person = person or {"contact_name": "阿依古丽·买买提", "contact_phone": "13900000000"}
    return services.enrol_walk_in(interest_class=made, by=StaffFactory(), **person)


def texts():
    return list(OutgoingText.objects.order_by("pk").values_list("kind", flat=True))


def test_a_walk_in_has_a_seat_and_hears_by_text():
    made = make_class()
    seat = walk_in(made)
    assert (seat.state, seat.person, seat.phone) == ("enrolled", "阿依古丽·买买提", "13900000000")
    assert texts() == ["class_enrolled"]
    assert [line.name for line in selectors.sheet_of(made.sessions.first()).lines] == ["阿依古丽·买买提"]


def test_a_walk_in_waits_in_line_and_is_promoted_like_anybody():
    made = make_class(capacity=1)
    [first] = services.enrol(interest_class=made, user=UserFactory())
    behind = walk_in(made)
    assert behind.state == "waiting"
    services.withdraw(enrolment=first, by=first.user)
    behind.refresh_from_db()
    assert behind.state == "enrolled"
    assert texts() == ["class_waiting", "class_promoted"]


def test_a_resident_is_enrolled_by_the_register():
    made = make_class(minimum_age=60)
    young, old = register_person("周小雨", birth_date=date(2016, 5, 1)), register_person(birth_date=date(1950, 3, 8))
    refused("too_young", walk_in, made=made, resident=young)
    seat = walk_in(made, resident=old)
    assert (seat.person, seat.contact_name) == ("王秀兰", "")
    refused("twice", walk_in, made=made, resident=old)


def test_who_has_a_login_is_enrolled_by_it():
    person, user = register_person(), UserFactory()
    LoginMatch.objects.create(user=user, resident=person, name="王秀兰", state=LoginMatch.State.MATCHED)
    refused("has_login", walk_in, made=make_class(), resident=person)


@pytest.mark.parametrize(("person", "code"), [({"contact_name": " "}, "contact_needed"), ({}, "twice")])
def test_a_name_and_once(person, code):
    made = make_class()
    walk_in(made)
    refused(code, walk_in, made=made, **person)


def test_only_staff_enrol_walk_ins():
    refused("not_allowed", services.enrol_walk_in, interest_class=make_class(), by=UserFactory(), contact_name="周平")


def test_after_leaving_a_walk_in_may_come_back():
    made = make_class()
    seat = walk_in(made)
    services.withdraw(enrolment=seat, by=StaffFactory())
    assert walk_in(made).state == "enrolled"
    assert texts() == ["class_enrolled", "class_taken_out", "class_enrolled"]


def test_a_walk_in_has_one_lot_in_a_draw_and_keeps_its_number():
    made = make_class(capacity=1)
    staff = StaffFactory()
    draw = services.open_draw(interest_class=made, closes_at=timezone.now() + timedelta(hours=1), by=staff)
    seat = walk_in(made)
    number = DrawEntry.objects.get().number
    services.withdraw(enrolment=seat, by=staff)
    assert DrawEntry.objects.get().seats == 0
    walk_in(made)
    entry = DrawEntry.objects.get()
    assert (entry.number, entry.seats) == (number, 1)
    services.hold_draw(draw=draw, now=draw.closes_at)
    assert Enrolment.objects.get(state="enrolled").contact_name == "阿依古丽·买买提"
    assert "class_drawn_won" in texts()


def test_walk_ins_hear_what_members_hear():
    made = make_class()
    walk_in(made)
    services.remind_of_sessions()
    services.call_off(interest_class=made, by=StaffFactory(), reason="下雪")
    assert texts()[-1] == "class_session_cancelled"


@pytest.mark.parametrize(
    "fields", [{}, {"contact_name": "周平", "with_user": True}, {"contact_phone": "13900000000", "with_user": True}]
)
def test_the_database_wants_exactly_one_person(fields):
    made = make_class()
    user = UserFactory() if fields.pop("with_user", False) else None
    with pytest.raises(IntegrityError, match="classes_enrolment_of_somebody"), transaction.atomic():
        Enrolment.objects.create(interest_class=made, user=user, place=1, state="enrolled", **fields)


@pytest.fixture
def clerk(client):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=FRONT_DESK_ROLE))
    return log_in(client, user)


def asked(made, **changes):
    data = {"interest_class": made.pk, "contact_name": "周平", "contact_phone": "13900000000"} | changes
    return {f"walk_in-{name}": value for name, value in data.items()} | {"walk_in": "1"}


def test_the_desk_enrols_a_walk_in(client, clerk):
    made = make_class()
    page = reverse("admin:classes_enrolment_add")
    assert "walk_in-contact_name" in client.get(page).content.decode()
    assert client.post(page, asked(made, contact_name="")).status_code == 422
    assert client.post(page, asked(made)).status_code == 302
    assert Enrolment.objects.get().contact_name == "周平"
    assert client.post(page, asked(made)).status_code == 409


def test_the_list_of_seats_shows_walk_ins(client, clerk):
    walk_in(make_class())
    assert "阿依古丽·买买提" in client.get(reverse("admin:classes_enrolment_changelist")).content.decode()
