"""From a proposal to a class: pledges, the plan exactly once, and the decision."""

import threading

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.urls import reverse

from classes import services
from classes.models import InterestClass, Proposal
from community.models import CalendarDay, Message
from community.ranges import DAY, today
from community.registers.personal_data import delete_user
from rooms import services as rooms
from rooms.models import Reservation
from tests.factories import FRIDAY_AT_14, RoomFactory, StaffFactory, UserFactory, make_booking, make_proposal, span_on
from tests.steps import log_in, refused

pytestmark = pytest.mark.django_db


def pledge_by(proposal, *users, hours=(FRIDAY_AT_14,)):
    for user in users:
        services.pledge(proposal=proposal, user=user, hours=hours)
    proposal.refresh_from_db()
    return proposal


def first_friday():
    day = today() + 7 * DAY
    return day + (4 - day.weekday()) % 7 * DAY


def test_the_last_pledge_plans_and_holds_a_fitting_room():
    RoomFactory(capacity=2)
    room = RoomFactory(capacity=10)
    RoomFactory(capacity=30)
    proposal = pledge_by(make_proposal(), UserFactory())
    assert (proposal.state, Reservation.objects.count()) == ("open", 0)
    planned = pledge_by(proposal, UserFactory()).interest_class
    assert (planned.room, planned.weekday, planned.starts.hour, planned.state) == (room, 4, 14, "draft")
    assert planned.sessions.first().starts_at.date() == first_friday()
    assert Reservation.objects.held().filter(room=room).count() == 4
    assert Message.objects.filter(kind="proposal_planned").count() == 3


def test_the_hour_that_suits_most_wins():
    RoomFactory(capacity=10)
    saturday = 5 * 24 + 9
    proposal = make_proposal(hours=[FRIDAY_AT_14, saturday], needed=4)
    pledge_by(proposal, UserFactory(), hours=[FRIDAY_AT_14])
    planned = pledge_by(proposal, *UserFactory.create_batch(2), hours=[FRIDAY_AT_14 + 1, saturday]).interest_class
    assert (planned.weekday, planned.starts.hour) == (5, 9)


def test_two_hours_need_two_free_hours_on_end():
    RoomFactory(capacity=10)
    proposal = make_proposal(minutes=120, hours=[FRIDAY_AT_14, FRIDAY_AT_14 + 1, FRIDAY_AT_14 + 3])
    planned = pledge_by(proposal, *UserFactory.create_batch(2), hours=[FRIDAY_AT_14, FRIDAY_AT_14 + 1]).interest_class
    assert (planned.starts.hour, planned.ends.hour) == (14, 16)


def test_a_room_that_is_taken_gives_way_to_one_that_is_free_more_often():
    small, large = RoomFactory(capacity=5), RoomFactory(capacity=20)
    reason = "装修"
    rooms.close_rooms(rooms=[small], span=span_on(first_friday(), 14), reason=reason, by=StaffFactory())
    assert pledge_by(make_proposal(), *UserFactory.create_batch(2)).interest_class.room == large


def test_holidays_and_bookings_in_the_way_are_left_out():
    room = RoomFactory(capacity=5, advance_days=60)
    make_booking(room, UserFactory(), span_on(first_friday(), 14))
    CalendarDay.objects.create(date=first_friday() + 7 * DAY, nature="holiday", name="社区日")
    planned = pledge_by(make_proposal(), *UserFactory.create_batch(2)).interest_class
    assert [session.starts_at.date() for session in planned.sessions.all()] == [
        first_friday() + 14 * DAY,
        first_friday() + 21 * DAY,
    ]


def test_a_room_that_is_free_in_fewer_than_half_of_the_weeks_is_none():
    room = RoomFactory(capacity=5)
    for week in range(4):
        span = span_on(first_friday() + week * 7 * DAY, 14)
        rooms.close_rooms(rooms=[room], span=span, reason="装修", by=StaffFactory())
    assert pledge_by(make_proposal(weeks=6), *UserFactory.create_batch(2)).state == "open"


def test_without_a_room_it_stays_open_and_the_next_pledge_tries_again():
    proposal = pledge_by(make_proposal(), *UserFactory.create_batch(3))
    assert proposal.state == "open"
    RoomFactory(capacity=10)
    assert pledge_by(proposal, UserFactory()).state == "planned"


def test_approval_seats_those_who_pledged_in_their_order():
    RoomFactory(capacity=10)
    proposal = pledge_by(make_proposal(), *UserFactory.create_batch(3))
    opened = services.approve_proposal(proposal=proposal, by=StaffFactory(), teacher_name="李建国", capacity=3)
    order = [pledge.user_id for pledge in proposal.pledges.all()]
    assert list(opened.enrolments.values_list("user_id", "state")) == [
        *((user, "enrolled") for user in order[:3]),
        (order[3], "waiting"),
    ]
    assert opened.state == "open"


@pytest.mark.parametrize(
    ("teacher", "capacity", "code"),
    [("", 3, "teacher_needed"), ("李", 11, "room_too_small"), ("李", 0, "room_too_small")],
)
def test_what_cannot_be_approved(teacher, capacity, code):
    RoomFactory(capacity=10)
    proposal = pledge_by(make_proposal(), *UserFactory.create_batch(2))
    refused(
        code, services.approve_proposal, proposal=proposal, by=StaffFactory(), teacher_name=teacher, capacity=capacity
    )
    assert InterestClass.objects.get().state == "draft"


def test_residents_decide_nothing():
    proposal = make_proposal()
    refused("not_allowed", services.decline_proposal, proposal=proposal, by=proposal.proposer, reason="不")
    refused("not_yours", services.withdraw_proposal, proposal=proposal, by=UserFactory())


@pytest.mark.parametrize("way", ["decline", "withdraw"])
def test_what_is_not_to_be_frees_the_room_and_tells_everyone(way):
    RoomFactory(capacity=10)
    proposal = pledge_by(make_proposal(), *UserFactory.create_batch(2))
    if way == "decline":
        services.decline_proposal(proposal=proposal, by=StaffFactory(), reason="没有老师")
    else:
        services.withdraw_proposal(proposal=proposal, by=proposal.proposer)
    assert not Reservation.objects.held().exists()
    assert Message.objects.filter(kind__in=["proposal_declined", "proposal_withdrawn"]).count() == 3


def test_too_few_neighbours_in_two_months_is_too_few():
    proposal = make_proposal()
    assert services.lapse_proposals(on=proposal.open_until) == 0
    assert services.lapse_proposals(on=proposal.open_until + DAY) == 1
    refused("not_open", pledge_by, proposal, UserFactory())


@pytest.mark.parametrize("hours", [[], [-1], [168]])
def test_hours_that_are_none(hours):
    refused("hours_needed", pledge_by, make_proposal(), UserFactory(), hours=hours)


def test_three_wishes_at_a_time():
    user = UserFactory()
    for _number in range(3):
        make_proposal(by=user)
    refused("too_many", make_proposal, by=user)


def test_a_pledge_taken_back_counts_no_more():
    proposal, user = make_proposal(), UserFactory()
    pledge_by(proposal, user)
    services.take_back_pledge(proposal=proposal, user=user)
    assert proposal.pledges.count() == 1
    refused("is_proposer", services.take_back_pledge, proposal=proposal, user=proposal.proposer)


@pytest.mark.parametrize("way", ["takes the pledge back", "deletes the account"])
def test_too_few_pledges_give_the_room_back_until_there_are_enough(way):
    room, users = RoomFactory(capacity=10), UserFactory.create_batch(2)
    proposal = pledge_by(make_proposal(), *users)
    assert Reservation.objects.held().filter(room=room).count() == 4
    if way == "takes the pledge back":
        services.take_back_pledge(proposal=proposal, user=users[0])
    else:
        delete_user(user=users[0])
    proposal.refresh_from_db()
    assert (proposal.state, proposal.interest_class) == ("open", None)
    assert not Reservation.objects.held().exists()
    assert Message.objects.filter(kind="proposal_reopened").count() == 2
    again = pledge_by(proposal, UserFactory())
    assert (again.state, Reservation.objects.held().count()) == ("planned", 4)


def test_a_pledge_more_than_needed_may_go():
    RoomFactory(capacity=10)
    users = UserFactory.create_batch(3)
    proposal = pledge_by(make_proposal(), *users)
    services.take_back_pledge(proposal=proposal, user=users[0])
    proposal.refresh_from_db()
    assert (proposal.state, Reservation.objects.held().count()) == ("planned", 4)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_last_pledge_raced_by_32_makes_one_plan_and_one_hold():
    RoomFactory(capacity=40)
    proposal, users = make_proposal(needed=20), UserFactory.create_batch(32)
    together = threading.Barrier(len(users))

    def pledge(user) -> None:
        together.wait()
        services.pledge(proposal=proposal, user=user, hours=[FRIDAY_AT_14])
        connection.close()

    threads = [threading.Thread(target=pledge, args=[user]) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert InterestClass.objects.count() == 1
    assert Reservation.objects.held().count() == 4
    assert Proposal.objects.get().pledges.count() == 33


def test_proposing_and_pledging_in_the_browser(client):
    log_in(client, UserFactory())
    wish = {"name": "书法", "about": "写字", "needed": 3, "minutes": 60, "weeks": 4}
    assert client.post(reverse("propose_class"), wish).status_code == 422
    page = client.post(reverse("propose_class"), wish | {"hours": [FRIDAY_AT_14]}).url
    log_in(client, UserFactory())
    assert client.post(f"{page}pledge/", {"hours": ["x"]}).status_code == 422
    assert client.post(f"{page}pledge/", {"hours": [FRIDAY_AT_14]}).url == page
    assert "还差1位邻居" in client.get(page).content.decode()
    assert "书法" in client.get(reverse("class_list")).content.decode()
    assert client.post(f"{page}unpledge/").url == page
    assert client.post(f"{page}withdraw/").status_code == 404


def test_a_part_of_a_day_is_all_its_usual_hours(client):
    user = log_in(client, UserFactory())
    proposal = make_proposal()
    page = proposal.get_absolute_url()
    client.post(f"{page}pledge/", {"parts": ["4-afternoon"], "hours": [8]})
    assert proposal.pledges.get(user=user).hours == [8, *range(FRIDAY_AT_14, FRIDAY_AT_14 + 4)]
    monday, *_days, friday, _saturday, _sunday = client.get(page).context["form"].week
    assert [part.is_chosen for part in friday.parts] == [False, True, False]
    assert (monday.chosen, friday.chosen) == (1, 0)
    client.post(f"{page}pledge/", {"parts": ["0-morning"]})
    assert proposal.pledges.get(user=user).hours == [9, 10, 11]
    assert client.post(f"{page}pledge/", {"parts": ["9-noon"]}).status_code == 422


@pytest.mark.parametrize("name", ["pledge", "unpledge", "withdraw_proposal"])
def test_pledges_need_a_login_and_a_post(client, name):
    address = reverse(name, args=[make_proposal().pk])
    assert Client().post(address).url.startswith(reverse("log_in"))
    log_in(client, UserFactory())
    assert client.get(address).status_code == 405
    assert client.post(reverse(name, args=[0])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_proposal_takes_few_queries(client, django_assert_num_queries, count):
    log_in(client, UserFactory())
    proposal = pledge_by(make_proposal(needed=9), *UserFactory.create_batch(count))
    with django_assert_num_queries(4):
        assert client.get(proposal.get_absolute_url()).status_code == 200


def test_neighbours_read_the_family_name_alone(client):
    proposal = make_proposal(by=UserFactory(name="欧阳小兰"))
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert "欧**" in page
    assert "小兰" not in page


def test_staff_decide_in_the_admin(client):
    RoomFactory(capacity=10)
    proposal = pledge_by(make_proposal(), *UserFactory.create_batch(2))
    log_in(client, StaffFactory())
    address = reverse("admin:classes_proposal_change", args=[proposal.pk])
    assert str(first_friday().day) in client.get(address).content.decode()
    assert client.post(address, {"approve": "1", "capacity": 5}).status_code == 422
    assert client.post(address, {"approve": "1", "capacity": 5, "teacher_name": "李建国"}).status_code == 302
    assert client.post(address, {"decline": "1", "reason": "晚了"}).status_code == 409


def test_who_may_only_look_decides_nothing(client):
    reader = UserFactory(is_staff=True)
    reader.groups.add(Group.objects.get(name="只读"))
    log_in(client, reader)
    address = reverse("admin:classes_proposal_change", args=[make_proposal().pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"decline": "1", "reason": "不"}).status_code == 403


def test_an_account_that_goes_takes_its_wishes_along():
    RoomFactory(capacity=10)
    proposal = pledge_by(make_proposal(), *UserFactory.create_batch(2))
    delete_user(user=proposal.proposer)
    assert not Reservation.objects.held().exists()
    assert not Proposal.objects.exists()
