"""Every URL of duty, in every role: who gets in, and that refused requests change nothing."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.models import User
from community.ranges import DAY, today
from community.registers.roles import FRONT_DESK_ROLE, READ_ONLY
from tests.factories import UserFactory
from tests.steps import log_in
from tests.volunteers.factories import (
    PostFactory,
    TeamFactory,
    VolunteerFactory,
    duty_rules,
    make_done,
    make_pattern,
    make_promise,
    make_shift,
)
from volunteers import services
from volunteers.enums import MonthState, Source
from volunteers.models import (
    Absence,
    Assignment,
    Handover,
    HoursMonth,
    Objection,
    OpenItem,
    Presence,
    ServiceHours,
    Shift,
    Swap,
)
from volunteers.rules.presence import screen_key
from volunteers.urls import urlpatterns
from volunteers.views.shifts import VERBS

pytestmark = pytest.mark.django_db

ROLES = ("anonymous", "resident", "stranger", "owner", "leader", "other_leader", "reader", "desk")
# What each role is answered, in the order above: L is sent to log in, > is sent on.
REFUSED = ("L", "403", "404", "405", "409", "422")
# By page: to GET, and to POST.
TABLE = {
    "duty": ("200 200 200 200 200 200 200 200", "405 405 405 405 405 405 405 405"),
    "duty_join": ("L 200 > > > > 200 200", "L > > > > > > >"),
    "duty_leave": ("L 403 200 200 200 200 403 403", "L 403 > > > > 403 403"),
    "my_duty": ("L > 200 200 200 200 > >", "L 405 405 405 405 405 405 405"),
    "duty_wishes": ("L 403 200 200 200 200 403 403", "L 403 > > > > 403 403"),
    "duty_away": ("L 405 405 405 405 405 405 405", "L 403 > > > > 403 403"),
    "duty_away_remove": ("L 405 405 405 405 405 405 405", "L 404 404 > 404 404 404 404"),
    "duty_pass": ("L 403 200 200 200 200 403 403", "L 405 405 405 405 405 405 405"),
    "duty_pass_qr": ("L 403 200 200 200 200 403 403", "L 405 405 405 405 405 405 405"),
    "duty_passes": ("L 403 403 403 403 403 403 200", "L 403 403 403 403 403 403 405"),
    "duty_scan": ("L 403 403 403 403 403 403 200", "L 403 403 403 403 403 403 409"),
    "duty_week": ("200 200 200 200 200 200 200 200", "405 405 405 405 405 405 405 405"),
    "duty_shift": ("L 200 200 200 200 200 200 200", "L 405 405 405 405 405 405 405"),
    "duty_take": ("L 405 405 405 405 405 405 405", "L 403 > 409 > > 403 403"),
    "duty_wait": ("L 405 405 405 405 405 405 405", "L 403 409 409 409 409 403 403"),
    "duty_ask": ("L 405 405 405 405 405 405 405", "L 404 404 404 > 404 404 >"),
    "duty_sheet": ("L 404 404 404 200 404 404 200", "L 404 404 404 422 404 404 422"),
    "duty_handover": ("L 403 403 200 200 403 403 200", "L 403 403 > > 403 403 >"),
    "duty_cover": ("L 405 405 405 405 405 405 405", "L 403 > > > > 403 403"),
    "duty_offer_swap": ("L 405 405 405 405 405 405 405", "L 404 404 409 404 404 404 404"),
    "duty_answer_swap": ("L 405 405 405 405 405 405 405", "L 404 404 422 404 404 404 404"),
    "duty_post": ("200 200 200 200 200 200 200 200", "405 405 405 405 405 405 405 405"),
    "duty_poster": ("L 403 403 403 403 403 403 200", "L 403 403 403 403 403 403 405"),
    "duty_poster_qr": ("L 403 403 403 403 403 403 200", "L 403 403 403 403 403 403 405"),
    "duty_sign": ("L 405 405 405 405 405 405 405", "L 403 403 > > 403 403 >"),
    "duty_note": ("L 405 405 405 405 405 405 405", "L 403 403 409 409 403 403 409"),
    "duty_close_item": ("L 405 405 405 405 405 405 405", "L 403 403 > > 403 403 >"),
    "duty_here": ("L 200 200 200 200 200 200 200", "L 422 422 422 422 422 422 422"),
    "duty_screen": ("200 200 200 200 200 200 200 200", "405 405 405 405 405 405 405 405"),
    "duty_screen_qr": ("200 200 200 200 200 200 200 200", "405 405 405 405 405 405 405 405"),
    "duty_team": ("L 403 403 403 200 200 403 200", "L 405 405 405 405 405 405 405"),
    "duty_number": ("L 403 403 403 403 403 403 405", "L 403 403 403 403 403 403 >"),
    "duty_roster": ("L 403 403 403 403 403 403 200", "L 403 403 403 403 403 403 405"),
    "duty_roster_file": ("L 403 403 403 403 403 403 200", "L 403 403 403 403 403 403 405"),
    "duty_assign": ("L 403 403 403 403 403 403 405", "L 403 403 403 403 403 403 >"),
    "duty_copy_week": ("L 403 403 403 403 403 403 405", "L 403 403 403 403 403 403 >"),
    "duty_certificates": ("L 403 200 200 200 200 403 403", "L 403 422 422 422 422 403 403"),
    "duty_certificate": ("L 404 404 200 404 404 404 200", "L 405 405 405 405 405 405 405"),
    "duty_letter": ("L 404 404 200 404 404 404 200", "L 405 405 405 405 405 405 405"),
    "duty_month": ("L 200 200 200 200 200 200 200", "L > > > > > > >"),
    "duty_act:give-back": ("L 405 405 405 405 405 405 405", "L 404 404 > 422 404 404 >"),
    "duty_act:want-cover": ("L 405 405 405 405 405 405 405", "L 404 404 > > 404 404 >"),
    "duty_act:keep": ("L 405 405 405 405 405 405 405", "L 404 404 > > 404 404 >"),
    "duty_act:decline": ("L 405 405 405 405 405 405 405", "L 404 404 409 422 404 404 409"),
    "duty_act:let-go": ("L 405 405 405 405 405 405 405", "L 404 404 422 > 404 404 >"),
    "duty_act:present": ("L 405 405 405 405 405 405 405", "L 404 404 422 409 404 404 409"),
    "duty_act:confirm": ("L 405 405 405 405 405 405 405", "L 404 404 422 > 404 404 >"),
    "duty_act:nonsense": ("L 405 405 405 405 405 405 405", "L 404 404 404 404 404 404 404"),
}


@pytest.fixture
def there() -> SimpleNamespace:
    """One of everything, with an owner, a leader of the team, and a leader of another."""
    duty_rules()
    people = {name: VolunteerFactory() for name in ("stranger", "owner", "leader", "other_leader")}
    users = {name: each.user for name, each in people.items()} | {"resident": UserFactory(), "anonymous": None}
    for name, role in (("reader", READ_ONLY), ("desk", FRONT_DESK_ROLE)):
        users[name] = UserFactory(is_staff=True)
        users[name].groups.add(Group.objects.get(name=role))
    team = TeamFactory(leader=people["leader"], members=[people["owner"]])
    TeamFactory(leader=people["other_leader"])
    post = PostFactory(slug="gate", has_screen=True)
    post.teams.add(team)
    shift = make_shift(post, days=4, team=team, places=4)
    promise = make_promise(shift, people["owner"])
    other = make_promise(make_shift(PostFactory(), days=6))
    services.want_cover(promise=other, by=other.volunteer.user)
    swap = services.offer_swap(offered=promise, wanted=other, by=people["owner"].user)
    done = make_done(people["owner"], post=post, team=team)
    Presence.objects.create(assignment=done, source=Source.SCREEN, at=done.shift.starts_at)
    handover = services.write_handover(shift=done.shift, by=people["owner"].user, happened="静", counts={})
    absence = services.note_absence(
        volunteer=people["owner"], first=today() + 20 * DAY, last=today() + 21 * DAY, by=people["owner"].user
    )
    item = OpenItem.objects.create(post=post, text="门锁")
    now = timezone.now()
    month = HoursMonth.objects.create(
        month=today().replace(day=1), state=MonthState.PUBLISHED, published_at=now, closes_at=now + timedelta(days=7)
    )
    by = UserFactory(is_superuser=True, is_staff=True)
    earlier = make_done(people["owner"], post=post, ago=timedelta(days=30))
    Presence.objects.create(assignment=earlier, source=Source.SCREEN, at=earlier.shift.starts_at)
    services.confirm_hours(promise=earlier, by=by)
    issued = services.issue_certificate(
        volunteer=people["owner"], first=today() - 60 * DAY, last=today() - DAY, by=people["owner"].user
    )
    return SimpleNamespace(
        users=users, people=people, post=post, shift=shift, promise=promise, other=other, swap=swap, done=done,
        handover=handover, absence=absence, item=item, month=month, issued=issued,
    )  # fmt: skip


def address(name: str, there: SimpleNamespace) -> str:
    """The one with a place filled in for each name of a pattern."""
    owner = there.people["owner"]
    places: dict[str, list[Any]] = {
        "duty_away_remove": [there.absence.pk],
        "duty_scan": [owner.pass_code],
        "duty_cover": [there.other.pk],
        "duty_offer_swap": [there.other.pk],
        "duty_answer_swap": [there.swap.pk],
        "duty_sign": [there.handover.pk],
        "duty_note": [there.handover.pk],
        "duty_close_item": [there.item.pk],
        "duty_here": [there.post.token],
        "duty_letter": [owner.pk],
        "duty_number": [owner.pk],
        "duty_month": [f"{there.month.month:%Y-%m}"],
        "duty_certificate": [there.issued.number],
    }
    if ":" in name:
        name, verb = name.split(":")
        row = there.done if verb == "confirm" else there.promise
        return reverse(name, args=[row.pk, verb])
    if name.startswith("duty_screen"):
        return reverse(name, args=[there.post.slug, screen_key(there.post)])
    if name in ("duty_post", "duty_poster", "duty_poster_qr"):
        return reverse(name, args=[there.post.slug])
    if name in ("duty_handover", "duty_sheet"):
        return reverse(name, args=[there.done.shift_id])
    if name in ("duty_shift", "duty_take", "duty_wait", "duty_ask"):
        return reverse(name, args=[there.shift.pk])
    return reverse(name, args=places.get(name, []))


def typed(name: str, there: SimpleNamespace) -> dict[str, object]:
    """What the form of that page sends."""
    day = today() + 30 * DAY
    return {
        "version": 1, "ask_by": "call", "first": f"{day}", "last": f"{day}", "volunteer": there.people["stranger"].pk,
        "ask": "", "offered": there.promise.pk, "accept": "", "happened": "静", "text": "写错了", "how": "修好了",
        "shift": there.shift.pk, "date": f"{today()}", "reason": "发烧", "code": "000000",
    }  # fmt: skip


def book() -> list[object]:
    """All that a press could have changed."""
    kinds = (Absence, Assignment, Handover, Objection, OpenItem, Presence, ServiceHours, Swap)
    return [list(kind._default_manager.order_by("pk").values()) for kind in kinds]


def client_of(user: User | None) -> Client:
    client = Client()
    if user is not None:
        log_in(client, user)
    return client


def told(client: Client, method: str, path: str, form: dict[str, object]) -> str:
    response = client.get(path) if method == "GET" else client.post(path, form)
    where = response.headers.get("Location", "")
    return ("L" if "/log-in/" in where else ">") if response.status_code == 302 else str(response.status_code)


@pytest.mark.slow
def test_every_address_answers_each_role_as_it_should_and_a_refusal_changes_nothing(there):
    found, changed = {}, []
    clients, before = {role: client_of(there.users[role]) for role in ROLES}, book()
    for name in TABLE:
        answers = []
        for method in ("GET", "POST"):
            said = []
            for role in ROLES:
                with transaction.atomic():
                    said.append(told(clients[role], method, address(name, there), typed(name, there)))
                    if (method == "GET" or said[-1] in REFUSED) and book() != before:
                        changed.append((method, name, role))
                    transaction.set_rollback(True)
            answers.append(" ".join(said))
        found[name] = tuple(answers)
    assert found == TABLE
    assert changed == []


def test_the_table_knows_every_address():
    verbs = {f"duty_act:{verb}" for verb in (*VERBS, "nonsense")}
    assert set(TABLE) == {pattern.name for pattern in urlpatterns if pattern.name != "duty_act"} | verbs


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("rosterpattern_add", None), ("pattern_from", "pattern"), ("pattern_end", "pattern"), ("shift_add", None),
        ("shift_move", "shift"), ("month_workbook", "month"), ("month_national", "month"), ("rosterimport_add", None),
    ],
)  # fmt: skip
def test_the_plans_of_the_admin_are_for_who_plans_duty(there, name, of):
    there.pattern = make_pattern(there.post)
    path = reverse(f"admin:volunteers_{name}", args=[getattr(there, of).pk] if of else [])
    before, shifts = book(), list(Shift.objects.order_by("pk").values())
    for role in ("anonymous", "resident", "leader", "reader"):
        for method in ("GET", "POST"):
            said = told(client_of(there.users[role]), method, path, {})
            # Who may look at hours takes a month along with masked names.
            reads = (name, role, method) == ("month_workbook", "reader", "GET")
            assert said in (("200",) if reads else ("L", ">", "403", "405")), (role, method)
    assert (book(), list(Shift.objects.order_by("pk").values())) == (before, shifts)
    assert told(client_of(there.users["desk"]), "GET", path, {}) == "200"
