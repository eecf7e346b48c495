"""After the last session: members are asked once, rate, and stay anonymous."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from classes import services
from classes.models import InterestClass, Rating
from community.models import Message
from community.ranges import today
from residents.models import Guardianship, LoginMatch
from tests.factories import StaffFactory, UserFactory, make_class, register_person
from tests.steps import log_in, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def end(come_to):
    """Comes to a moment so long after the last session of a class."""

    def come_after(made, ago=timedelta(hours=1)) -> None:
        come_to(made.sessions.last().ends_at + ago)

    return come_after


def seat_in(made, user=None):
    [seat] = services.enrol(interest_class=made, user=user or UserFactory())
    return seat


def rate(seat, stars=5, again=True, **fields):
    return services.rate_class(enrolment=seat, stars=stars, again=again, by=fields.pop("by", seat.user), **fields)


def asked() -> list[int]:
    return list(Message.objects.filter(kind="class_rate").order_by("user").values_list("user", flat=True))


def test_members_are_asked_once_after_the_last_session(end):
    made = make_class(capacity=1)
    seat = seat_in(made)
    seat_in(made)  # waits
    assert services.ask_for_ratings() == 0
    end(made)
    assert [services.ask_for_ratings(), services.ask_for_ratings()] == [1, 0]
    assert asked() == [seat.user_id]
    assert Message.objects.get(kind="class_rate").path == reverse("rate_class", args=[made.pk])


@pytest.mark.parametrize("state", ["cancelled", "draft"])
def test_what_was_called_off_is_not_asked_about(state, end):
    made = make_class()
    seat_in(made)
    end(made)
    InterestClass.objects.update(state=state)
    assert services.ask_for_ratings() == 0


def test_cancelled_sessions_do_not_count(end):
    made = make_class(weeks=1)
    seat = seat_in(made)
    services.cancel_session(session=made.sessions.get(), by=StaffFactory(), reason="下雪")
    end(made)
    assert services.ask_for_ratings() == 0
    refused("not_over", rate, seat)


def test_a_class_of_long_ago_is_not_asked_about(end):
    made = make_class()
    seat_in(made)
    end(made, timedelta(days=8))
    assert services.ask_for_ratings() == 0


def test_a_rating_may_be_changed_for_thirty_days(end):
    made = make_class()
    seat = seat_in(made)
    end(made, timedelta(days=29))
    rate(seat, 3, again=False)
    rate(seat, 5, comment=" 老师很耐心 ")
    rating = Rating.objects.get()
    assert (rating.stars, rating.again, rating.comment) == (5, True, "老师很耐心")
    end(made, timedelta(days=31))
    refused("too_late", rate, seat, 1)


def test_only_who_had_a_seat_rates(end):
    made = make_class(capacity=1)
    seat, waiting, left = seat_in(made), seat_in(made), seat_in(made)
    services.withdraw(enrolment=left, by=left.user)
    end(made)
    for one, by, code in (
        (seat, UserFactory(), "not_yours"),
        (waiting, waiting.user, "no_seat"),
        (left, left.user, "no_seat"),
    ):
        refused(code, rate, one, by=by)


def test_rating_on_the_page(client, end):
    made = make_class()
    seat = seat_in(made, log_in(client, UserFactory()))
    address = reverse("rate_class", args=[made.pk])
    typed = {"seat": seat.pk, "stars": 4, "again": "yes", "comment": "下次还来"}
    assert client.get(address).status_code == 200
    assert client.post(address, typed).status_code == 422
    end(made)
    assert client.post(address, typed | {"stars": 6}).status_code == 422
    assert client.post(address, typed | {"seat": seat.pk + 1}).status_code == 404
    assert client.post(address, typed).url == address
    assert Rating.objects.get().comment == "下次还来"
    assert "下次还来" in client.get(address).content.decode()


def test_a_guardian_rates_for_each_child(client, end):
    user = log_in(client, UserFactory())
    parent = register_person("张伟", birth_date=today() - timedelta(days=14000))
    LoginMatch.objects.create(user=user, resident=parent, name=parent.name, state=LoginMatch.State.MATCHED)
    children = [register_person(name, birth_date=today() - timedelta(days=4000)) for name in ("张小雨", "张小雪")]
    for child in children:
        Guardianship.objects.create(guardian=parent, child=child, consented_at=timezone.now())
    made = make_class()
    seats = services.enrol(interest_class=made, user=user, joins=False, children=children)
    end(made)
    assert services.ask_for_ratings() == 1
    page = client.get(reverse("rate_class", args=[made.pk])).content.decode()
    assert all(child.name in page for child in children)
    client.post(reverse("rate_class", args=[made.pk]), {"seat": seats[1].pk, "stars": 2, "again": "no"})
    assert Rating.objects.get().enrolment == seats[1]


def test_the_teacher_and_staff_read_them_without_names(client, end):
    teacher = UserFactory()
    made = make_class(teacher=teacher)
    one, two = seat_in(made, UserFactory(name="钱小明")), seat_in(made)
    end(made)
    rate(one, 4, comment="老师很耐心")
    rate(two, 5, again=False)
    for reader in (teacher, StaffFactory()):
        log_in(client, reader)
        response = client.get(reverse("class_ratings", args=[made.pk]))
        summary = response.context["summary"]
        assert (summary.count, summary.mean, summary.again, summary.comments) == (2, 4.5, 50, ["老师很耐心"])
        assert "钱小明" not in response.content.decode()


@pytest.mark.parametrize("name", ["rate_class", "class_ratings"])
def test_strangers_find_nothing(client, name):
    made = make_class()
    address = reverse(name, args=[made.pk])
    assert client.get(address).url.startswith(reverse("log_in"))
    log_in(client, UserFactory())
    assert client.get(address).status_code == 404
    assert client.get(reverse(name, args=[made.pk + 1])).status_code == 404
    assert client.put(address).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_the_ratings_take_few_queries(client, django_assert_num_queries, count, end):
    made = make_class(capacity=3)
    seats = [seat_in(made) for _ in range(count)]
    end(made)
    for seat in seats:
        rate(seat, comment="好")
    log_in(client, StaffFactory())
    with django_assert_num_queries(4):
        client.get(reverse("class_ratings", args=[made.pk]))
