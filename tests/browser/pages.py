"""Every page of the portal in the demo community, for screenshots and accessibility tests."""

from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page

# The logins of community.demo, which cannot be imported where only a server's address is known.
PASSWORD = "lastmetre-demo"
RESIDENT, DESK, ADMINISTRATOR = "13800000001", "13800000002", "13800000003"


@dataclass(frozen=True, slots=True)
class Visit:
    """A page: its address, who is logged in, and the links to follow from there, as CSS selectors."""

    name: str
    path: str
    login: str = ""
    follow: tuple[str, ...] = ()

    def open(self, page: Page, base_url: str) -> None:
        """Open it in `page`, whose context has the right login."""
        page.goto(base_url + self.path)
        for link in self.follow:
            page.goto(base_url + str(page.locator(link).first.get_attribute("href")))


DRAWN_CLASS = "main .class-row h2 a:text-matches('冬日绘本剧社|Winter picture-book theatre')"
GUEST_CLASS = "main h2 a:text-matches('书法班|Calligraphy')"
TAUGHT = "main a[href^='/classes/sessions/']"
DUTY_SHIFT = "main a[href^='/duty/shifts/']"
CARE_SESSION = "main a[href^='/childcare/sessions/']:text-matches('[0-9]{2}:[0-9]{2}')"
BOOKING = "main a[href^='/bookings/']:not([href='/bookings/'])"

PUBLIC = (
    Visit("home", "/"),
    Visit("board", "/board/"),
    Visit("wall", "/board/?display=wall"),
    Visit("rooms", "/rooms/"),
    Visit("day", "/rooms/day/"),
    Visit("week", "/rooms/music/"),
    Visit("log-in", "/accounts/log-in/"),
    Visit("classes", "/classes/"),
    Visit("class", "/classes/", follow=("main .class-row h2 a",)),
    Visit("timetable", "/classes/timetable/"),
    Visit("certificate-unknown", "/classes/certificates/unknown/"),
    Visit("proposal", "/classes/", follow=("main article h3 a",)),
    Visit("draw", "/classes/", follow=(DRAWN_CLASS, "main a[href^='/classes/draws/']")),
    Visit("gifts", "/donations/"),
    Visit("certificate-ask", "/c/"),
    Visit("duty", "/duty/"),
    Visit("duty-week", "/duty/week/"),
    Visit("childcare", "/childcare/"),
    Visit("childcare-figures", "/childcare/figures/"),
    Visit("childcare-no-tablet", "/childcare/door/"),
    Visit("childcare-roll", "/childcare/door/roll/"),
    Visit("leaders", "/leaders/"),
    Visit("privacy", "/accounts/privacy/"),
    Visit("find-time", "/book/"),
    Visit("notice", "/", follow=("main .notice h3 a",)),
    Visit("fund", "/fund/"),
    Visit("fund-verify", "/fund/verify/"),
    Visit("offline", "/offline/"),
    Visit("not-found", "/nothing-here/"),
)
RESIDENTS = (
    Visit("home-resident", "/", RESIDENT),
    Visit("my", "/my/", RESIDENT),
    Visit("book", "/rooms/music/book/", RESIDENT),
    Visit("security", "/accounts/security/", RESIDENT),
    Visit("my-bookings", "/bookings/", RESIDENT),
    Visit("booking", "/bookings/", RESIDENT, follow=(BOOKING,)),
    Visit("change-booking", "/bookings/", RESIDENT, follow=(BOOKING, "main a[href$='/change/']")),
    Visit("cancel-booking", "/bookings/", RESIDENT, follow=(BOOKING, "main a[href$='/cancel/']")),
    Visit("duty-resident", "/duty/", RESIDENT),
    Visit("my-duty", "/duty/mine/", RESIDENT),
    Visit("duty-shift", "/duty/mine/", RESIDENT, follow=(DUTY_SHIFT,)),
    Visit("duty-post", "/duty/posts/workstation/", RESIDENT),
    Visit("duty-pass", "/duty/pass/", RESIDENT),
    Visit("duty-letter", "/duty/mine/", RESIDENT, follow=("main a[href^='/duty/letters/']",)),
    Visit("duty-certificates", "/duty/certificates/", RESIDENT),
    Visit("duty-wishes", "/duty/mine/wishes/", RESIDENT),
    Visit("duty-leave", "/duty/leave/", RESIDENT),
    Visit("my-childcare", "/childcare/my/", RESIDENT),
    Visit("my-care-sheet", "/childcare/my/", RESIDENT, follow=("main a[href^='/childcare/my/sheets/']",)),
    Visit("my-care-people", "/childcare/my/people/", RESIDENT),
    Visit("my-care-today", "/childcare/my/today/", RESIDENT),
    Visit("my-classes", "/classes/mine/", RESIDENT),
    Visit("my-seat", "/classes/mine/", RESIDENT, follow=("main a[href^='/classes/enrolments/']",)),
    Visit("guest-seat", "/classes/", RESIDENT, follow=(GUEST_CLASS, "main a[href$='/seat/']")),
    Visit("certificate", "/classes/mine/", RESIDENT, follow=("main a[href*='/practice/']",)),
    Visit("rate-class", "/classes/mine/", RESIDENT, follow=("main a[href$='/rate/']",)),
    Visit("class-resident", "/classes/", RESIDENT, follow=("main .class-row h2 a",)),
    Visit("propose", "/classes/propose/", RESIDENT),
    Visit("proposal-resident", "/classes/", RESIDENT, follow=("main article h3 a",)),
    Visit("my-gifts", "/donations/mine/", RESIDENT),
    Visit("offer-gift", "/donations/offer/", RESIDENT),
    Visit("my-gift", "/donations/mine/", RESIDENT, follow=("main h2 a",)),
    Visit("family", "/residents/family/", RESIDENT),
    Visit("my-door", "/residents/my-door/", RESIDENT),
    Visit("inbox", "/accounts/inbox/", RESIDENT),
    Visit("profile", "/accounts/profile/", RESIDENT),
    Visit("my-data", "/accounts/my-data/", RESIDENT),
    Visit("delete-account", "/accounts/delete/", RESIDENT),
)
STAFF = (
    Visit("desk", "/desk/", DESK),
    Visit("desk-search", "/desk/search/?q=wxl", DESK),
    Visit("desk-book", "/desk/book/", DESK),
    Visit("desk-series", "/desk/series/", DESK),
    Visit("desk-scan", "/desk/scan/", DESK),
    Visit("residents", "/residents/?q=wxl", DESK),
    Visit("resident", "/residents/?q=wxl", DESK, follow=("main table a",)),
    Visit("roster", "/residents/roster/", DESK),
    Visit("duty-team", "/duty/team/", DESK),
    Visit("duty-roster", "/duty/roster/", DESK),
    Visit("duty-shift-leader", "/duty/team/", DESK, follow=(DUTY_SHIFT,)),
    Visit("duty-sheet", "/duty/team/", DESK, follow=(DUTY_SHIFT, "main a[href$='/sheet/']")),
    Visit("teaching", "/classes/teaching/", DESK),
    Visit("class-session", "/classes/teaching/", DESK, follow=(TAUGHT,)),
    Visit("sign-in-sheet", "/classes/teaching/", DESK, follow=(TAUGHT, "main a[href$='/sheet/']")),
    Visit("class-attendance", "/classes/teaching/", DESK, follow=(TAUGHT, "main a[href$='/attendance/']")),
    Visit("class-posts", "/classes/teaching/", DESK, follow=(TAUGHT, "main a[href$='/posts/']")),
    Visit("care-evacuate", "/childcare/evacuate/", ADMINISTRATOR),
    Visit("care-sessions", "/childcare/sessions/", ADMINISTRATOR),
    Visit("care-session", "/childcare/sessions/", ADMINISTRATOR, follow=(CARE_SESSION,)),
    Visit(
        "care-police",
        "/childcare/sessions/",
        ADMINISTRATOR,
        follow=(CARE_SESSION, "main a[href^='/childcare/police/']"),
    ),
    Visit("care-override", "/childcare/sessions/", ADMINISTRATOR, follow=(CARE_SESSION, "main a[href$='/override/']")),
    Visit("care-open", "/childcare/sessions/open/", ADMINISTRATOR),
    Visit("care-weather", "/childcare/sessions/weather/?weather=heat", ADMINISTRATOR),
    Visit("care-month", "/childcare/sessions/month/", ADMINISTRATOR),
    Visit("care-tablets", "/childcare/sessions/tablets/", ADMINISTRATOR),
    Visit("care-visiting", "/childcare/sessions/visiting/", ADMINISTRATOR),
    Visit("desk-displaced", "/desk/displaced/", DESK),
    Visit("gift-desk", "/donations/desk/", DESK),
    Visit("gift-desk-offer", "/donations/desk/offer/", DESK),
    Visit("gift-to-decide", "/donations/desk/", DESK, follow=("main article h3 a",)),
    Visit("thing", "/donations/labels/", DESK, follow=("main .labels a",)),
    Visit("gift-labels", "/donations/labels/", DESK),
    Visit("stock-rooms", "/donations/stock/", DESK),
)
ADMIN = (
    Visit("admin", "/admin/", ADMINISTRATOR),
    Visit("admin-proposal", "/admin/classes/proposal/", ADMINISTRATOR, follow=("#result_list tbody th a",)),
    Visit("admin-new-class", "/admin/classes/interestclass/add/", ADMINISTRATOR),
    Visit("admin-bookings", "/admin/rooms/booking/", ADMINISTRATOR),
    Visit("admin-class-sessions", "/admin/classes/classsession/", ADMINISTRATOR),
    Visit("admin-class-session-add", "/admin/classes/classsession/add/", ADMINISTRATOR),
    Visit("admin-enrol", "/admin/classes/enrolment/add/?phone=13800000001", ADMINISTRATOR),
    Visit("admin-certificates", "/admin/classes/practicecertificate/", ADMINISTRATOR),
    Visit("admin-pattern-add", "/admin/volunteers/rosterpattern/add/", ADMINISTRATOR),
    Visit("admin-shifts", "/admin/volunteers/shift/", ADMINISTRATOR),
    Visit("admin-volunteers", "/admin/volunteers/volunteer/", ADMINISTRATOR),
    Visit("admin-rooms", "/admin/rooms/room/", ADMINISTRATOR),
    Visit("admin-care-sessions", "/admin/childcare/caresession/", ADMINISTRATOR),
    Visit("admin-care-session", "/admin/childcare/caresession/", ADMINISTRATOR, follow=("#result_list tbody th a",)),
    Visit("admin-carers", "/admin/childcare/carer/", ADMINISTRATOR),
    Visit("admin-care-sheets", "/admin/childcare/caresheet/", ADMINISTRATOR),
    Visit("admin-gifts", "/admin/donations/gift/", ADMINISTRATOR),
)
VISITS = (*PUBLIC, *RESIDENTS, *STAFF, *ADMIN)

LANGUAGES = ("zh-hans", "en")
LOOKS = ("light", "dark", "elder")


def dress(context: BrowserContext, base_url: str, *, language: str, look: str) -> None:
    """Set the language of `context`, and light, dark or elder mode."""
    cookies = {"django_language": language, "scheme": "dark" if look == "dark" else "light"}
    if look == "elder":
        cookies["elder"] = "1"
    context.add_cookies([{"name": name, "value": value, "url": base_url} for name, value in cookies.items()])


def log_in(context: BrowserContext, base_url: str, phone: str) -> None:
    """Log a demo user in, through the login page."""
    page = context.new_page()
    page.goto(f"{base_url}/accounts/log-in/")
    page.locator("#id_phone").fill(phone)
    page.locator("summary").first.click()
    page.locator("#id_password").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("#id_password").press("Enter")
    page.close()
