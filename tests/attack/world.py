"""A user for every role, and an object behind every URL, for the attack matrix."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, TestCase
from django.utils import timezone
from django_otp_webauthn.models import WebAuthnCredential

from childcare.models import DropIn, Station
from classes.models import (
    Attendance,
    ClassPost,
    ClassSession,
    Draw,
    Enrolment,
    InterestClass,
    PracticeCertificate,
    Proposal,
)
from community.certificates.templates import CertificateTemplate
from community.models import CalendarDay, Certificate, Message, Notice, User
from community.ranges import DAY, today
from community.registers.roles import ADMINISTRATOR, FRONT_DESK_ROLE, READ_ONLY
from donations import services as gifts
from donations.fund.models import FundEntry, FundMonth, FundVoucher
from donations.fund.roles import AUDITOR, SIGNATORY, TREASURER
from donations.models import Donor, Gift, GiftImport, Item, Loan
from residents.enums import MatchState, Role
from residents.models import Appointment, Compound, LoginMatch, RegisterImport, RegisterPolicy, Resident
from rooms import services as rooms
from rooms.models import BookingSeries, Room
from tests.doors import PLACE
from tests.factories import UserFactory, make_booking, tomorrow_at
from tests.steps import log_in
from volunteers import services as duty
from volunteers.models import (
    Assignment,
    Handover,
    OpenItem,
    Post,
    RosterImport,
    RosterPattern,
    Shift,
    Swap,
    Volunteer,
)
from volunteers.rules.presence import screen_key

STAFF = {
    "desk": FRONT_DESK_ROLE,
    "reader": READ_ONLY,
    "administrator": ADMINISTRATOR,
    "treasurer": TREASURER,
    "signatory": SIGNATORY,
    "auditor": AUDITOR,
}
# Roles outside the centre's work, and roles with a part in it that are not staff.
NEIGHBOURS = ("nobody", "resident", "volunteer", "teacher", "leader")
ROLES = (*NEIGHBOURS, *STAFF)


@dataclass(slots=True)
class World:
    """The users of the attack matrix, and the values for the parameters of its URLs."""

    people: dict[str, User | None]
    keys: dict[str, str]  # by the text before a parameter in a pattern
    owners: dict[str, User | None] = field(default_factory=dict)  # likewise, with the owners
    unknown: set[str] = field(default_factory=set)  # parameters without a value

    def path(self, route: str, values: Callable[[str], str] | None = None) -> str:
        """The address of a pattern, filled in; unknown parameters become 1."""
        plain = re.sub(r"(?<!\[)\^|\$$", "", route)
        filled, at = "", 0
        for place in PLACE.finditer(plain):
            filled += plain[at : place.start()] + (values or self._key)(plain[: place.start()])
            at = place.end()
        return "/" + filled + plain[at:]

    def _key(self, before: str) -> str:
        if before not in self.keys:
            self.unknown.add(before)
        return self.keys.get(before, "1")

    def owner(self, route: str) -> User | None:
        """The owner of the object behind a pattern: that of the last parameter that has one."""
        places = [route[: place.start()] for place in PLACE.finditer(route)]
        return next((self.owners[each] for each in reversed(places) if each in self.owners), None)


# Where anonymous users are redirected.
DOORS = ("/accounts/log-in/", "/admin/login/", "/accounts/second-factor/")


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    location: str
    text: str

    @property
    def asks_to_log_in(self) -> bool:
        return self.status == 302 and self.location.startswith(DOORS)


def ask(client: Client, method: str, path: str, data: dict[str, Any] | None = None) -> Answer:
    """Send one request without lasting effects, neither in the database nor in the client."""
    session = client.cookies.get("sessionid")
    kept = session.value if session else None
    with transaction.atomic():
        with TestCase.captureOnCommitCallbacks(execute=False):
            response: HttpResponse = getattr(client, method.lower())(path, data or {})
            is_text = not response.streaming and "text" in response.headers.get("Content-Type", "")
            text = response.content.decode() if is_text else ""
        transaction.set_rollback(True)
    client.cookies.clear()
    if kept:
        client.cookies["sessionid"] = kept
    return Answer(response.status_code, response.headers.get("Location", ""), text)


def browsers(world: World) -> dict[str, Client]:
    """A client for each role; that of the anonymous role has no login."""
    found = {}
    for role, user in world.people.items():
        found[role] = Client(raise_request_exception=False)
        if user is not None:
            log_in(found[role], user)
    return found


def build() -> World:
    """Create what the demo lacks; requires the fixture `community`."""
    people: dict[str, User | None] = {"nobody": None}
    for place, role in enumerate(("resident", *STAFF)):
        user = UserFactory(name="高桥", phone=f"1860000{place:04d}", is_staff=role in STAFF)
        if role in STAFF:
            user.groups.add(Group.objects.get(name=STAFF[role]))
        people[role] = user
    owner = User.objects.get(phone="13800000001")
    chief = User.objects.get(phone="13800000003")
    people["volunteer"] = duty.join(user=UserFactory(name="乔木"), by=chief, rules_version=1).user
    ahead = ClassSession.objects.held().filter(starts_at__gt=timezone.now())
    members = {"state": InterestClass.State.OPEN, "enrolments__isnull": False}
    taught = InterestClass.objects.filter(sessions__in=ahead, **members).first()
    people["teacher"] = UserFactory(name="乔松")
    InterestClass.objects.filter(pk=taught.pk).update(teacher=people["teacher"])
    people["leader"] = _building_leader(UserFactory(name="乔柏"))
    world = World({role: people[role] for role in ROLES}, {})
    for prefix, (key, whose) in _things(owner, chief, people, taught).items():
        world.keys[prefix] = str(key)
        if whose is not None:
            world.owners[prefix] = whose
    world.keys = _records(chief) | world.keys
    return world


def _records(chief: User) -> dict[str, str]:
    """A record behind every page of the admin, and a version of it if it has a history."""
    RegisterPolicy.objects.get_or_create(pk=1)
    CalendarDay.objects.get_or_create(date=today() + 100 * DAY, defaults={"nature": CalendarDay.Nature.values[0]})
    keys = {"admin/r/": "1", "admin/r/<path:content_type_id>/": "1", "admin/": "community"}
    for model in admin.site._registry:
        before = f"admin/{model._meta.app_label}/{model._meta.model_name}/"
        record = model._default_manager.order_by("pk").first()
        if record is None:
            continue
        keys[before] = str(record.pk)
        if hasattr(model, "history") and (version := record.history.first()):
            keys[f"{before}([^/]+)/history/"] = str(version.pk)
    return keys


def _building_leader(user: User) -> User:
    resident = Resident.objects.filter(matches=None, merged_into=None).last()
    term = Appointment.objects.current().filter(role=Role.LEADER).first()
    Appointment.objects.filter(pk=term.pk).update(resident=resident)
    LoginMatch.objects.create(user=user, resident=resident, name=user.name, last4="0000", state=MatchState.MATCHED)
    return user


def _things(owner: User, chief: User, people: dict[str, User | None], taught: InterestClass) -> dict[str, Any]:
    """The value for each parameter, and its owner, by the text before the parameter."""
    return {
        **_accounts(owner),
        **_rooms(owner, chief),
        **_register(chief, people),
        **_duty(owner, chief),
        **_classes(owner, chief, taught),
        **_gifts(owner, chief),
        **_care(chief),
        **_fund(chief),
    }


def _accounts(owner: User) -> dict[str, Any]:
    letter = Message.objects.filter(user=owner).first()
    passkey = WebAuthnCredential.objects.create(
        user=owner, name="phone", credential_id=b"1" * 32, public_key=b"2" * 32, aaguid=secrets.token_hex(16)
    )
    certificate = Certificate.objects.filter(revoked_at=None, kind="gift").first()
    return {
        "admin/community/certificatetemplate/": (CertificateTemplate.objects.first().pk, None),
        "admin/community/certificatetemplate/<int:pk>/preview/": ("usual", None),
        "accounts/inbox/": (letter.pk, owner),
        "accounts/second-factor/passkeys/": (passkey.pk, owner),
        "accounts/security/": ("abcdefabcdefabcd", None),
        "c/": (certificate.code, None),
        "certificates/": (certificate.number, None),
        "calendar/": (owner.calendar_token, None),
        "notices/": (Notice.objects.published().first().pk, None),
        "poster/": ("room", None),
        "poster/<slug:kind>/": ("music", None),
        "media/": ("rooms/none.webp", None),
    }


def _rooms(owner: User, chief: User) -> dict[str, Any]:
    room = Room.objects.get(slug="music")
    booking = make_booking(user=owner, span=tomorrow_at(10, days=2))
    taken = make_booking(user=chief, span=tomorrow_at(14, days=3))
    waiting = rooms.join_waiting(room=taken.room, span=taken.reservation.span, user=owner)
    series = BookingSeries.objects.create(purpose="合唱", until=today() + 30 * DAY, created_by=chief)
    return {
        "rooms/": (room.slug, None),
        "rooms/<slug:slug>/calendar/": (room.feed_token, None),
        "waiting/": (waiting.pk, owner),
        "bookings/": (booking.ref, owner),
        "desk/series/": (series.pk, None),
        "desk/rooms/": (room.slug, None),
        "desk/check-in/": (booking.ref, None),
        "desk/bookings/": (booking.ref, None),
        "desk/bookings/<str:ref>/": ("undo", None),
    }


def _register(chief: User, people: dict[str, User | None]) -> dict[str, Any]:
    first, second = Resident.objects.filter(merged_into=None).order_by("pk")[:2]
    RegisterImport.objects.create(
        filename="a.xlsx", compound=Compound.objects.first(), uploaded_by=chief, state=RegisterImport.State.REHEARSED
    )
    return {
        "residents/": (first.pk, None),
        "residents/roster/": (Appointment.objects.first().pk, None),
        "admin/residents/resident/": (first.pk, None),
        "admin/residents/resident/<int:keep>/merge/": (second.pk, None),
    }


def _duty(owner: User, chief: User) -> dict[str, Any]:
    volunteer = Volunteer.objects.get(user=owner)
    RosterImport.objects.create(filename="c.xlsx", uploaded_by=chief, state=RosterImport.State.REHEARSED)
    away = duty.note_absence(volunteer=volunteer, first=today() + 200 * DAY, last=today() + 201 * DAY, by=owner)
    shift = Shift.objects.ahead(timezone.now()).filter(team__isnull=False, assignments__isnull=True).last()
    promise = duty.promise(shift=shift, volunteer=volunteer, by=owner)
    theirs = Assignment.objects.exclude(volunteer=volunteer).filter(
        state="promised", shift__starts_at__gt=timezone.now(), volunteer__user__isnull=False
    )
    swap = Swap.objects.create(offered=promise, wanted=theirs.last())
    post = Post.objects.get(has_screen=True)
    written = Handover.objects.filter(incoming_at=None).first() or Handover.objects.first()
    before = today().replace(day=1) - DAY
    month = duty.publish_month(month=before.replace(day=1), by=chief)
    sheet = duty.issue_certificate(volunteer=volunteer, first=today() - 30 * DAY, last=today(), by=owner)
    return {
        "duty/mine/away/": (away.pk, owner),
        "duty/pass/": (volunteer.pass_code, None),
        "duty/shifts/": (shift.pk, None),
        "duty/volunteers/": (volunteer.pk, None),
        "duty/promises/": (promise.pk, owner),
        "duty/promises/<int:pk>/": ("present", None),
        "duty/swaps/": (swap.pk, owner),
        "duty/posts/": (post.slug, None),
        "duty/handovers/": (written.pk, written.outgoing),
        "duty/items/": (OpenItem.objects.first().pk, None),
        "duty/here/": (post.token, None),
        "duty/screen/": (post.slug, None),
        "duty/screen/<slug:slug>/": (screen_key(post), None),
        "duty/certificates/": (sheet.certificate.number, owner),
        "duty/letters/": (volunteer.pk, owner),
        "duty/months/": (f"{month.month:%Y-%m}", None),
        "admin/volunteers/hoursmonth/": (month.pk, None),
        "admin/volunteers/rosterpattern/": (RosterPattern.objects.first().pk, None),
        "admin/volunteers/shift/": (shift.pk, None),
    }


def _classes(owner: User, chief: User, taught: InterestClass) -> dict[str, Any]:
    seat = taught.enrolments.filter(state=Enrolment.State.ENROLLED).first()
    session = ClassSession.objects.held().filter(interest_class=taught, starts_at__gt=timezone.now()).first()
    guest = Attendance.objects.create(session=session, user=owner, mark=Attendance.Mark.EXPECTED)
    written = ClassPost.objects.create(interest_class=taught, author=chief, text="下周带毛笔")
    wish = Proposal.objects.filter(state="open").first()
    practice = PracticeCertificate.objects.select_related("certificate", "enrolment__user").first()
    return {
        "classes/": (taught.pk, None),
        "classes/enrolments/": (seat.pk, seat.user),
        "classes/enrolments/<int:pk>/sessions/": (session.pk, None),
        "classes/sessions/": (session.pk, None),
        "classes/sessions/<int:pk>/members/": (seat.pk, None),
        "classes/sessions/<int:pk>/guests/": (guest.pk, None),
        "classes/guests/": (guest.pk, owner),
        "classes/posts/": (written.pk, None),
        "classes/proposals/": (wish.pk, wish.proposer),
        "classes/certificates/": (practice.token or "none", None),
        "classes/practice/": (practice.certificate.number, practice.enrolment.user),
        "classes/draws/": (Draw.objects.first().pk, None),
        "admin/classes/interestclass/": (taught.pk, None),
        "admin/classes/classsession/": (session.pk, None),
    }


def _gifts(owner: User, chief: User) -> dict[str, Any]:
    gift = Gift.objects.filter(donors__user=owner).first()
    item = Item.objects.exclude(state="retired").first()
    loan = gifts.lend_item(item=item, borrower=owner, due_on=today() + 7 * DAY, by=chief)
    broken = Item.objects.exclude(state="retired").exclude(pk=item.pk).filter(repairs=None).last()
    GiftImport.objects.create(filename="b.xlsx", kind="gifts", uploaded_by=chief, state=GiftImport.State.REHEARSED)
    keep, other = Donor.objects.filter(kind="person", merged_into=None, nameless_at=None).order_by("pk")[:2]
    return {
        "donations/": (gift.pk, owner),
        "donations/things/": (item.code, None),
        "donations/loans/": (Loan.objects.get(pk=loan.pk).pk, None),
        "donations/repairs/": (gifts.begin_repair(item=broken, fault="弦断了", by=chief).pk, None),
        "admin/donations/donor/": (keep.pk, None),
        "admin/donations/donor/<int:keep>/merge/": (other.pk, None),
    }


def _care(chief: User) -> dict[str, Any]:
    """A family with a child inside, and its guardian."""
    stay = DropIn.objects.inside().exclude(brought_by__user=None).select_related("sheet", "brought_by").first()
    if stay is None:  # the demo had no room for a session at this hour
        return {}
    whose, sheet = stay.brought_by.user, stay.sheet
    return {
        "childcare/my/children/": (sheet.child_id, whose),
        "childcare/my/family/": (sheet.family_id, whose),
        "childcare/my/people/": (stay.brought_by_id, whose),
        "childcare/my/sheets/": (sheet.pk, whose),
        "childcare/my/pass/": (stay.day_pass_id, whose),
        "childcare/my/wait/": (stay.session_id, whose),
        "childcare/police/": (stay.pk, None),
        "childcare/sessions/": (stay.session_id, None),
        "childcare/sessions/passes/": (stay.day_pass_id, None),
        "childcare/sessions/stays/": (stay.pk, None),
        "childcare/sessions/tablets/": (Station.objects.first().pk, None),
        "childcare/door/families/": (sheet.family_id, None),
        "childcare/door/stays/": (stay.pk, None),
        "childcare/door/children/": (sheet.pk, None),
    }


def _fund(chief: User) -> dict[str, Any]:
    month = FundMonth.objects.exclude(published_at=None).first()
    draft = FundVoucher.objects.filter(state="draft").first()
    return {
        "fund/": (month.year, None),
        "fund/<fund_year:year>/": (month.month, None),
        "admin/fund/fundentry/": (FundEntry.objects.first().pk, None),
        "admin/fund/fundvoucher/": (draft.pk, draft.drafted_by),
    }
