"""The children's room against a simple model: after any sequence of steps, both agree."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from childcare import services
from childcare.models import CareDuty, CareSession, DropIn
from community.errors import DomainError
from tests.childcare.factories import CarerFactory, make_session, make_sheet, sign_on
from tests.factories import StaffFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

PLACES, AGES = 9, (4, 4, 4, 5, 5, 5, 8, 8, 9, 9, 12, 12)
POINTS = tuple(30 if age < 6 else 21 for age in AGES)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("in"), st.integers(0, len(AGES) - 1)),
        st.tuples(st.just("out"), st.integers(0, len(AGES) - 1)),
        st.tuples(st.just("on"), st.integers(0, 3)),
        st.tuples(st.just("off"), st.integers(0, 3)),
        st.tuples(st.just("ill"), st.integers(0, 3)),
    ),
    max_size=40,
)


class Model:
    """Who is inside and who cares, as sets; a breach stands until it is whole."""

    def __init__(self) -> None:
        self.children: set[int] = set()
        self.carers: set[int] = set()
        self.is_in_breach = False

    def fits(self, children: set[int], carers: set[int]) -> bool:
        cost = sum(POINTS[each] for each in children)
        return not children or (len(children) <= PLACES and len(carers) >= 2 and cost <= 210 * len(carers))

    def do(self, what: str, number: int) -> bool:
        """Whether a step is allowed; it is done then."""
        if what == "in":
            more = self.children | {number}
            if number in self.children or self.is_in_breach or not self.carers or not self.fits(more, self.carers):
                return False
            self.children = more
        elif what == "out":
            if number not in self.children or not self.carers:
                return False
            self.children -= {number}
        elif what == "on":
            if number in self.carers:
                return False
            self.carers |= {number}
        else:
            left = self.carers - {number}
            if number not in self.carers:
                return False
            if not self.fits(self.children, left):
                if what == "off" and not self.is_in_breach:
                    return False
                self.is_in_breach = True
            self.carers = left
        if what != "ill" and self.is_in_breach and self.fits(self.children, self.carers):
            self.is_in_breach = False
        return True


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_the_database_says_what_the_model_says(steps: list[tuple[str, int]]) -> None:
    with transaction.atomic():
        session, staff, model = make_session(places=PLACES, hours=8), StaffFactory(), Model()
        carers = [CarerFactory() for _number in range(4)]
        sheets = [make_sheet(years=age) for age in AGES]
        for what, number in steps:
            carer = next((carers[each] for each in sorted(model.carers)), carers[0])
            assert _does(what, number, session, carer, carers, sheets, staff) == model.do(what, number), (what, number)
            assert set(DropIn.objects.inside().values_list("sheet_id", flat=True)) == {
                sheets[each].pk for each in model.children
            }
            assert CareSession.objects.get(pk=session.pk).is_in_breach == model.is_in_breach
        transaction.set_rollback(True)


def _does(what, number, session, carer, carers, sheets, staff) -> bool:  # type: ignore[no-untyped-def]
    try:
        if what == "in":
            until = timezone.now() + timedelta(hours=1)
            services.drop_off(session=session, sheets=[sheets[number]], until=until, carer=carer, key=str(uuid4()))
        elif what == "out":
            stay = DropIn.objects.inside().filter(sheet=sheets[number]).select_related("day_pass").first()
            if stay is None:
                return False
            person = sheets[number].people.get()
            services.hand_over(drop_ins=[stay], person=person, words=stay.day_pass.words, carer=carer, key=str(uuid4()))
        elif what == "on":
            sign_on(session, carers[number])
        else:
            duty = CareDuty.objects.on().filter(carer=carers[number]).first()
            if duty is None:
                return False
            if what == "off":
                services.sign_off_carer(duty=duty, by=staff)
            else:
                services.declare_breach(duty=duty, reason="发烧", by=staff)
    except DomainError:
        return False
    return True
