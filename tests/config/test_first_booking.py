"""From an empty production database to the first booking, following docs/operating.md."""

import re

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from community.delivery import sms
from community.models import Centre, User
from residents.models import Building, Compound
from rooms.models import Booking, Room, RoomKind
from tests.crawl import links_of
from tests.factories import tomorrow_at
from tests.load.test_contention import form

pytestmark = pytest.mark.django_db

CHIEF, RESIDENT, PASSWORD = "13700000001", "13700000002", "calligraphy on friday"


def save(client: Client, page: str, **typed: str) -> None:
    """Fill in a page of the admin: what it shows, and what is typed."""
    path = reverse(f"admin:{page}_add")
    shown = next(each for each in links_of(client.get(path).content.decode()).forms if "_save" in each.fields)
    filled = {name: values[0] for name, values in shown.fields.items() if values[0] and not name.startswith("_")}
    answer = client.post(path, filled | {"_save": "1"} | typed)
    assert answer.status_code == 302, re.findall(r"errorlist[^<]*(?:<li>)?[^<]*", answer.content.decode())


def set_up_the_app(client: Client) -> None:
    client.get(reverse("enrol_app"))
    code = f"{totp(TOTPDevice.objects.get().bin_key):06d}"
    assert "2f" not in client.post(reverse("enrol_app"), {"code": code, "password": PASSWORD}).get("Location", "")


def test_an_empty_database_takes_its_first_booking(client, settings, monkeypatch, django_capture_on_commit_callbacks):
    settings.SECOND_FACTOR, settings.SMS_BACKEND = True, "community.delivery.sms.MemoryBackend"
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", interactive=False, phone=CHIEF, name="田书记")
    client.post(reverse("log_in"), {"do": "password", "phone": CHIEF, "password": PASSWORD})
    set_up_the_app(client)

    save(client, "community_centre", name="党群服务中心", address="徐家湾", phone="029-86000000", hours="8:00–22:00")
    save(client, "residents_compound", name="奇星御园")
    save(client, "residents_building", compound=str(Compound.objects.get().pk), name="3")
    save(client, "rooms_roomkind", name="乐器室", slug="music", drawing="music")
    hours = {
        f"opening_spans-{day}-{part}": value
        for day in range(7)
        for part, value in (("weekday", str(day)), ("opens", "08:00"), ("closes", "22:00"))
    }
    kind = str(RoomKind.objects.get().pk)
    save(
        client,
        "rooms_room",
        name="一号琴房",
        slug="piano",
        kind=kind,
        capacity="4",
        mode="whole",
        holiday_rule="usual",
        is_active="on",
        **hours,
        **{"opening_spans-TOTAL_FORMS": "7"},
    )

    neighbour, code_of = Client(), re.compile(r"\d{6}")
    sms.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        neighbour.post(reverse("log_in"), {"do": "code", "phone": RESIDENT})
    [(phone, text)] = sms.outbox
    assert phone == RESIDENT
    neighbour.post(reverse("log_in"), {"do": "enter", "code": code_of.search(text)[0]})
    neighbour.post(reverse("log_in"), {"do": "name", "name": "周平"})
    answer = neighbour.post(reverse("book_room", args=["piano"]), form(tomorrow_at(10)))
    assert answer.status_code == 302
    assert Booking.objects.get().user == User.objects.get(phone=RESIDENT)
    assert (Centre.objects.count(), Building.objects.count(), Room.objects.count()) == (1, 1, 1)
