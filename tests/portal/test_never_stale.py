"""A shared page is never out of date after a committed change, whoever made it."""

import os
import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
import time_machine
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench.client import session_key
from classes import services as classes
from community.errors import DomainError
from community.models import CalendarDay, Centre, CentrePhoto, Notice
from community.ranges import today
from community.shared_pages import forget_pages
from community.versions import versioned_tables, versions
from rooms import services
from rooms.models import Booking, OpeningSpan, Room
from tests.factories import RoomFactory, StaffFactory, UserFactory, make_booking, make_class, tomorrow_at
from tests.load.conftest import url_of_test_database
from tests.pages_elsewhere import elsewhere as reads_elsewhere
from tests.shared import paths, read_pages
from tests.steps import log_in
from tests.writers import WRITERS

pytestmark = pytest.mark.django_db(transaction=True)


def raw(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def by_admin() -> None:
    admin = Client()
    log_in(admin, StaffFactory(is_superuser=True))
    form = {"title": "停水通知", "starts_at_0": "2020-01-01", "starts_at_1": "08:00", "on_home": "on"}
    assert admin.post(reverse("admin:community_notice_add"), form).status_code == 302


def join_class() -> None:
    user = UserFactory()
    classes.enrol(interest_class=make_class(), user=user, by=user)


CHANGES: dict[str, Callable[[], object]] = {
    "booked": lambda: make_booking(Room.objects.first(), UserFactory(), tomorrow_at(9)),
    "moved": lambda: services.change_time(booking=(b := Booking.objects.get()), span=tomorrow_at(15), by=b.user),
    "cancelled": lambda: services.cancel_booking(booking=(b := Booking.objects.get()), by=b.user),
    "closed": lambda: services.close_rooms(
        rooms=list(Room.objects.all()), span=tomorrow_at(12), reason="刷墙", by=StaffFactory()
    ),
    "class joined": join_class,
    "notice by the admin": by_admin,
    "centre": lambda: Centre(name="奇星社区中心").save(),
    "centre by SQL": lambda: raw("UPDATE community_centre SET phone = '029-1234567'"),
    "room by SQL": lambda: raw("UPDATE rooms_room SET name = '二号琴房'"),
    "hours by a queryset": lambda: OpeningSpan.objects.filter(weekday__lt=7).delete(),
    "day": lambda: CalendarDay.objects.create(date=today(), nature="closed", name="停电"),
    "many at once": lambda: Notice.objects.bulk_create([Notice(title="甲"), Notice(title="乙")]),
    "emptied": lambda: raw("TRUNCATE community_notice"),
}


def elsewhere(verb: Callable[[], dict[str, bytes]]) -> dict[str, bytes]:
    """What `verb` finds by another connection."""

    def run() -> dict[str, bytes]:
        try:
            return verb()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


@pytest.mark.slow
def test_no_change_leaves_an_older_page_behind():
    RoomFactory(slug="music")
    with time_machine.travel(timezone.now().replace(second=5), tick=False):
        for name, change in CHANGES.items():
            before = elsewhere(read_pages)
            change()
            after = elsewhere(read_pages)
            forget_pages()
            assert after == elsewhere(read_pages), f"stale after: {name}"
            assert after != before, f"seen nowhere: {name}"


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3] if os.environ.get("FULL_LOAD") else [1])
def test_another_process_never_shows_what_was_before_a_change(seed):
    """Whoever writes, in whatever order: what a process keeps is what it would make anew, for each kind of reader."""
    RoomFactory(slug="music")
    resident, staff = UserFactory(), StaffFactory(is_superuser=True)
    make_booking(Room.objects.get(), resident, tomorrow_at(11))
    sessions = {"anybody": "", "resident": session_key(resident), "staff": session_key(staff)}
    order = [*WRITERS]
    random.Random(seed).shuffle(order)

    def pages() -> list[str]:
        return [*paths().values(), reverse("desk"), reverse("admin:index")]

    with reads_elsewhere(url_of_test_database(), settings.SECRET_KEY) as reader:
        moment = timezone.now().replace(second=5)
        before = reader.read(pages(), sessions, moment)["fresh"]
        changed = 0
        for name in order:
            with suppress(DomainError):  # after a day off, say, nobody can book
                WRITERS[name]()
            found = reader.read(pages(), sessions, moment)
            assert found["kept"] == found["fresh"], f"stale after: {name}"
            changed += found["fresh"] != before
            before = found["fresh"]
    assert changed > len(order) / 2


def test_what_is_not_committed_is_not_seen_and_what_is_rolled_back_never():
    room = RoomFactory(name="琴房")
    with time_machine.travel(timezone.now().replace(second=5), tick=False):
        before = elsewhere(read_pages)
        with transaction.atomic():
            Room.objects.filter(pk=room.pk).update(name="画室")
            assert elsewhere(read_pages) == before
            transaction.set_rollback(True)
        assert elsewhere(read_pages) == before


def test_changes_wait_for_nobody_in_whatever_order_they_come():
    """Two transactions move on the same versions, crosswise, and both are counted."""
    before, both_changed = versions(), threading.Barrier(2)

    def change(*verbs: Callable[[], object]) -> None:
        try:
            with transaction.atomic():
                for verb in verbs:
                    raw("SET LOCAL lock_timeout = '2s'")
                    verb()
                    both_changed.wait(20)
        finally:
            connection.close()

    def room() -> object:
        return Room.objects.filter(pk=0).update(name="")

    def notice() -> object:
        return Notice.objects.filter(pk=0).update(title="")

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda verbs: change(*verbs), [(room, notice), (notice, room)]))
    after = versions()
    assert all(after[table] > before[table] for table in ("rooms_room", "community_notice"))


def test_every_table_with_a_trigger_has_a_version():
    assert versioned_tables() == versions().keys()
    assert CentrePhoto._meta.db_table in versioned_tables()
