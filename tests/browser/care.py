"""Helpers for the tablet of the children's room, which follow links from its first page, and its carers."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page

from childcare import services
from childcare.models import Carer, CareRules, CareSession, DropIn
from childcare.views.access import COOKIE
from community.ranges import Span, today
from rooms.models import Reservation
from rooms.services import ledger
from tests.browser.finger import Finger
from tests.childcare.factories import CarerFactory, CareRoomFactory
from tests.childcare.tablet import PIN
from tests.factories import StaffFactory, UserFactory
from tests.volunteers.factories import VolunteerFactory

SIZE = {"width": 1024, "height": 768}
HOME = "/childcare/door/"
TO_DOOR, LOCK = f"a[href='{HOME}']", "form[action='/childcare/door/lock/'] button"


def open_session(hours: float = 3) -> CareSession:
    """A session with ten places that opened a quarter of an hour ago."""
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
    """A checked carer with a login, and a PIN for the tablet."""
    carer = CarerFactory(volunteer=VolunteerFactory(user=UserFactory(name=name)))
    services.set_pin(carer=carer, pin=PIN, by=StaffFactory())
    return carer


def registered(page: Page, address: str, size: dict[str, int] | None = None) -> Page:
    """Register the browser of `page` as the tablet of the children's room, locked."""
    _station, token = services.register_station(name="门口", by=StaffFactory())
    page.set_viewport_size(size or SIZE)  # type: ignore[arg-type]
    page.context.add_cookies([{"name": COOKIE, "value": token, "url": address + "/childcare/"}])
    return page


class Tablet(Finger):
    """A finger on the tablet; only the address of the door is opened directly."""

    def to_door(self) -> None:
        """Go back to the first page by the links on the page."""
        if self.page.url.split("?")[0].endswith(HOME):
            return
        self.tap(TO_DOOR)

    def unlock(self, carer: Carer) -> None:
        """Unlock the tablet as a carer, or take it over."""
        if self.page.locator("#pin").count() == 0:
            if self.page.locator(LOCK).count() == 0:
                self.tap(TO_DOOR)
            self.tap(LOCK)
        self.tap(f"label:has(input[name=carer][value='{carer.pk}'])")
        self.type("#pin", PIN)
        self.tap("main form button")

    def sign_on(self, carer: Carer) -> None:
        """Unlock the tablet and sign on; ends at the door."""
        self.unlock(carer)
        self.tap("form[action='/childcare/door/carers/on/'] button")

    def take_in(self, family: int, letter: str = "Z") -> None:
        """From the first page: choose letter, family and one hour."""
        self.tap(self.page.locator(".care-letters a").filter(has_text=letter))
        self.tap(f"a[href='/childcare/door/families/{family}/']")
        self.tap("label:has(input[name=until][value='60'])")
        self.tap("[data-take]")

    def hand_back(self, stay: DropIn, *, person: str, besides: DropIn | None = None) -> None:
        """From its tile: hand one child of a family to a person who says the right words."""
        self.tap(f"a[href='/childcare/door/families/{stay.sheet.family_id}/out/']")
        if besides is not None:
            self.tap(f"label:has(input[name=stay][value='{besides.pk}'])")
        self.tap(f"label:has(input[name=person][value='{person}'])")
        for word in stay.day_pass.words:
            self.tap(f"label:has(input[name=word][value='{word}'])")
        self.tap(".care-last button")
