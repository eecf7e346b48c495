"""A registered tablet at the door, unlocked by a carer's PIN, for tests of its pages."""

from typing import Any
from uuid import uuid4

from django.test import Client

from childcare import services
from childcare.models import Carer, CareSession, CareSheet, DropIn, Family, Station
from childcare.views.access import COOKIE
from tests.childcare.factories import carer_on
from tests.factories import StaffFactory

PIN = "2580"


def make_tablet(client: Client) -> Station:
    """Register the browser of `client` as the tablet of the children's room."""
    station, token = services.register_station(name="门口", by=StaffFactory())
    client.cookies[COOKIE] = token
    return station


def open_tablet(client: Client, session: CareSession | None = None, carer: Carer | None = None) -> Carer:
    """Unlock a tablet as a carer who is signed on to a session."""
    carer = carer or carer_on(session)
    make_tablet(client)
    services.set_pin(carer=carer, pin=PIN, by=StaffFactory())
    client.post("/childcare/door/locked/", {"carer": carer.pk, "pin": PIN})
    return carer


def take_in(client: Client, *sheets: CareSheet, until: str = "60", **more: Any) -> Any:
    """Submit "take in" for these children."""
    typed = {"sheet": [sheet.pk for sheet in sheets], "until": until, "key": str(uuid4())}
    return client.post(f"/childcare/door/families/{sheets[0].family_id}/", typed | more)


def hand_back(client: Client, family: Family, *stays: DropIn, **more: Any) -> Any:
    """Submit "hand over" to the first guardian, who says the right words."""
    person = stays[0].sheet.people.filter(is_guardian=True).first()
    typed = {
        "stay": [stay.pk for stay in stays],
        "person": person.pk,
        "word": list(stays[0].day_pass.words),
        "key": str(uuid4()),
    }
    return client.post(f"/childcare/door/families/{family.pk}/out/", typed | more)
