"""Cover and swaps: a place changes hands at once, and never appears to be empty."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from community.errors import DomainError
from community.models import Message
from community.registers.to_answer import questions_for
from tests.factories import StaffFactory
from tests.steps import refused
from tests.volunteers.factories import TeamFactory, VolunteerFactory, make_promise, make_shift
from tests.volunteers.test_promises import at_once
from volunteers import services
from volunteers.enums import PromiseState, SwapState
from volunteers.models import Assignment

pytestmark = pytest.mark.django_db


def ill(shift=None):
    """A promise whose owner looks for cover."""
    promise = make_promise(shift or make_shift(start=timedelta(hours=20)))
    return services.want_cover(promise=promise, by=promise.volunteer.user)


def test_who_cannot_come_stays_responsible_and_the_team_is_told():
    member = VolunteerFactory()
    shift = make_shift(start=timedelta(hours=20), team=TeamFactory(members=[member]))
    promise = ill(shift)
    assert promise.state == PromiseState.PROMISED
    told = set(Message.objects.filter(kind="duty_cover_wanted").values_list("user", flat=True))
    assert told == {member.user_id, shift.team.leader.user_id}


def test_a_neighbour_covers():
    promise, neighbour = ill(), VolunteerFactory()
    new = services.cover(promise=promise, volunteer=neighbour, by=neighbour.user)
    promise.refresh_from_db()
    assert (promise.state, new.state, new.replaces) == (PromiseState.COVERED, PromiseState.PROMISED, promise)
    assert Message.objects.get(kind="duty_covered").user == promise.volunteer.user


def test_a_promise_that_wants_no_cover_is_not_taken_away():
    promise, neighbour = make_promise(), VolunteerFactory()
    refused("covered_already", services.cover, promise=promise, volunteer=neighbour, by=neighbour.user)


def test_who_can_come_after_all_is_not_covered():
    promise, neighbour = ill(), VolunteerFactory()
    services.come_after_all(promise=promise, by=promise.volunteer.user)
    refused("covered_already", services.cover, promise=promise, volunteer=neighbour, by=neighbour.user)


def test_a_swap_needs_the_other_ones_yes():
    mine, theirs = make_promise(), make_promise(make_shift(hour=18))
    swap = services.offer_swap(offered=mine, wanted=theirs, by=mine.volunteer.user)
    refused("not_yours", services.accept_swap, swap=swap, by=mine.volunteer.user)
    services.accept_swap(swap=swap, by=theirs.volunteer.user)
    assert mine.shift.assignments.ahead().get().volunteer == theirs.volunteer
    assert theirs.shift.assignments.ahead().get().volunteer == mine.volunteer
    swap.refresh_from_db()
    assert swap.state == SwapState.DONE
    refused("bad_state", services.accept_swap, swap=swap, by=theirs.volunteer.user)


def test_an_ask_and_a_wish_to_swap_wait_for_an_answer_on_home():
    mine, theirs = make_promise(), make_promise(make_shift(hour=18))

    def waiting(promise):
        return [question.url for question in questions_for(promise.volunteer.user)]

    assert waiting(mine) == waiting(theirs) == []
    swap = services.offer_swap(offered=mine, wanted=theirs, by=mine.volunteer.user)
    [asked] = services.ask(shift=make_shift(days=5), volunteers=[mine.volunteer], by=StaffFactory())
    assert waiting(mine) == [asked.shift.get_absolute_url()]
    assert waiting(theirs) == [reverse("my_duty")]
    services.decline_swap(swap=swap, by=theirs.volunteer.user)
    services.decline(promise=asked, by=mine.volunteer.user)
    assert waiting(mine) == waiting(theirs) == []


def test_shifts_that_overlap_are_swapped_too():
    mine, theirs = make_promise(make_shift(hour=14)), make_promise(make_shift(hour=15))
    swap = services.offer_swap(offered=mine, wanted=theirs, by=mine.volunteer.user)
    services.accept_swap(swap=swap, by=theirs.volunteer.user)
    assert mine.shift.assignments.ahead().get().volunteer == theirs.volunteer


def test_a_declined_swap_leaves_everything_as_it_was():
    mine, theirs = make_promise(), make_promise(make_shift(hour=18))
    swap = services.offer_swap(offered=mine, wanted=theirs, by=mine.volunteer.user)
    services.decline_swap(swap=swap, by=theirs.volunteer.user)
    assert Assignment.objects.ahead().count() == Assignment.objects.count() == 2
    assert Message.objects.get(kind="duty_swap_declined").user == mine.volunteer.user


def test_a_swap_into_a_third_shift_is_refused():
    mine, theirs = make_promise(make_shift(hour=14)), make_promise(make_shift(hour=18))
    make_promise(make_shift(hour=18), mine.volunteer)
    refused("overlaps", services.offer_swap, offered=mine, wanted=theirs, by=mine.volunteer.user)


def test_the_centre_replaces_somebody_who_called():
    promise, neighbour, staff = make_promise(), VolunteerFactory(), StaffFactory()
    new = services.cover(promise=promise, volunteer=neighbour, by=staff)
    assert (new.noted_by, new.volunteer) == (staff, neighbour)


@pytest.mark.django_db(transaction=True)
def test_of_ten_who_press_at_once_one_covers():
    promise = ill()
    people = VolunteerFactory.create_batch(10)
    calls = [lambda each=each: services.cover(promise=promise, volunteer=each, by=each.user) for each in people]
    assert at_once(*calls) == ["covered_already"] * 9 + ["won"]
    assert promise.shift.assignments.holding().count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_hundred_covers_and_swaps_while_a_reader_polls():
    """Whoever reads meanwhile never sees fewer people than before."""
    shifts = [make_shift(days=3 + number, places=2, minimum=2) for number in range(4)]
    people = VolunteerFactory.create_batch(12)
    for number, shift in enumerate(shifts):
        make_promise(shift, people[2 * number])
        make_promise(shift, people[2 * number + 1])
    done, seen, stop = [], [], threading.Event()

    def read():
        while not stop.is_set():
            counts = [Assignment.objects.holding().filter(shift=shift).count() for shift in shifts]
            seen.append(min(counts))
        connection.close()

    def change(offset):
        for number in range(50):
            shift = shifts[(number + offset) % 4]
            promise = shift.assignments.ahead().select_related("volunteer__user", "shift").first()
            other = people[(number * 7 + offset) % 12]
            try:
                if number % 2:
                    services.want_cover(promise=promise, by=promise.volunteer.user)
                    services.cover(promise=promise, volunteer=other, by=other.user)
                else:
                    theirs = (
                        shifts[(number + offset + 1) % 4].assignments.ahead().select_related("volunteer__user").last()
                    )
                    swap = services.offer_swap(offered=promise, wanted=theirs, by=promise.volunteer.user)
                    services.accept_swap(swap=swap, by=theirs.volunteer.user)
                done.append("done")
            except DomainError as error:
                done.append(error.code)
        connection.close()

    reader = threading.Thread(target=read)
    reader.start()
    threads = [threading.Thread(target=change, args=[offset]) for offset in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stop.set()
    reader.join()
    assert (len(done), done.count("done") > 0, min(seen)) == (200, True, 2)
