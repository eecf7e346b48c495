"""Staff who only read find the names of neighbours masked on every page of the admin; the desk reads them."""

import io
import re
from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from classes.models import Attendance, Enrolment, PracticeCertificate
from community.models import User
from donations.models import Donor
from residents.models import EmergencyContact, LoginMatch, Resident
from rooms.models import Booking
from tests.attack.world import World, build
from tests.reading import listed
from tests.steps import log_in
from volunteers.models import Volunteer

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

HELD = [(User, "name"), (Booking, "contact_name"), (Enrolment, "contact_name"), (Attendance, "name")]
HELD += [(Volunteer, "name"), (Donor, "name"), (Resident, "name"), (LoginMatch, "name"), (EmergencyContact, "name")]
OF_EACH = 40  # records of each table that are renamed
NAME = re.compile(r"欧阳[\u4e00-\u5fff]{2}")  # a name as in `_rename`
DAYS = ("created_at", "starts_at", "shift__starts_at", "session__starts_at")


@pytest.fixture
def world(community: None) -> World:
    """Every neighbour has a name that occurs nowhere else, and had another one before."""
    world = build()
    number = 0
    for model, column in HELD:
        rows = model._default_manager.exclude(**{column: ""}).order_by("-pk")
        for row in (rows.filter(is_staff=False) if model is User else rows)[:OF_EACH]:
            for _each in ("before", "now"):
                number += 1
                setattr(row, column, f"欧阳{chr(0x4E00 + number % 900)}{chr(0x5200 + number // 900)}")
                row.save()
    return world


def pages() -> Iterator[str]:
    """The first page, a search, and of every table the list, some records, their histories and an old version."""
    yield from (reverse("admin:index"), f"{reverse('desk_search')}?q=ouyang", f"{reverse('desk_search')}?q=oy")
    for model, page in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        whole = reverse(f"{name}_changelist")
        yield from (whole, *(f"{whole}?{day}__day=all" for day in DAYS))
        rows = model._default_manager.order_by("-pk")
        for record in {*rows[:3], *rows.reverse()[:2]}:
            yield from (reverse(f"{name}_{verb}", args=[record.pk]) for verb in ("change", "history"))
            if hasattr(page, "history_form_view") and (version := record.history.first()):
                yield f"{reverse(f'{name}_history', args=[record.pk])}{version.pk}/"


def named(client: Client) -> dict[str, str]:
    """The pages that show a neighbour's whole name, by kind, each with what stands before it."""
    holders = set(PracticeCertificate.objects.values_list("certificate__name", flat=True))
    found = {}
    for page in pages():
        shown = client.get(page)
        text = shown.content.decode() if shown.status_code == 200 else ""
        wholes = [*NAME.finditer(text), *(each for name in holders for each in re.finditer(name, text))]
        found |= {re.sub(r"\d+", "1", page): text[each.start() - 90 : each.end()] for each in wholes[:1]}
    return found


def in_workbook(client: Client) -> set[str]:
    """The names in the workbook of all bookings."""
    sent = client.get(f"{reverse('admin:rooms_booking_export')}?starts_at__day=all")
    return {row[4] for row in load_workbook(io.BytesIO(sent.content)).active.iter_rows(min_row=2, values_only=True)}


def test_whoever_only_reads_finds_no_whole_name(client, world):
    log_in(client, world.people["reader"])
    told = named(client)
    assert not told, listed(told)
    assert in_workbook(client) == {"欧**"}


def test_the_desk_reads_the_names_of_those_it_works_for(client, world):
    log_in(client, world.people["desk"])
    lists = ("rooms/booking", "classes/enrolment", "classes/attendance", "community/user")
    assert {"/admin/", *(f"/admin/{each}/" for each in lists)} <= named(client).keys()
    assert all(map(NAME.fullmatch, in_workbook(client)))
