"""Draws: committed to before they close, and verifiable by anyone afterwards."""

import hashlib
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from classes import services
from classes.models import Draw, DrawEntry
from classes.rules.draws import Lot, winners
from classes.tasks import hold_due_draws
from community.models import Message
from tests.factories import StaffFactory, UserFactory, make_class, make_ward
from tests.steps import log_in, refused

pytestmark = pytest.mark.django_db


def make_draw(people: int = 4, capacity: int = 2) -> Draw:
    made = make_class(capacity=capacity)
    draw = services.open_draw(interest_class=made, closes_at=timezone.now() + timedelta(hours=1), by=StaffFactory())
    for user in UserFactory.create_batch(people):
        services.enrol(interest_class=made, user=user)
    return draw


def hold(draw: Draw) -> Draw:
    return services.hold_draw(draw=draw, now=draw.closes_at)


def test_the_seed_stays_secret_until_it_is_drawn_and_fits_its_hash_then(client):
    draw = make_draw()
    address = reverse("draw", args=[draw.pk])
    before = client.get(address).content.decode()
    assert draw.seed_hash in before
    assert draw.seed not in before
    assert hold(draw).seed in client.get(address).content.decode()
    assert hashlib.sha256(draw.seed.encode()).hexdigest() == draw.seed_hash


def test_anyone_replays_it_from_the_published_list(client):
    draw = hold(make_draw(people=6, capacity=3))
    published = [(lot.number, lot.weight) for lot in client.get(reverse("draw", args=[draw.pk])).context["lots"]]
    smallest = {
        number: min(hashlib.sha256(f"{draw.seed}:{number}:{n}".encode()).hexdigest() for n in range(1, weight + 1))
        for number, weight in published
    }
    replayed = sorted(smallest, key=smallest.__getitem__)
    assert [number for number, _weight in published] == replayed
    assert set(draw.entries.filter(won=True).values_list("number", flat=True)) == set(replayed[:3])


def test_winners_sit_and_the_others_wait_in_the_order_called():
    draw = hold(make_draw())
    line = draw.interest_class.enrolments.select_related("entry").order_by("place")
    assert [each.state for each in line] == ["enrolled", "enrolled", "waiting", "waiting"]
    assert [each.entry.order for each in line] == [1, 2, 3, 4]
    assert Message.objects.filter(kind="class_drawn_won").count() == 2
    assert Message.objects.filter(kind="class_drawn_lost").count() == 2


def test_who_lost_weighs_more_until_a_win():
    draw, user = make_draw(people=0, capacity=1), UserFactory()
    for weight in (1, 2, 3, 4, 4):
        services.enrol(interest_class=draw.interest_class, user=user)
        hold(draw)
        entry = DrawEntry.objects.get(draw=draw, user=user)
        assert entry.weight == weight
        DrawEntry.objects.filter(pk=entry.pk).update(won=False)
        draw = make_draw(people=0, capacity=1)
    DrawEntry.objects.filter(pk=entry.pk).update(won=True)
    services.enrol(interest_class=draw.interest_class, user=user)
    assert hold(draw).entries.get().weight == 1


def test_a_family_has_one_lot_and_wins_or_waits_whole():
    draw, user = make_draw(people=0, capacity=2), UserFactory()
    rows = services.enrol(interest_class=draw.interest_class, user=user, children=[make_ward(user)])
    assert draw.entries.get().seats == 2
    services.withdraw(enrolment=rows[1], by=user)
    assert draw.entries.get().seats == 1
    hold(draw)
    rows[0].refresh_from_db()
    assert rows[0].state == "enrolled"
    services.withdraw(enrolment=rows[0], by=user)
    assert draw.entries.get().won


def test_giving_the_lot_back_leaves_the_draw(client):
    draw = make_draw(people=1)
    services.withdraw(enrolment=draw.interest_class.enrolments.get(), by=StaffFactory())
    entry = hold(draw).entries.get()
    assert (entry.seats, entry.order, entry.won) == (0, None, None)
    assert list(client.get(reverse("draw", args=[draw.pk])).context["lots"]) == []


def test_whoever_leaves_and_comes_back_has_the_same_lot():
    draw, user = make_draw(people=0), UserFactory()
    [seat] = services.enrol(interest_class=draw.interest_class, user=user)
    services.enrol(interest_class=draw.interest_class, user=UserFactory())
    number = draw.entries.get(user=user).number
    services.withdraw(enrolment=seat, by=user)
    services.enrol(interest_class=draw.interest_class, user=user, children=[make_ward(user)])
    entry = draw.entries.get(user=user)
    assert (entry.number, entry.seats) == (number, 2)


def test_who_brings_a_child_later_adds_to_the_same_lot():
    draw, user = make_draw(people=0), UserFactory()
    services.enrol(interest_class=draw.interest_class, user=user)
    services.enrol(interest_class=draw.interest_class, user=user, joins=False, children=[make_ward(user)])
    assert draw.entries.get().seats == 2
    sister = make_ward(user, name="周小雪")
    refused("too_many", services.enrol, interest_class=draw.interest_class, user=user, joins=False, children=[sister])
    hold(draw)
    assert len(set(draw.interest_class.enrolments.active().values_list("place", "state"))) == 1


def test_the_worker_holds_what_has_closed(come_to):
    draw = make_draw()
    hold_due_draws.call()
    come_to(draw.closes_at)
    refused("draw_closed", services.enrol, interest_class=draw.interest_class, user=UserFactory())
    hold_due_draws.call()
    draw.refresh_from_db()
    assert draw.drawn_at


def test_a_draw_is_held_once_and_not_too_soon():
    draw = make_draw()
    refused("not_closed", services.hold_draw, draw=draw)
    hold(draw)
    refused("bad_state", hold, draw)


@pytest.mark.parametrize(("hours", "code"), [(-1, "past"), (24 * 9, "past")])
def test_a_draw_closes_before_the_first_session(hours, code):
    closes_at = timezone.now() + timedelta(hours=hours)
    refused(code, services.open_draw, interest_class=make_class(), closes_at=closes_at, by=StaffFactory())


def test_a_class_with_members_is_no_longer_drawn():
    made = make_class()
    services.enrol(interest_class=made, user=UserFactory())
    refused(
        "bad_state",
        services.open_draw,
        interest_class=made,
        closes_at=timezone.now() + timedelta(hours=1),
        by=StaffFactory(),
    )


def test_the_admin_hides_the_seed_until_it_is_drawn(client):
    draw = make_draw()
    log_in(client, StaffFactory())
    address = reverse("admin:classes_draw_change", args=[draw.pk])
    assert draw.seed not in client.get(address).content.decode()
    hold(draw)
    assert draw.seed in client.get(address).content.decode()


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), max_size=12), st.integers(0, 10), st.text(max_size=8))
def test_winners_never_take_more_than_the_seats(sizes, seats, seed):
    lots = [Lot(number, size, weight) for number, (size, weight) in enumerate(sizes)]
    won = list(winners(seed, lots, seats))
    taken = sum(lot.seats for lot in won)
    assert taken <= seats
    assert all(lot.seats > seats - taken for lot in lots if lot not in won)
    assert won == list(winners(seed, list(reversed(lots)), seats))
