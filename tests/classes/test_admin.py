"""Classes in the admin: sessions, make-up sessions, seats, certificates, workbooks."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from classes import selectors, services
from classes.models import Attendance, ClassSession, Enrolment, InterestClass, PracticeCertificate, Rating
from community.models import CalendarDay, Message
from community.ranges import DAY, today, wall_clock
from community.registers.roles import FRONT_DESK_ROLE
from residents.models import Guardianship, LoginMatch
from tests.factories import (
    RoomFactory,
    StaffFactory,
    UserFactory,
    make_booking,
    make_class,
    register_person,
    tomorrow_at,
)
from tests.steps import log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    return log_in(client, StaffFactory())


def front_desk():
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=FRONT_DESK_ROLE))
    return user


def seat_in(made, user=None):
    [seat] = services.enrol(interest_class=made, user=user or UserFactory())
    return seat


def family(*names):
    """A login with children in its care."""
    user = UserFactory()
    parent = register_person("张伟", birth_date=today() - timedelta(days=14000))
    LoginMatch.objects.create(user=user, resident=parent, name=parent.name, state=LoginMatch.State.MATCHED)
    children = [register_person(name, birth_date=today() - timedelta(days=4000)) for name in names]
    for child in children:
        Guardianship.objects.create(guardian=parent, child=child, consented_at=timezone.now())
    return user, children


def act(client, model, action, records, **typed):
    chosen = {"action": action, "_selected_action": [record.pk for record in records]}
    return client.post(reverse(f"admin:classes_{model}_changelist"), chosen | typed)


def session_form(span, **changes):
    start, end = timezone.localtime(span.start), timezone.localtime(span.end)
    return {"day": f"{start:%Y-%m-%d}", "starts": f"{start:%H:%M}", "ends": f"{end:%H:%M}"} | changes


def address(name, record):
    return reverse(f"admin:classes_{name}", args=[record.pk])


def test_make_up_times_are_the_nearest_free_days():
    room = RoomFactory(capacity=20)
    made = make_class(room=room, teacher=UserFactory())
    second = today() + 2 * DAY
    make_class(teacher=made.teacher, weekday=second.weekday(), first_day=second, last_day=second)
    make_booking(room, UserFactory(), tomorrow_at(10, days=3))
    CalendarDay.objects.create(date=today() + 4 * DAY, nature="holiday", name="社区日")
    times = selectors.make_up_times(made.sessions.first())
    assert [span.start for span in times] == [tomorrow_at(10, days=days).start for days in (5, 6, 7)]


def test_cancelling_with_a_make_up_session(client, staff):
    made = make_class()
    member = seat_in(made).user
    session = made.sessions.first()
    page = client.get(address("session_cancel", session))
    assert len(page.context["form"].times) == 3
    chosen = tomorrow_at(10, days=2)
    typed = {"reason": "老师生病", "make_up": wall_clock(chosen.start)}
    assert client.post(address("session_cancel", session), typed).status_code == 302
    assert ClassSession.objects.held().filter(interest_class=made, starts_at=chosen.start).exists()
    told = Message.objects.get(user=member, kind="class_session_cancelled").body
    assert "老师生病" in told
    assert f"{timezone.localtime(chosen.start):%H:%M}" in told
    assert client.post(address("session_cancel", session), {"reason": "老师生病"}).status_code == 409


def test_a_make_up_time_that_was_taken_changes_nothing(client, staff):
    made = make_class()
    session, wanted = made.sessions.first(), tomorrow_at(10, days=2)
    make_booking(made.room, UserFactory(), wanted)
    typed = {"reason": "老师生病", "make_up": wall_clock(wanted.start)}
    assert client.post(address("session_cancel", session), typed).status_code == 409
    assert client.post(address("session_cancel", session), {"reason": " "}).status_code == 422
    assert made.sessions.held().count() == 4


def test_moving_shows_what_is_in_the_way(client, staff):
    made, other = make_class(), RoomFactory(capacity=20)
    session = made.sessions.first()
    make_booking(made.room, UserFactory(name="欧阳晓"), tomorrow_at(15))
    refused = client.post(address("session_move", session), session_form(tomorrow_at(15), room=made.room.pk))
    assert refused.status_code == 409
    assert "欧阳晓" in refused.content.decode()
    moved = client.post(address("session_move", session), session_form(tomorrow_at(15), room=other.pk))
    assert moved.status_code == 302
    session.refresh_from_db()
    assert (session.starts_at, session.reservation.room) == (tomorrow_at(15).start, other)


@pytest.mark.parametrize(
    ("changes", "status"), [({"ends": "09:00"}, 422), ({"day": "2020-01-01"}, 422), ({"starts": "x"}, 422)]
)
def test_a_bad_time_moves_nothing(client, staff, changes, status):
    session = make_class().sessions.first()
    typed = session_form(tomorrow_at(15), room=session.reservation.room_id) | changes
    assert client.post(address("session_move", session), typed).status_code == status
    session.refresh_from_db()
    assert session.starts_at == tomorrow_at(10).start


def test_adding_a_session(client, staff):
    made = make_class()
    add = reverse("admin:classes_classsession_add")
    assert client.get(add, {"interest_class": made.pk}).status_code == 200
    clash = client.post(add, session_form(tomorrow_at(10), interest_class=made.pk))
    assert clash.status_code == 409
    assert clash.context["clashes"][0].what == "书法班"
    assert client.post(add, session_form(tomorrow_at(18), interest_class=made.pk)).status_code == 302
    assert made.sessions.count() == 5
    shut = client.post(add, session_form(tomorrow_at(5), interest_class=made.pk), follow=True)
    assert "warning" in [message.level_tag for message in shut.context["messages"]]


def test_cancelling_many_and_calling_off_need_a_reason(client, staff):
    made = make_class()
    sessions = list(made.sessions.all()[:2])
    assert act(client, "classsession", "cancel_many", sessions).status_code == 200
    assert act(client, "classsession", "cancel_many", sessions, reason=" ").status_code == 422
    assert act(client, "classsession", "cancel_many", sessions, reason="大雪").status_code == 302
    assert made.sessions.held().count() == 2
    assert act(client, "interestclass", "call_off", [made]).status_code == 200
    assert act(client, "interestclass", "call_off", [made], reason="报名太少").status_code == 302
    assert not made.sessions.held().exists()


def test_staff_enrol_a_family_at_the_desk(client, staff):
    made = make_class()
    user, children = family("张小雨")
    add = reverse("admin:classes_enrolment_add")
    shown = client.post(add, {"interest_class": made.pk, "phone": user.phone, "show": "1"})
    assert "张小雨" in shown.content.decode()
    typed = {"interest_class": made.pk, "phone": user.phone, "enrol": "1", "people": ["me", children[0].pk]}
    assert client.post(add, typed).status_code == 302
    assert made.enrolments.seated().of(user).count() == 2
    assert made.enrolments.first().history.first().history_user == staff
    assert client.post(add, typed | {"people": ["me"]}).status_code == 422
    assert client.post(add, typed | {"phone": "13000000000"}).status_code == 422


def test_staff_enter_somebody_into_the_draw_and_take_one_of_a_family_out(client, staff):
    made = make_class()
    services.open_draw(interest_class=made, closes_at=timezone.now() + timedelta(hours=1), by=staff)
    user, children = family("张小雨")
    typed = {"interest_class": made.pk, "phone": user.phone, "enrol": "1", "people": ["me", children[0].pk]}
    assert client.post(reverse("admin:classes_enrolment_add"), typed).status_code == 302
    lot = made.draw.entries.get()
    assert (lot.user, lot.seats) == (user, 2)
    act(client, "enrolment", "withdraw", [made.enrolments.get(child=children[0])])
    lot.refresh_from_db()
    assert lot.seats == 1
    act(client, "enrolment", "withdraw", [made.enrolments.get(child=None)])
    lot.refresh_from_db()
    assert lot.seats == 0


def test_taking_one_of_a_family_out_seats_the_next(client, staff):
    made = make_class(capacity=2)
    user, children = family("张小雨")
    services.enrol(interest_class=made, user=user, children=children)
    next_in_line = seat_in(made)
    assert next_in_line.state == Enrolment.State.WAITING
    act(client, "enrolment", "withdraw", [made.enrolments.get(child=children[0])])
    next_in_line.refresh_from_db()
    assert next_in_line.state == Enrolment.State.ENROLLED
    assert made.enrolments.get(user=user, child=None).state == Enrolment.State.ENROLLED


def make_practice(count=1, minutes=90):
    made = make_class(kind=InterestClass.Kind.HOLIDAY, capacity=max(count, 2))
    for _number in range(count):
        Attendance.objects.create(
            session=made.sessions.first(),
            enrolment=seat_in(made, UserFactory(name="张小雨")),
            mark="present",
            minutes=minutes,
            confirmed_at=timezone.now(),
        )
    return made


def test_certificates_are_issued_and_revoked(client, staff):
    made = make_practice(2)
    act(client, "enrolment", "issue_certificates", made.enrolments.all())
    one, two = PracticeCertificate.objects.order_by("certificate__number")
    assert act(client, "practicecertificate", "revoke", [one]).status_code == 200
    act(client, "practicecertificate", "revoke", [one], reason="学时记错了")
    one.refresh_from_db()
    assert (one.certificate.reason, one.certificate.revoked_by) == ("学时记错了", staff)
    page = client.get(reverse("admin:classes_practicecertificate_changelist"), {"q": two.number})
    assert reverse("certificate", args=[two.number]) in page.content.decode()


def test_the_workbook_has_members_and_who_came(client, staff):
    made = make_practice()
    user = UserFactory(name="=1+1")
    seat_in(made, user)
    Attendance.objects.create(session=made.sessions.first(), name="路过的王阿姨", mark="late")
    response = client.get(address("workbook", made))
    header, *rows = load_workbook(BytesIO(response.content)).active.values
    assert len(header) == 4 + 4 + 2
    assert [row[0] for row in rows] == ["张小雨", "'=1+1", "路过的王阿姨"]
    assert [row[-2:] for row in rows] == [(1, 90), (0, 0), (1, 0)]
    assert rows[1][1] == user.phone
    assert LogEntry.objects.filter(user=staff, object_id=str(made.pk)).exists()
    assert client.post(address("workbook", made)).status_code == 405


def test_the_workbook_is_masked_for_who_may_only_look(client):
    made = make_practice()
    reader = log_in(client, UserFactory(is_staff=True))
    assert client.get(address("workbook", made)).status_code == 403
    reader.groups.add(Group.objects.get(name="只读"))
    row = next(
        load_workbook(BytesIO(client.get(address("workbook", made)).content)).active.iter_rows(2, values_only=True)
    )
    assert row[0] == "张**"
    assert "****" in row[1]


def test_the_front_desk_looks_and_changes_seats_alone(client):
    log_in(client, front_desk())
    made = make_practice()
    session = made.sessions.first()
    for name in ("session_move", "session_cancel"):
        assert client.get(address(name, session)).status_code == 403
        assert client.post(address(name, session)).status_code == 403
    assert client.get(reverse("admin:classes_classsession_add")).status_code == 403
    assert client.get(reverse("admin:classes_enrolment_add")).status_code == 200
    act(client, "enrolment", "issue_certificates", made.enrolments.all())
    assert not PracticeCertificate.objects.exists()


LISTS = ["interestclass", "classsession", "enrolment", "attendance", "practicecertificate", "rating", "draw"]


@pytest.mark.parametrize("name", LISTS)
def test_nobody_of_the_public_sees_the_admin(client, name):
    log_in(client, UserFactory())
    assert client.get(reverse(f"admin:classes_{name}_changelist")).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [("classsession", 6), ("enrolment", 6), ("attendance", 6), ("practicecertificate", 6), ("rating", 7)],
)
def test_lists_take_few_queries(client, staff, django_assert_num_queries, name, queries, count):
    made = make_practice(count)
    for seat in made.enrolments.all():
        services.issue_certificate(enrolment=seat, by=staff)
        Rating.objects.create(enrolment=seat, stars=5, again=True)
    with django_assert_num_queries(queries):
        assert client.get(reverse(f"admin:classes_{name}_changelist")).status_code == 200


def test_pages_of_single_records(client, staff):
    made = make_practice()
    services.issue_certificate(enrolment=made.enrolments.get(), by=staff)
    for record in (
        made,
        made.sessions.first(),
        made.enrolments.get(),
        Attendance.objects.get(),
        PracticeCertificate.objects.get(),
    ):
        name = f"admin:classes_{record._meta.model_name}_change"
        assert client.get(reverse(name, args=[record.pk])).status_code == 200
