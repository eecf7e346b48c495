"""A day of the children's room in a real browser: from a sheet filled in at home to an overdue child."""

from datetime import date, time, timedelta
from time import perf_counter

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from childcare import services
from childcare.models import DropIn, PickUp, PickupPerson, RollTick
from community.ladders import climb_all
from community.models import LadderRung, User
from community.ranges import DAY, at, today
from residents.models import Guardianship, LoginMatch
from tests.browser.care import SIZE, Tablet, a_carer, open_session, registered
from tests.browser.finger import Finger
from tests.childcare.factories import consent_texts, make_sheet
from tests.factories import StaffFactory, UserFactory, make_ward, register_person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def a_father_of(children: list, name: str) -> User:
    """A second guardian of children in the register, with a login."""
    father, adult = UserFactory(name=name), register_person(name=name)
    LoginMatch.objects.create(user=father, resident=adult, name=name, last4="0000", state=LoginMatch.State.MATCHED)
    for child in children:
        Guardianship.objects.create(guardian=adult, child=child, consented_at=timezone.now())
    return father


@pytest.fixture
def tablet(open_page, live_server) -> Page:
    """A registered tablet of 1024 × 768, locked."""
    return registered(open_page(width=SIZE["width"]), live_server.url)


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
    door = Tablet(tablet, "leave children", home="/childcare/door/")
    for carer in carers:
        door.sign_on(carer)
    family, before = mother_family(children), door.taps
    began = perf_counter()
    door.take_in(family)
    assert perf_counter() - began < 20
    assert door.taps - before <= 4
    expect(tablet.locator(".pass-pictures li")).to_have_count(2)
    assert DropIn.objects.inside().count() == 2

    # The second carer has to go: the third family is refused, until she is back.
    duty = carers[1].duties.on().get()
    door.unlock(carers[0])
    door.tap("a[href='/childcare/door/carers/']")
    leaving = f"details:has(#why-{duty.pk})"
    door.tap(f"{leaving} summary")
    door.type(f"{leaving} input[name=reason]", "孩子生病")
    door.tap(f"{leaving} button")
    door.to_door()
    door.take_in(other_family.family_id)
    expect(tablet.locator(".note.error")).to_contain_text("照看人不够")
    assert DropIn.objects.inside().count() == 2
    door.sign_on(carers[1])
    door.take_in(other_family.family_id)
    assert DropIn.objects.inside().count() == 3

    # The network is cut: the roll is called from what the tablet keeps, and arrives once.
    door.to_door()
    tablet.evaluate("navigator.serviceWorker.ready.then(() => true)")
    until_kept(tablet, 3)
    door.tap("a[href='/childcare/door/roll/']")
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
    door.to_door()

    # A stranger is refused; the father adds the grandmother from his phone, and she says two words.
    one, two = DropIn.objects.inside().filter(sheet__family=family).order_by("pk")
    door.hand_back(one, besides=two, person="0")
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
    door.to_door()
    door.hand_back(one, besides=two, person=str(grandmother.pk))
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
    door.to_door()  # locked by now: nobody tapped it for hours
    door.unlock(carers[0])
    expect(tablet.locator(".care-tile.late").first).to_contain_text(two.sheet.called)

    # Great heat the next morning: staff open, and the board shows it.
    time_machine.move_to(at(today(), time(9)))
    desk = Finger(open_page(StaffFactory(), width=1280), "open for the weather")
    desk.tap(".nav-main a[href='/desk/']")
    desk.tap("main a[href='/childcare/sessions/']")
    desk.tap("button[value=heat]")
    desk.tap("main form button.btn-primary")
    desk.tap(".nav-main a[href='/']")
    desk.tap("a[href='/board/']")
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
