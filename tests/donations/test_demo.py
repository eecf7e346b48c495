"""The demo's gifts."""

import pytest

from community.demo import load_centre, load_logins
from community.models import Certificate, User
from donations.demo import load_gifts
from donations.models import CashSlip, Donor, Gift, Repair, UseConsent
from rooms.demo import load_rooms

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_the_demo_has_gifts_of_four_years():
    load_centre()
    people = load_logins()
    load_rooms()
    load_gifts(people, User.objects.get(is_superuser=True))
    assert Gift.objects.count() >= 40
    assert CashSlip.objects.exists()
    assert Repair.objects.filter(cost__gt=0).exists()
    assert UseConsent.objects.filter(answered_at=None).exists()
    assert len({gift.given_on.year for gift in Gift.objects.on_the_wall()}) >= 4
    assert Certificate.objects.filter(name="𰻝𰻝面馆").exists()
    assert Certificate.objects.filter(revoked_at__isnull=False).exists()
    assert Donor.objects.filter(nameless_at__isnull=False).exists()
