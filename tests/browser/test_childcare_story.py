"""A day of the children's room in a real browser: from a sheet filled in at home to a child that nobody forgets."""

from datetime import date, time, timedelta
from time import perf_counter

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from childcare import services
from childcare.models import Carer, CareRules, CareSession, DropIn, PickUp, PickupPerson, RollTick
from childcare.views.common import COOKIE
from community.ladders import climb_all
from community.models import LadderRung, User
from community.ranges import DAY, Span, at, today
from residents.models import Guardianship, LoginMatch
from rooms.models import Reservation
from rooms.services import ledger
from tests.browser.finger import Finger
from tests.childcare.factories import CarerFactory, CareRoomFactory, consent_texts, make_sheet
from tests.childcare.tablet import PIN
from tests.factories import StaffFactory, UserFactory, make_ward, register_person
from tests.volunteers.factories import VolunteerFactory

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

TABLET = {"width": 1024, "height": 768}


def a_father_of(children: list, name: str) -> User:
    """A second guardian of children in the register, with a login."""
    father, adult = UserFactory(name=name), register_person(name=name)
    LoginMatch.objects.create(user=father, resident=adult, name=name, last4="0000", state=LoginMatch.State.MATCHED)
    for child in children:
        Guardianship.objects.create(guardian=adult, child=child, consented_at=timezone.now())
    return father


def open_session(hours: float = 3) -> CareSession:
    """The children's room is open from a quarter of an hour ago on, ten places."""
    room = CareRoomFactory()
    CareRules.objects.update_or_create(defaults={"room": room})
    start = timezone.now() - timedelta(minutes=15)
    span = Span(start, start + timedelta(hours=hours))
    held = ledger.hold(
        room=room, span=Span(span.start, span.end + CareSession.HAND_OVER), places=10, kind=Reservation.Kind.CHILDCARE
    )
    return CareSession.objects.create(
        room=room, reservation=held, date=today(), starts_at=span.start, ends_at=span.end, places=10
    )


def a_carer(name: str) -> Carer:
    carer = CarerFactory(volunteer=VolunteerFactory(user=UserFactory(name=name)))
    services.set_pin(carer=carer, pin=PIN, by=StaffFactory())
    return carer


@pytest.fixture
def tablet(open_page, live_server) -> Page:
    """A registered tablet of 1024 × 768, locked."""
    _station, token = services.register_station(name="门口", by=StaffFactory())
    page: Page = open_page(width=TABLET["width"])
    page.set_viewport_size(TABLET)
    page.context.add_cookies([{"name": COOKIE, "value": token, "url": live_server.url + "/childcare/"}])
    return page


def unlock(page: Page, carer: Carer) -> None:
    page.goto("/childcare/door/locked/")
    if page.locator("#pin").count() == 0:
        page.goto("/childcare/door/carers/")
        page.get_by_role("button", name="换一位照看人").click()
    page.locator(f"label:has(input[name=carer][value='{carer.pk}'])").click()
    page.locator("#pin").fill(PIN)
    page.get_by_role("button", name="打开").click()
    page.wait_for_load_state()


def sign_on(page: Page, carer: Carer) -> None:
    unlock(page, carer)
    page.get_by_role("button", name="我到了，签到").click()
    page.wait_for_url("**/childcare/door/")


def take_in(page: Page, family: int) -> int:
    """From the first page on: letter, family, one hour, done; how many taps."""
    page.goto("/childcare/door/")
    page.locator(".care-letters a").filter(has_text="Z").click()
    page.locator(f"a[href='/childcare/door/families/{family}/']").click()
    page.locator("label:has(input[name=until][value='60'])").click()
    page.locator("[data-take]").click()
    page.wait_for_load_state()
    return 4


def fill_in_a_sheet(finger: Finger, called: str, allergies: str = "") -> None:
    finger.tap("a[href^='/childcare/my/children/']")
    for field, text in (("called", called), ("allergies", allergies), ("name_1", "周平"), ("phone_1", "13800000077")):
        finger.type(f"#id_{field}", text)
    for purpose in ("data", "health"):
        finger.tap(f"label:has(input[value='{purpose}'])")
    finger.tap("main form button")


def test_a_day_of_the_childrens_room(open_page, tablet, time_machine):
    time_machine.move_to(at(today() + DAY, time(14)))
    consent_texts()
    mother = UserFactory(name="周平")
    children = [make_ward(mother, name=name, birth_date=date(today().year - 6, 1, 1)) for name in ("周小雨", "周小满")]
    father = a_father_of(children, "周强")
    session, carers = open_session(), [a_carer("何敏"), a_carer("王芳")]
    other_family = make_sheet(UserFactory(name="张丽"), name="张小军", years=5)

    # At home: a mother fills in two sheets.
    home = Finger(open_page(mother, width=390), "fill in a care sheet")
    home.tap(".tabs-bottom a[href='/my/']")
    home.tap("a[href='/childcare/my/']")
    fill_in_a_sheet(home, "小雨", "花生")
    fill_in_a_sheet(home, "小满")
    home.sees("text=可以直接来")

    # At the door: two carers sign on, and two children are in with four taps, the allergy read.
    for carer in carers:
        sign_on(tablet, carer)
    family = mother_family(children)
    began = perf_counter()
    tablet.goto("/childcare/door/")
    taps = take_in(tablet, family)
    assert perf_counter() - began < 20
    assert taps <= 4
    expect(tablet.locator(".pass-pictures li")).to_have_count(2)
    assert DropIn.objects.inside().count() == 2

    # The second carer has to go: the third family is refused, until she is back.
    duty = carers[1].duties.on().get()
    unlock(tablet, carers[0])
    tablet.goto("/childcare/door/carers/")
    leaving = tablet.locator(f"details:has(#why-{duty.pk})")
    leaving.locator("summary").click()
    leaving.locator("input[name=reason]").fill("孩子生病")
    leaving.locator("button").click()
    tablet.wait_for_load_state()
    take_in(tablet, other_family.family_id)
    expect(tablet.locator(".note.error")).to_contain_text("照看人不够")
    assert DropIn.objects.inside().count() == 2
    sign_on(tablet, carers[1])
    take_in(tablet, other_family.family_id)
    assert DropIn.objects.inside().count() == 3

    # The network is cut: the roll is called from what the tablet keeps, and arrives once.
    tablet.goto("/childcare/door/")
    tablet.evaluate("navigator.serviceWorker.ready.then(() => true)")
    until_kept(tablet, 3)
    tablet.goto("/childcare/door/roll/")
    tablet.context.set_offline(True)
    tablet.reload()
    expect(tablet.locator(".roll-row")).to_have_count(3)
    for row in range(3):
        tablet.locator(".roll-row").nth(row).get_by_role("button", name="在", exact=True).click()
    expect(tablet.locator("p[data-waiting]")).to_contain_text("3")
    assert not RollTick.objects.exists()
    tablet.context.set_offline(False)
    expect(tablet.locator("p[data-waiting]")).to_be_hidden(timeout=20_000)
    tablet.reload()
    tablet.wait_for_load_state("networkidle")
    assert RollTick.objects.count() == 3

    # A stranger is refused; the father adds the grandmother from his phone, and she says two words.
    one, two = DropIn.objects.inside().filter(sheet__family=family).order_by("pk")
    hand_back(tablet, one, keep=two, person="0")
    expect(tablet.locator(".care-calm h1")).to_be_visible()
    phone = Finger(open_page(father, width=390), "grandmother comes today")
    phone.tap(".tabs-bottom a[href='/my/']")
    phone.tap("a[href='/childcare/my/']")
    phone.tap("a[href='/childcare/my/today/']")
    phone.page.select_option("#id_kin", "grandmother")
    for field, text in (("name", "周奶奶"), ("phone", "13900000088"), ("password", "correct horse")):
        phone.type(f"#id_{field}", text)
    phone.tap("main form [type=submit]")
    grandmother = PickupPerson.objects.filter(name="周奶奶", sheet=one.sheet).get()
    hand_back(tablet, one, keep=two, person=str(grandmother.pk))
    expect(tablet.locator(".care-done h1")).to_contain_text("周奶奶")
    assert PickUp.objects.get().drop_in == one

    # The other is overdue: the ladder climbs past midnight, and the child is still on the list.
    for minutes in (10, 20, 30, 45, 90):
        time_machine.move_to(two.due_at + timedelta(minutes=minutes, seconds=5))
        services.tend_care()
        climb_all()
    assert LadderRung.objects.filter(rung="police").exists()
    time_machine.move_to(at(timezone.localdate(two.due_at) + DAY, time(0, 30)))
    services.tend_care()
    unlock(tablet, carers[0])
    tablet.goto("/childcare/door/")
    expect(tablet.locator(".care-tile.late").first).to_contain_text(two.sheet.called)

    # Great heat the next morning: staff open, and the board shows it.
    time_machine.move_to(at(today(), time(9)))
    desk = Finger(open_page(StaffFactory(), width=1280), "open for the weather")
    desk.tap(".nav-main a[href='/desk/']")
    desk.tap("main a[href='/childcare/sessions/']")
    desk.tap("button[value=heat]")
    desk.tap("main form button.btn-primary")
    desk.page.goto("/board/")
    expect(desk.page.locator("main")).to_contain_text("高温")
    assert DropIn.objects.inside().count() >= 1
    assert session.drop_ins.inside().filter(pk=two.pk).exists()


def until_kept(page: Page, children: int) -> None:
    """Wait until the tablet keeps a list of so many children."""
    for _time in range(100):
        if page.evaluate("careStore.list().then(list => list ? list.inside.length : 0)") == children:
            return
        page.wait_for_timeout(100)
    raise AssertionError("the tablet keeps no list")


def mother_family(children: list) -> int:
    return children[0].care_sheet.family_id


def hand_back(page: Page, stay: DropIn, *, keep: DropIn, person: str) -> None:
    """One child of two is asked for, by a person, with the right words."""
    page.goto(f"/childcare/door/families/{stay.sheet.family_id}/out/")
    page.locator(f"label:has(input[name=stay][value='{keep.pk}'])").click()
    page.locator(f"label:has(input[name=person][value='{person}'])").click()
    for word in stay.day_pass.words:
        page.locator(f"label:has(input[name=word][value='{word}'])").click()
    page.locator(".care-last button").click()
    page.wait_for_load_state()
