"""Promises against a simple model: after any sequence of actions, both agree."""

from dataclasses import dataclass, field
from datetime import time, timedelta

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from community.errors import DomainError
from community.ranges import DAY, Span, at, today
from tests.factories import StaffFactory
from tests.volunteers.factories import PostFactory, VolunteerFactory, make_shift
from volunteers import services
from volunteers.models import Assignment, Shift

HOURS, LONG = (6, 7, 9, 14), 3  # when the shifts begin, and how long each is
DAY_AHEAD = 9
VERBS = ("promise", "give_back", "cover", "swap", "move", "resize", "call_off", "let_go")


@dataclass
class Book:
    """Who is where, as a simple list."""

    begins: list[int] = field(default_factory=lambda: list(HOURS))
    places: list[int] = field(default_factory=lambda: [2] * len(HOURS))
    is_open: list[bool] = field(default_factory=lambda: [True] * len(HOURS))
    people: set[tuple[int, int]] = field(default_factory=set)

    def on(self, where: int) -> list[int]:
        return sorted(who for who, shift in self.people if shift == where)

    def clashes(self, who: int, where: int, begins: int | None = None, besides: tuple[int, ...] = ()) -> bool:
        start = self.begins[where] if begins is None else begins
        others = [shift for person, shift in self.people if person == who and shift not in (where, *besides)]
        return any(abs(self.begins[shift] - start) < LONG for shift in others)

    def may(self, who: int, where: int, *, leaves: tuple[int, ...] = ()) -> bool:
        """Whether somebody may take a place that is there: once, nowhere else then, at most eight hours a day."""
        others = [shift for person, shift in self.people if person == who and shift not in (where, *leaves)]
        fits = not self.clashes(who, where, besides=leaves) and (len(others) + 1) * LONG <= 8
        return self.is_open[where] and (who, where) not in self.people and fits

    def do(self, verb: str, who: int, other: int, where: int, there: int) -> bool:
        """Do it where it is allowed; whether it was."""
        held, theirs = (who, where), (other, there)
        if verb == "promise":
            allowed = self.may(who, where) and len(self.on(where)) < self.places[where]
            self._change(allowed, add={held})
        elif verb in ("give_back", "let_go"):
            allowed = held in self.people
            self._change(allowed, drop={held})
        elif verb == "cover":
            allowed = (other, where) in self.people and who != other and self.may(who, where)
            self._change(allowed, add={held}, drop={(other, where)})
        elif verb == "swap":
            both = held in self.people and theirs in self.people and who != other and where != there
            allowed = both and self.may(who, there, leaves=(where,)) and self.may(other, where, leaves=(there,))
            self._change(allowed, add={(who, there), (other, where)}, drop={held, theirs})
        elif verb == "move":
            allowed = self.is_open[where] and not any(
                self.clashes(each, where, HOURS[there]) for each in self.on(where)
            )
            self.begins[where] = HOURS[there] if allowed else self.begins[where]
        elif verb == "resize":
            allowed = self.is_open[where] and len(self.on(where)) <= there + 1
            self.places[where] = there + 1 if allowed else self.places[where]
        else:
            allowed = self.is_open[where]
            self.is_open[where] = False
            self._change(allowed, drop={(each, where) for each in self.on(where)})
        return allowed

    def _change(
        self, allowed: bool, add: set[tuple[int, int]] = frozenset(), drop: set[tuple[int, int]] = frozenset()
    ) -> None:
        if allowed:
            self.people = (self.people - drop) | add


@pytest.mark.slow
class PromisesAgainstABook(TestCase):
    @settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.generate])
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(VERBS + ("promise",) * 4),
                st.integers(0, 3),
                st.integers(0, 3),
                st.integers(0, 3),
                st.integers(0, 3),
            ),
            max_size=25,
        )
    )
    def test_it_agrees(self, actions):
        post, staff = PostFactory(), StaffFactory()
        shifts = [make_shift(post, days=DAY_AHEAD, hour=hour, hours=LONG, places=2) for hour in HOURS]
        people, book = VolunteerFactory.create_batch(4), Book()
        for verb, who, other, where, there in actions:
            allowed = book.do(verb, who, other, where, there)
            try:
                done = self._do(verb, people[who], people[other], shifts[where], shifts[there], there, staff)
            except DomainError:
                done = False
            assert done == allowed, (verb, who, other, where, there)
        rows = Assignment.objects.ahead().select_related("volunteer", "shift")
        assert {(people.index(row.volunteer), shifts.index(row.shift)) for row in rows} == book.people
        for shift, begins, places in zip(shifts, book.begins, book.places, strict=True):
            shift.refresh_from_db()
            assert (shift.starts_at, shift.places) == (at(today() + DAY_AHEAD * DAY, time(begins)), places)
        assert all(row.during.lower == row.shift.starts_at for row in rows)

    def _do(self, verb, volunteer, other, shift: Shift, there: Shift, number: int, staff) -> bool:
        """Have a service do it; False where there is nothing to do it with."""
        held = {row.volunteer_id: row for row in Assignment.objects.ahead().filter(shift=shift)}
        mine, theirs = held.get(volunteer.pk), held.get(other.pk)
        if verb == "promise":
            services.promise(shift=shift, volunteer=volunteer, by=volunteer.user)
        elif verb in ("give_back", "let_go"):
            if mine is None:
                return False
            if verb == "give_back":
                services.give_back(promise=mine, by=volunteer.user)
            else:
                services.let_go(promise=mine, by=staff, reason="发烧")
        elif verb == "cover":
            if theirs is None:
                return False
            services.want_cover(promise=theirs, by=other.user)
            try:
                services.cover(promise=theirs, volunteer=volunteer, by=volunteer.user)
            finally:
                services.come_after_all(promise=theirs, by=other.user) if self._stands(theirs) else None
        elif verb == "swap":
            wanted = Assignment.objects.ahead().filter(shift=there, volunteer=other).first()
            if mine is None or wanted is None:
                return False
            swap = services.offer_swap(offered=mine, wanted=wanted, by=volunteer.user)
            try:
                services.accept_swap(swap=swap, by=other.user)
            except DomainError:
                services.decline_swap(swap=swap, by=other.user)
                raise
        elif verb == "move":
            start = at(today() + DAY_AHEAD * DAY, time(HOURS[number]))
            services.move_shift(shift=shift, span=Span(start, start + timedelta(hours=LONG)), by=staff)
        elif verb == "resize":
            services.resize_shift(shift=shift, minimum=1, places=number + 1, by=staff)
        else:
            services.call_off(shift=shift, by=staff, reason="大风")
        return True

    @staticmethod
    def _stands(promise: Assignment) -> bool:
        return Assignment.objects.ahead().filter(pk=promise.pk).exists()
