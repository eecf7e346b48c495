"""The serving database role can run the children's room, but not bypass its rules; and a user's personal data."""

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from childcare import services
from childcare.models import DropIn
from community.registers.personal_data import export_all
from tests.childcare.factories import carer_on, drop_off, fetch, guardian_of, make_open_session, make_sheet
from tests.config.test_two_roles import refuses, serving
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
two_roles = pytest.mark.skipif(settings.SERVING_ROLE is None, reason="one role is all: OWNER_DATABASE_URL is not set")


@two_roles
def test_it_leaves_and_hands_over() -> None:
    session = make_open_session()
    with serving():
        [stay] = drop_off(session)
        fetch(stay)
    assert DropIn.objects.get().out_at is not None


@two_roles
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE childcare_incident SET witnesses = 'x'",
        "DELETE FROM childcare_incident",
        "UPDATE childcare_incidentanswer SET name = 'x'",
        "DELETE FROM childcare_sheetreveal",
        "DELETE FROM childcare_historicalcaresession",
        "TRUNCATE childcare_dropin CASCADE",
        "ALTER TABLE childcare_dropin DISABLE TRIGGER ALL",
        "DROP FUNCTION childcare_keep_ratio(bigint) CASCADE",
        "UPDATE childcare_dropin SET out_at = now()",
        "DELETE FROM childcare_dropin",
        "UPDATE childcare_careduty SET until = now() + interval '1 hour'",
    ],
)
def test_it_cannot_bend_anything(statement: str) -> None:
    session = make_open_session()
    [stay] = drop_off(session)
    words = {"what": "摔了一跤", "done": "冰敷", "carer": carer_on(session)}
    incident = services.record_incident(drop_in=stay, happened_at=timezone.now(), **words)
    services.acknowledge_incident(incident=incident, by=guardian_of(stay.sheet))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with serving():
        assert refuses(statement)


def test_a_guardian_takes_everything_away_and_nobody_else_anything() -> None:
    sheet = make_sheet(allergies="花生")
    drop_off(make_open_session(), sheet, allergies_read=True)
    kept = export_all(guardian_of(sheet))["childcare"]
    assert kept["children"][0]["health"] == {"allergies": "花生"}
    assert len(kept["stays"]) == 1
    assert export_all(UserFactory())["childcare"] == {}
