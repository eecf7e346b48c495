"""Every page of the tablet: WCAG 2.2 AA by axe-core, no sideways scrolling, controls large enough for a thumb.

`ALL_LOOKS=1` tests all looks, and `SHOTS=folder` saves pictures of them.
"""

import os
from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from childcare import services
from childcare.models import CareSession, DropIn
from community.ranges import DAY, at, today
from tests.browser.care import HOME, LOCK, Tablet, a_carer, open_session, registered
from tests.browser.test_accessibility import problems, sideways, too_small
from tests.childcare.factories import carer_on, consent_texts, drop_off, guardian_of, make_sheet, sign_on
from tests.factories import StaffFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

LOOKS = [("zh-hans", "light", 1024), ("zh-hans", "elder", 360)]
MORE = [("en", "dark", 1024), ("zh-hans", "light", 360), ("en", "light", 360)]
CHOSEN = LOOKS + MORE if os.environ.get("ALL_LOOKS") else LOOKS
HEIGHT = {1024: 768, 360: 780}


def inside(session: CareSession) -> DropIn:
    """Eight children of seven families, one of them overdue, one with an allergy; the stay of who is fetched."""
    for number in range(5):
        drop_off(
            session,
            make_sheet(
                UserFactory(name=f"{'李王张刘陈'[number]}芳"), name=f"{'李王张刘陈'[number]}小{'宝安乐佳睿'[number]}"
            ),
        )
    [late] = drop_off(
        session, make_sheet(UserFactory(name="赵敏"), name="赵小胖", allergies="鸡蛋"), hours=0.1, allergies_read=True
    )
    services.record_incident(
        drop_in=late, happened_at=timezone.now(), what="跑的时候摔了一跤", done="擦了药水", carer=carer_on(session)
    )
    mother = UserFactory(name="孙丽")
    stay, _other = drop_off(session, *[make_sheet(mother, name=name, years=9) for name in ("孙小雨", "孙小满")])
    services.give_consent(sheet=stay.sheet, purpose="alone", by=guardian_of(stay.sheet))
    return stay


@pytest.mark.parametrize(("language", "look", "width"), CHOSEN)
def test_every_page_of_the_tablet(open_page, live_server, time_machine, language: str, look: str, width: int) -> None:  # type: ignore[no-untyped-def]
    time_machine.move_to(at(today() + DAY, time(14)))
    consent_texts()
    session, carers = open_session(), [a_carer("何敏"), a_carer("王芳")]
    for carer in carers:
        sign_on(session, carer)
    stay = inside(session)
    mother = UserFactory(name="周平")
    coming = [make_sheet(mother, name=name, allergies=what) for name, what in (("周小雨", "花生"), ("周小满", ""))]
    somebody_waits(session)
    time_machine.move_to(timezone.now() + timedelta(minutes=12))
    how = {"language": language, "scheme": "dark" if look == "dark" else "light", "elder": look == "elder"}
    page = registered(open_page(**how, width=width), live_server.url, {"width": width, "height": HEIGHT[width]})
    door, found = Tablet(page, "the tablet's pages", home=HOME), {}
    check = checker(door, found, f"{language}-{look}-{width}", elder=look == "elder")

    check("locked")
    door.unlock(carers[0])
    check("door")
    door.tap(page.locator(".care-letters a").filter(has_text="Z"))
    check("letter")
    door.tap(f"a[href='{HOME}families/{coming[0].family_id}/']")
    check("family")
    door.tap("label:has(input[name=until][value='60'])")
    door.tap("[data-take]")
    check("given")
    door.to_door()
    door.tap(f"a[href='{HOME}families/{stay.sheet.family_id}/out/']")
    check("out")
    door.tap(f"a[href='{HOME}stays/{stay.pk}/incident/']")
    check("incident")
    door.to_door()
    door.hand_back(stay, person="0")
    check("refused")
    door.to_door()
    door.hand_back(stay, person=str(stay.sheet.people.first().pk))
    check("handed")
    door.to_door()
    door.tap(f"a[href='{HOME}carers/']")
    check("carers")
    door.to_door()
    door.tap("a[href='/childcare/evacuate/']")
    check("evacuate")
    door.to_door()
    page.wait_for_timeout(500)
    door.tap(f"a[href='{HOME}roll/']")
    page.locator(".roll-row").first.wait_for()
    check("roll")
    door.to_door()
    door.tap(LOCK)
    door.tap(f"a[href='{HOME}roll/']")
    page.locator("[data-open]:visible").wait_for()
    assert page.locator(".roll-row").count() == 0
    check("roll-locked")
    page.context.set_offline(True)
    page.reload()
    page.locator(".roll-row").first.wait_for()
    check("roll-alone")
    assert found == {}


def somebody_waits(session: CareSession) -> None:
    """A family in line, from when every place was taken."""
    CareSession.objects.filter(pk=session.pk).update(places=DropIn.objects.inside().count())
    services.join_waiting(
        session=session, sheets=[make_sheet(UserFactory(name="吴婷"), name="吴小虎")], by=StaffFactory()
    )
    CareSession.objects.filter(pk=session.pk).update(places=10)


def checker(door: Tablet, found: dict[str, list[str]], look: str, *, elder: bool) -> Callable[[str], None]:
    """Look at the page that stands there now."""

    def check(name: str) -> None:
        size = door.page.viewport_size
        if os.environ.get("SHOTS"):
            folder = Path(os.environ["SHOTS"])
            folder.mkdir(parents=True, exist_ok=True)
            door.page.screenshot(path=folder / f"{name}-{look}.png", full_page=True)
        wrong = problems(door.page) + [each for each in too_small(door.page, elder=elder) if "no number" not in each]
        if size is not None and size["width"] < 600:
            wrong += sideways(door.page)
            door.page.set_viewport_size(size)
        if wrong:
            found[name] = wrong

    return check
