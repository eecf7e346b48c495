import cProfile, pstats, os
import pytest
from tests.fuzz import test_no_request_breaks as t
from tests.fuzz.test_no_request_breaks import clients
pytestmark = [pytest.mark.slow, pytest.mark.django_db]
def test_prof(clients):
    p = cProfile.Profile(); p.enable()
    try:
        t.test_no_request_breaks_the_portal(clients)
    except AssertionError as e:
        print(str(e)[:6000])
    p.disable()
    s = pstats.Stats(p); s.sort_stats("cumulative").print_stats(90); s.sort_stats("tottime").print_stats(40)
