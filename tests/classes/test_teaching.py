"""The teacher's list, hours, notes and photos, and their results."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from classes import services
from classes.models import Attendance, ClassPost
from community.models import Message
from community.registers.personal_data import delete_user, export_all
from tests.factories import RoomFactory, StaffFactory, UserFactory, make_class
from tests.steps import log_in, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def taught(come_to):
    """Makes a class with its teacher and members, and comes to its first session or so long after that."""

    def teach(members=2, ago=timedelta(0), **fields):
        teacher = UserFactory()
        made = make_class(teacher=teacher, capacity=max(members, 1), **fields)
        seats = [services.enrol(interest_class=made, user=user)[0] for user in UserFactory.create_batch(members)]
        session = made.sessions.first()
        come_to(session.starts_at + ago)
        return teacher, session, seats

    return teach


def mark_of(seat):
    return seat.attendances.get().mark


def test_a_tap_marks_and_a_second_takes_it_back(taught):
    teacher, session, [seat, _other] = taught()
    services.mark_member(session=session, enrolment=seat, mark="present", by=teacher)
    assert mark_of(seat) == "present"
    services.mark_member(session=session, enrolment=seat, mark="late", by=teacher)
    assert mark_of(seat) == "late"
    services.mark_member(session=session, enrolment=seat, mark="late", by=teacher)
    assert mark_of(seat) == "expected"


def test_who_may_keep_the_list(taught):
    _teacher, session, [seat, other] = taught()
    arguments = {"session": session, "enrolment": seat, "mark": "present"}
    refused("not_teacher", services.mark_member, **arguments, by=other.user)
    services.mark_member(**arguments, by=StaffFactory())


@pytest.mark.parametrize(("ago", "code"), [(-timedelta(hours=2), "too_soon"), (timedelta(days=8), "too_late")])
def test_the_list_opens_an_hour_before_and_closes_a_week_after(ago, code, taught):
    teacher, session, [seat, _other] = taught(ago=ago)
    refused(code, services.mark_member, session=session, enrolment=seat, mark="present", by=teacher)


def test_marks_and_people_that_do_not_belong(taught):
    teacher, session, [seat, _other] = taught()
    refused("bad_mark", services.mark_member, session=session, enrolment=seat, mark="excused", by=teacher)
    _teacher, _session, [stranger, _other] = taught()
    refused("not_enrolled", services.mark_member, session=session, enrolment=stranger, mark="late", by=teacher)


def test_walk_ins_come_until_the_room_is_full(taught):
    teacher, session, seats = taught(members=2, room=RoomFactory(capacity=3))
    guest = services.add_walk_in(session=session, name=" 王 秀兰 ", by=teacher)
    refused("room_full", services.add_walk_in, session=session, name="李四", by=teacher)
    services.mark_member(session=session, enrolment=seats[0], mark="absent", by=teacher)
    services.add_walk_in(session=session, name="李四", by=teacher)
    refused("name_needed", services.add_walk_in, session=session, name=" ", by=teacher)
    services.remove_walk_in(guest=guest, by=teacher)
    assert session.attendances.filter(enrolment=None).count() == 1


def test_hours_are_confirmed_for_those_who_came(taught):
    teacher, session, [came, missed] = taught(kind="holiday", ago=timedelta(hours=2))
    services.mark_member(session=session, enrolment=came, mark="present", by=teacher)
    services.mark_member(session=session, enrolment=missed, mark="absent", by=teacher)
    assert services.confirm_hours(session=session, by=teacher) == 1
    assert came.attendances.get().minutes == 60
    refused("confirmed", services.mark_member, session=session, enrolment=came, mark="late", by=teacher)
    services.unconfirm_hours(session=session, by=teacher)
    assert came.attendances.get().confirmed_at is None


def test_hours_only_where_there_are_any(taught):
    teacher, session, _seats = taught(ago=timedelta(hours=2))
    refused("no_hours", services.confirm_hours, session=session, by=teacher)
    teacher, session, _seats = taught(kind="holiday")
    refused("too_soon", services.confirm_hours, session=session, by=teacher)


def test_a_word_to_all_goes_to_each_once_and_three_times_a_day(taught):
    teacher, session, _seats = taught()
    for _time in range(3):
        services.post(interest_class=session.interest_class, by=teacher, text="请带毛笔", tell=True)
    refused("too_many", services.post, interest_class=session.interest_class, by=teacher, text="又及", tell=True)
    services.post(interest_class=session.interest_class, by=teacher, text="只贴在这里")
    assert Message.objects.filter(kind="class_message").count() == 6
    refused("empty", services.post, interest_class=session.interest_class, by=teacher, text=" ")


def test_a_word_taken_down_was_said_all_the_same(taught):
    teacher, session, _seats = taught()
    made = session.interest_class
    for _time in range(3):
        services.delete_post(post=services.post(interest_class=made, by=teacher, text="下课", tell=True), by=teacher)
    refused("too_many", services.post, interest_class=made, by=teacher, text="又及", tell=True)


def test_notes_go_with_their_authors_account(taught):
    teacher, session, _seats = taught()
    services.post(interest_class=session.interest_class, by=teacher, text="今天写横")
    assert export_all(teacher)["classes"]["posts"][0]["text"] == "今天写横"
    delete_user(user=teacher)
    assert not ClassPost.objects.exists()


def test_a_tap_in_the_browser(client, taught):
    teacher, session, [seat, other] = taught()
    log_in(client, teacher)
    assert reverse("class_session", args=[session.pk]) in client.get(reverse("teaching")).content.decode()
    address = reverse("mark_member", args=[session.pk, seat.pk])
    page = client.post(address, {"mark": "present"}, follow=True)
    assert "2人中已到1人" in page.content.decode()
    assert client.post(address, {"mark": "x"}).status_code == 422
    client.post(reverse("add_walk_in", args=[session.pk]), {"name": "王秀兰"})
    guest = Attendance.objects.get(name="王秀兰")
    assert "王秀兰" in client.get(reverse("printed_sheet", args=[session.pk])).content.decode()
    assert "到课情况" in client.get(reverse("class_attendance", args=[session.interest_class_id])).content.decode()
    assert client.post(reverse("remove_walk_in", args=[session.pk, guest.pk])).status_code == 302
    assert other.attendances.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_few_queries(client, django_assert_num_queries, count, taught):
    teacher, session, _seats = taught(members=count)
    log_in(client, teacher)
    with django_assert_num_queries(5):
        assert client.get(reverse("class_session", args=[session.pk])).status_code == 200
    with django_assert_num_queries(3):
        assert client.get(reverse("teaching")).status_code == 200
    with django_assert_num_queries(5):
        assert client.get(reverse("class_attendance", args=[session.interest_class_id])).status_code == 200


def test_staff_find_all_of_todays_lists(client, taught):
    _teacher, session, _seats = taught()
    address = reverse("class_session", args=[session.pk])
    log_in(client, UserFactory())
    assert address not in client.get(reverse("teaching")).content.decode()
    log_in(client, StaffFactory())
    assert address in client.get(reverse("teaching")).content.decode()


def test_two_phones_take_the_same_walk_in_off(taught):
    teacher, session, _seats = taught(room=RoomFactory(capacity=9))
    guest = services.add_walk_in(session=session, name="王秀兰", by=teacher)
    services.remove_walk_in(guest=guest, by=teacher)
    refused("bad_state", services.remove_walk_in, guest=guest, by=teacher)


@pytest.mark.parametrize("name", ["mark_member", "mark_guest", "remove_walk_in"])
def test_taps_are_the_teachers_alone(client, name, taught):
    teacher, session, [seat, _other] = taught()
    guest = services.add_walk_in(session=session, name="王秀兰", by=teacher)
    address = reverse(name, args=[session.pk, seat.pk if name == "mark_member" else guest.pk])
    log_in(client, seat.user)
    assert client.post(address, {"mark": "late"}).status_code == 403
    log_in(client, teacher)
    assert client.get(address).status_code == 405
    assert client.post(reverse(name, args=[session.pk, 0])).status_code == 404


def test_the_history_is_the_teachers_alone(client, taught):
    _teacher, session, [seat, _other] = taught()
    log_in(client, seat.user)
    assert client.get(reverse("class_attendance", args=[session.interest_class_id])).status_code == 403
    assert client.post(reverse("class_attendance", args=[session.interest_class_id])).status_code == 405


POSTS = ("add_walk_in", "confirm_hours")


@pytest.mark.parametrize("name", ["class_session", "printed_sheet", *POSTS])
def test_only_the_teacher_and_staff(client, name, taught):
    teacher, session, [seat, _other] = taught()
    address = reverse(name, args=[session.pk])
    ask = client.post if name in POSTS else client.get
    assert ask(address).url.startswith(reverse("log_in"))
    log_in(client, seat.user)
    assert ask(address).status_code == 403
    log_in(client, teacher)
    wrong = client.get if name in POSTS else client.post
    assert wrong(address).status_code == 405
    assert ask(reverse(name, args=[0])).status_code == 404


def png() -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (1200, 900), "red").save(file, "PNG")
    return SimpleUploadedFile("a.png", file.getvalue(), "image/png")


def test_photos_are_for_the_class_alone(client, taught):
    teacher, session, [seat, _other] = taught()
    board = reverse("class_posts", args=[session.interest_class_id])
    log_in(client, teacher)
    assert client.post(board, {"text": "今天写横", "photo": png()}).status_code == 302
    post = ClassPost.objects.get()
    photo = reverse("class_photo", args=[post.pk])
    for user, status in ((teacher, 200), (seat.user, 200), (UserFactory(), 403)):
        log_in(client, user)
        assert client.get(board).status_code == client.get(photo).status_code == status
    log_in(client, seat.user)
    assert client.get(photo)["Cache-Control"] == "private, no-store"
    assert client.get(reverse("photo", args=[post.photo.name])).status_code == 404
    log_in(client, seat.user)
    assert client.post(board, {"text": "我也要"}).status_code == 403
    assert client.post(reverse("delete_post", args=[post.pk])).status_code == 403
    log_in(client, teacher)
    assert client.post(reverse("delete_post", args=[post.pk])).status_code == 302
    assert client.get(photo).status_code == 404


def test_what_is_no_photo_is_refused(client, taught):
    teacher, session, _seats = taught()
    log_in(client, teacher)
    upload = SimpleUploadedFile("a.png", b"<script>", "image/png")
    board = reverse("class_posts", args=[session.interest_class_id])
    assert client.post(board, {"photo": upload}).status_code == 422
    assert client.post(board, {"text": ""}).status_code == 422
    assert not ClassPost.objects.exists()
