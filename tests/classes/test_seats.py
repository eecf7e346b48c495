"""Seats and the queue: never over, in order, nobody lost."""

import threading
from datetime import date

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from classes import services
from classes.models import Enrolment
from community.errors import DomainError
from community.models import Message
from community.ranges import DAY, today
from tests.factories import StaffFactory, UserFactory, make_class

pytestmark = pytest.mark.django_db


def leave(made, user):
    """Give the user's seat or place in the queue back."""
    seat = made.enrolments.active().filter(user=user).first()
    if seat is None:
        raise DomainError("not_enrolled", "")
    return services.withdraw(enrolment=seat, by=user)


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
    with pytest.raises(DomainError) as refused:
        services.enrol(interest_class=made, user=user)
    assert refused.value.code == "twice"
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
    with pytest.raises(DomainError) as refused:
        services.enrol(interest_class=made, user=UserFactory(birth_date=birth_date))
    assert refused.value.code == code


def test_age_is_judged_at_the_first_session_to_come():
    made = make_class(minimum_age=8)
    day = today() + DAY
    birthday = date(day.year - 8, day.month, min(day.day, 28)) if day.day <= 28 else date(day.year - 8, day.month, 28)
    assert services.enrol(interest_class=made, user=UserFactory(birth_date=birthday))


def test_what_was_given_back_is_not_given_back_again():
    [seat] = services.enrol(interest_class=make_class(), user=UserFactory())
    services.withdraw(enrolment=seat, by=seat.user)
    with pytest.raises(DomainError) as refused:
        services.withdraw(enrolment=seat, by=seat.user)
    assert refused.value.code == "not_enrolled"


def test_nobody_else_gives_a_seat_back():
    [seat] = services.enrol(interest_class=make_class(), user=UserFactory())
    with pytest.raises(DomainError) as refused:
        services.withdraw(enrolment=seat, by=UserFactory())
    assert refused.value.code == "not_yours"
    services.withdraw(enrolment=seat, by=StaffFactory())
    assert Message.objects.filter(user=seat.user, kind="class_taken_out").exists()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 3), st.lists(st.tuples(st.booleans(), st.integers(0, 5)), max_size=25))
def test_the_queue_agrees_with_a_simple_model(capacity, steps):
    with transaction.atomic():
        made, people = make_class(capacity=capacity), UserFactory.create_batch(6)
        seated: list[int] = []
        line: list[int] = []
        for joins, who in steps:
            try:
                if joins:
                    services.enrol(interest_class=made, user=people[who])
                    (seated if len(seated) < capacity and not line else line).append(who)
                else:
                    leave(made, people[who])
                    (seated if who in seated else line).remove(who)
                    while line and len(seated) < capacity:
                        seated.append(line.pop(0))
            except DomainError:
                assert joins == (who in seated or who in line)
            active = made.enrolments.active().order_by("pk")
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
