"""The first page of staff: one order for all apps, few queries, actions that return, and what each role sees."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone

from classes import services as classes
from classes.models import Enrolment, Proposal
from community.models import Centre, User
from community.ranges import DAY, at, today
from community.registers import acts, workdesk
from community.registers.dashboard import Line, lines_for
from community.registers.dashboard import _sources as line_sources
from community.registers.ranks import Rank
from community.registers.roles import FRONT_DESK_ROLE, READ_ONLY
from community.registers.workdesk import Row, Section, work_desk_of
from rooms.models import Booking
from tests.factories import (
    FRIDAY_AT_14,
    RoomFactory,
    StaffFactory,
    UserFactory,
    make_booking,
    make_class,
    make_proposal,
    span_on,
)
from tests.steps import log_in

pytestmark = pytest.mark.django_db

FEWER = 16  # while nothing changed
QUERIES = 30  # with 60 bookings and 12 sessions, as with one of each


@pytest.fixture
def morning(come_to):
    come_to(at(today() + DAY, timezone.datetime.min.time().replace(hour=9)))


def of_role(role: str) -> User:
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def test_what_is_unsafe_late_or_due_stands_first_whichever_app_says_it(monkeypatch):
    now = timezone.now()
    made = [
        ("usual", Rank.USUAL, now),
        ("due", Rank.DUE, now + DAY),
        ("late, later", Rank.LATE, now),
        ("late", Rank.LATE, now - DAY),
        ("unsafe", Rank.UNSAFE, None),
    ]
    rows = [Row(section=Section.DECISIONS, key=name, title=name, rank=rank, at=when) for name, rank, when in made]
    monkeypatch.setattr(workdesk, "_sources", [lambda user, now: rows[:2], lambda user, now: rows[2:]])
    desk = work_desk_of(UserFactory())
    assert [row.key for row in desk.decisions] == ["unsafe", "late", "late, later", "due", "usual"]


def test_all_lines_are_counted_in_one_query_and_noughts_left_out(django_assert_num_queries, monkeypatch):
    user = UserFactory()
    lines = [
        Line(lambda n: "neighbour" if n == 1 else "neighbours", "/", User.objects.all()),
        Line("nobody", "/", User.objects.none()),
        Line("none of a word", "/", User.objects.filter(name="没有这个人")),
        Line("a sentence", "/", User.objects.filter(pk=user.pk), Rank.LATE, is_whole=True),
        Line("of the admin", reverse("admin:index"), 3),
    ]
    monkeypatch.setattr("community.registers.dashboard._sources", [lambda user: lines])
    assert line_sources is not None
    assert user.get_all_permissions() is not None  # what somebody may do is known by then
    with django_assert_num_queries(1):
        found = lines_for(user)
    assert [(line.label, line.count) for line in found] == [("a sentence", None), ("neighbour", 1)]


@pytest.mark.parametrize("count", [1, 60])
def test_a_full_day_takes_as_many_queries_as_an_empty_one(client, morning, django_assert_max_num_queries, count):
    room = RoomFactory(capacity=100, mode="places")
    for _each in range(count):
        make_booking(room, span=span_on(today(), 15), party_size=1)
    for number in range(12 if count > 1 else 1):
        make_class(first_day=today(), weekday=today().weekday(), name=f"班{number}", starts=at(today(), STARTS).time())
    log_in(client, StaffFactory())
    with django_assert_max_num_queries(QUERIES):
        page = client.get(reverse("admin:index"))
    assert len(page.context["desk"].today) == count + (12 if count > 1 else 1)


def test_the_page_asks_little_until_something_changes_and_then_is_as_it_is(
    client, morning, django_assert_max_num_queries
):
    booking = make_booking(RoomFactory(), span=span_on(today(), 15))
    log_in(client, StaffFactory())
    client.get(reverse("admin:index"))
    with django_assert_max_num_queries(FEWER):
        client.get(reverse("admin:index"))
    booking.contact_name = "赵敏"
    booking.save()
    make_booking(booking.room, span=span_on(today(), 17))
    rows = client.get(reverse("admin:index")).context["desk"].today
    assert [row.title for row in rows] == ["赵敏", "周平"]


def test_what_was_kept_for_one_reader_is_not_shown_to_another(client, morning):
    make_booking(RoomFactory(), span=span_on(today(), 15))
    log_in(client, StaffFactory())
    assert client.get(reverse("admin:index")).context["desk"].today[0].acts
    log_in(client, of_role(READ_ONLY))
    assert not client.get(reverse("admin:index")).context["desk"].today[0].acts
    assert "签到" not in client.get(reverse("admin:index")).content.decode()


STARTS = timezone.datetime.min.time().replace(hour=10)


@pytest.mark.parametrize(
    ("role", "tasks", "decides"),
    [(FRONT_DESK_ROLE, ["代为预约", "扫码签到", "关闭活动室", "发公告"], True), (READ_ONLY, [], False)],
)
def test_each_role_has_its_own_tasks_and_acts(client, role, tasks, decides):
    make_booking(RoomFactory(needs_approval=True))
    log_in(client, of_role(role))
    desk = client.get(reverse("admin:index")).context["desk"]
    assert [str(task.label) for task, _url in desk.tasks] == tasks
    assert bool(desk.decisions[0].acts) == decides
    assert desk.sentences == (["有1条预约等您审批。"] if decides else [])


def test_an_administrator_has_all_seven_tasks(client):
    log_in(client, StaffFactory())
    tasks = [str(task.label) for task, _url in client.get(reverse("admin:index")).context["desk"].tasks]
    assert tasks == ["代为预约", "扫码签到", "调课停课", "关闭活动室", "发公告", "任命楼栋长", "导入台账"]


def test_who_works_at_the_desk_alone_is_shown_nothing_of_the_admin(client):
    clerk = UserFactory()
    clerk.user_permissions.set(Permission.objects.filter(codename__in=["run_desk", "add_closure", "view_proposal"]))
    log_in(client, clerk)
    page = client.get(reverse("desk"))
    assert [str(task.label) for task, _url in page.context["desk"].tasks] == ["代为预约", "扫码签到"]
    assert reverse("admin:index") not in page.content.decode()


def planned() -> Proposal:
    """A class that three neighbours want, with a plan that waits for staff."""
    RoomFactory(capacity=10)
    proposal = make_proposal(teacher_name="李建国")
    for user in UserFactory.create_batch(2):
        classes.pledge(proposal=proposal, user=user, hours=[FRIDAY_AT_14])
    proposal.refresh_from_db()
    assert proposal.state == Proposal.State.PLANNED
    return proposal


def test_an_act_needs_its_permission_a_post_and_something_to_act_on(client):
    url = acts.url_of("decline-proposal", planned().pk)
    assert client.post(url).status_code == 302  # to the door
    log_in(client, UserFactory())
    assert client.post(url).status_code == 403
    log_in(client, of_role(FRONT_DESK_ROLE))
    assert client.post(url).status_code == 403
    log_in(client, StaffFactory())
    assert client.get(url).status_code == 405
    assert client.post(acts.url_of("decline-proposal", 999_999)).status_code == 404
    assert client.post(acts.url_of("burn", 1)).status_code == 404


def test_a_class_of_neighbours_is_declined_on_the_line_with_a_reason(client):
    proposal = planned()
    log_in(client, StaffFactory())
    url = acts.url_of("decline-proposal", proposal.pk) + "?next=/admin/%23decisions"
    assert client.post(url, {"reason": " "}).url == "/admin/#decisions"
    proposal.refresh_from_db()
    assert proposal.state == Proposal.State.PLANNED
    client.post(url, {"reason": "没有老师"})
    proposal.refresh_from_db()
    assert proposal.state == Proposal.State.DECLINED


def test_a_class_of_neighbours_is_approved_on_the_line(client):
    proposal = planned()
    log_in(client, StaffFactory())
    desk = client.get(reverse("admin:index")).context["desk"]
    [row] = [row for row in desk.decisions if row.key == f"proposal-{proposal.pk}"]
    assert [str(act.label) for act in row.acts] == ["同意", "不同意…"]
    client.post(row.acts[0].url)
    proposal.refresh_from_db()
    assert proposal.state == Proposal.State.APPROVED
    assert Enrolment.objects.count() == 3


def test_a_request_for_today_comes_before_one_for_later(client, morning):
    later = make_booking(RoomFactory(needs_approval=True), span=span_on(today() + DAY, 10))
    soon = make_booking(RoomFactory(needs_approval=True), span=span_on(today(), 20))
    log_in(client, StaffFactory())
    decisions = client.get(reverse("admin:index")).context["desk"].decisions
    assert [row.key for row in decisions] == [f"request-{soon.ref}", f"request-{later.ref}"]


def test_what_is_over_is_folded_away(client, morning, come_to):
    booking = make_booking(span=span_on(today(), 10))
    log_in(client, StaffFactory())
    come_to(booking.starts_at + timedelta(minutes=1))
    client.post(reverse("check_in", args=[booking.ref]))
    client.post(reverse("desk_change", args=[booking.ref, "complete"]))
    desk = client.get(reverse("admin:index")).context["desk"]
    assert (desk.today, [row.key for row in desk.over]) == ([], [f"booking-{booking.ref}"])
    assert Booking.objects.get().state == "completed"


FIRST_STEPS = [
    "先填写中心：名称、地址、电话、开放时间",
    "还没有小区：先添加第一个",
    "居民台账还是空的，先导入",
    "还没有活动室类别：先添加一种，如“乐器室”",
    "还没有活动室：添加一间，填上开放时间",
]


def test_an_administrator_of_a_new_portal_is_led_to_the_first_steps(client):
    chief = StaffFactory()
    told = {str(line.label): line.url for line in lines_for(chief)}
    assert [label for label in told if label in FIRST_STEPS] == FIRST_STEPS
    log_in(client, chief)
    assert {client.get(told[step]).status_code for step in FIRST_STEPS} == {200}
    Centre.objects.create(name="党群服务中心", address="徐家湾", phone="029", hours="8:00–22:00")
    RoomFactory().opening_spans.all().delete()
    labels = [str(line.label) for line in lines_for(chief)]
    assert [label for label in labels if label in FIRST_STEPS] == FIRST_STEPS[1:3]
    assert "间活动室没填开放时间，暂时约不了" in labels
    assert not {str(line.label) for line in lines_for(of_role(FRONT_DESK_ROLE))} & {*FIRST_STEPS}
