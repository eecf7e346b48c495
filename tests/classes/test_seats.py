"""Seats and the waiting list: never overbooked, in order, and nobody lost."""

import threading
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from classes import services
from classes.models import Enrolment
from community.errors import DomainError
from community.models import Message
from community.ranges import DAY, today
from tests.factories import StaffFactory, UserFactory, make_class, make_ward
from tests.steps import refused

pytestmark = pytest.mark.django_db


def leave(made, user):
    """Give the user's seat or place in the queue back."""
    seat = made.enrolments.active().filter(user=user).first()
    if seat is None:
        raise DomainError("not_enrolled", "")
    return services.withdraw(enrolment=seat, by=user)


def leave_together(made, user):
    """Give all of a family's seats back; the child first, so that nobody is seated in between."""
    mine = list(made.enrolments.active().filter(user=user).order_by("-child"))
    if not mine:
        raise DomainError("not_enrolled", "")
    for seat in mine:
        services.withdraw(enrolment=seat, by=user)


def states(made) -> list[str]:
    return list(made.enrolments.order_by("pk").values_list("state", flat=True))


def test_seats_first_then_the_queue():
    made = make_class(capacity=2)
    for user in UserFactory.create_batch(3):
        services.enrol(interest_class=made, user=user)
    assert states(made) == ["enrolled", "enrolled", "waiting"]


def test_the_first_in_line_gets_the_seat_and_hears_of_it():
    made = make_class(capacity=1)
    one, two, three = UserFactory.create_batch(3)
    for user in (one, two, three):
        services.enrol(interest_class=made, user=user)
    [promoted] = leave(made, one)
    assert promoted.user == two
    assert Message.objects.filter(user=two, kind="class_promoted").count() == 1
    assert states(made) == ["withdrawn", "enrolled", "waiting"]


def test_once_each_and_again_after_leaving():
    made, user = make_class(), UserFactory()
    services.enrol(interest_class=made, user=user)
    refused("twice", services.enrol, interest_class=made, user=user)
    leave(made, user)
    [seat] = services.enrol(interest_class=made, user=user)
    assert seat.state == "enrolled"


@pytest.mark.parametrize(
    ("birth_date", "code"),
    [
        (None, "age_unknown"),
        (today().replace(year=today().year - 5, day=1), "too_young"),
        (date(1940, 1, 1), "too_old"),
    ],
)
def test_age_is_judged(birth_date, code):
    made = make_class(minimum_age=8, maximum_age=60)
    refused(code, services.enrol, interest_class=made, user=UserFactory(birth_date=birth_date))


def test_age_is_judged_at_the_first_session_to_come():
    made = make_class(minimum_age=8)
    day = today() + DAY
    birthday = date(day.year - 8, day.month, min(day.day, 28)) if day.day <= 28 else date(day.year - 8, day.month, 28)
    assert services.enrol(interest_class=made, user=UserFactory(birth_date=birthday))


def test_what_was_given_back_is_not_given_back_again():
    [seat] = services.enrol(interest_class=make_class(), user=UserFactory())
    services.withdraw(enrolment=seat, by=seat.user)
    refused("not_enrolled", services.withdraw, enrolment=seat, by=seat.user)


def test_nobody_else_gives_a_seat_back():
    [seat] = services.enrol(interest_class=make_class(), user=UserFactory())
    refused("not_yours", services.withdraw, enrolment=seat, by=UserFactory())
    services.withdraw(enrolment=seat, by=StaffFactory())
    assert Message.objects.filter(user=seat.user, kind="class_taken_out").exists()


def test_a_family_is_seated_whole_or_waits_whole():
    made, user = make_class(capacity=3), UserFactory()
    services.enrol(interest_class=made, user=UserFactory())
    children = [make_ward(user), make_ward(user, name="周小雪")]
    rows = services.enrol(interest_class=made, user=user, children=children)
    assert {row.state for row in rows} == {"waiting"}
    assert len({row.place for row in rows}) == 1
    assert Message.objects.filter(user=user, kind="class_waiting").count() == 1


def test_nobody_passes_a_family_at_the_head_of_the_line():
    made, user, first, last = make_class(capacity=2), UserFactory(), UserFactory(), UserFactory()
    for one in (first, UserFactory()):
        services.enrol(interest_class=made, user=one)
    services.enrol(interest_class=made, user=user, children=[make_ward(user)])
    services.enrol(interest_class=made, user=last)
    assert leave(made, first) == []
    [seat] = made.enrolments.filter(user=user, child=None)
    assert [each.user for each in services.withdraw(enrolment=seat, by=user)] == [user]
    assert made.enrolments.get(user=last).state == "waiting"


def test_a_child_is_enrolled_by_its_guardian_alone():
    made, user = make_class(), UserFactory()
    child = make_ward(user)
    refused("not_guardian", services.enrol, interest_class=made, user=UserFactory(), joins=False, children=[child])
    [seat] = services.enrol(interest_class=made, user=user, joins=False, children=[child])
    assert (seat.person, seat.user) == ("周小雨", user)
    refused("twice", services.enrol, interest_class=made, user=user, joins=False, children=[child])


def test_a_child_named_twice_has_one_seat():
    user = UserFactory()
    child = make_ward(user)
    assert len(services.enrol(interest_class=make_class(), user=user, joins=False, children=[child, child])) == 1


def test_a_childs_own_age_counts():
    made, user = make_class(maximum_age=14, minimum_age=6), UserFactory(birth_date=date(1980, 1, 1))
    young = make_ward(user, birth_date=today() - 4 * 365 * DAY)
    refused("too_young", services.enrol, interest_class=made, user=user, joins=False, children=[young])
    assert services.enrol(interest_class=made, user=user, joins=False, children=[make_ward(user)])


def test_all_or_none_of_a_family():
    made, user = make_class(capacity=4, minimum_age=6, maximum_age=14), UserFactory(birth_date=date(1980, 1, 1))
    refused("too_old", services.enrol, interest_class=made, user=user, children=[make_ward(user)])
    assert not Enrolment.objects.exists()


def test_more_than_the_class_has_seats_cannot_join_together():
    made, user = make_class(capacity=1), UserFactory()
    refused("too_many", services.enrol, interest_class=made, user=user, children=[make_ward(user)])


def test_the_database_refuses_a_seat_too_many():
    made = make_class(capacity=1)
    services.enrol(interest_class=made, user=UserFactory())
    with pytest.raises(IntegrityError, match="seats taken"), transaction.atomic():
        Enrolment.objects.create(interest_class=made, user=UserFactory(), state="enrolled", place=9)
    made.capacity = 0
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 3), st.lists(st.tuples(st.booleans(), st.integers(0, 5)), max_size=25))
def test_the_queue_agrees_with_a_simple_model(capacity, steps):
    """Persons 0 to 3 come alone; 4 and 5 always bring one child, and leave both at once."""
    with transaction.atomic():
        made, people = make_class(capacity=capacity), UserFactory.create_batch(6)
        children = {4: [make_ward(people[4])], 5: [make_ward(people[5])]}
        size = {who: 1 + len(children.get(who, [])) for who in range(6)}
        seated: list[int] = []
        line: list[int] = []
        for joins, who in steps:
            try:
                if joins:
                    services.enrol(interest_class=made, user=people[who], children=children.get(who, []))
                    fits = sum(size[each] for each in seated) + size[who] <= capacity
                    (seated if fits and not line else line).append(who)
                else:
                    leave_together(made, people[who])
                    (seated if who in seated else line).remove(who)
                    while line and sum(size[each] for each in [*seated, line[0]]) <= capacity:
                        seated.append(line.pop(0))
            except DomainError as error:
                if error.code != "too_many" and joins != (who in seated or who in line):
                    raise
            active = made.enrolments.active().filter(child=None).order_by("place")
            assert {e.user for e in active if e.state == "enrolled"} == {people[who] for who in seated}
            assert [e.user for e in active if e.state == "waiting"] == [people[who] for who in line]
        transaction.set_rollback(True)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_sixteen_at_once_for_three_seats_with_some_leaving():
    """Never over, the queue in order, no promotion lost."""
    made, people = make_class(capacity=3), UserFactory.create_batch(16)
    together = threading.Barrier(len(people))

    def come_and_perhaps_go(number: int) -> None:
        together.wait()
        services.enrol(interest_class=made, user=people[number])
        if number % 4 == 0:
            leave(made, people[number])
        connection.close()

    threads = [threading.Thread(target=come_and_perhaps_go, args=[number]) for number in range(len(people))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    active = list(Enrolment.objects.active().order_by("pk"))
    assert [each.state for each in active] == ["enrolled"] * 3 + ["waiting"] * 9


def test_only_staff_enrol_someone_else():
    made, user = make_class(), UserFactory()
    refused("not_allowed", services.enrol, interest_class=made, user=user, by=UserFactory())
    assert services.enrol(interest_class=made, user=user, by=StaffFactory())[0].state == "enrolled"
