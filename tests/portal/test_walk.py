"""Follows every link from home, at any hour: no errors, nothing missing, everything in the reader's language."""

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from html.parser import HTMLParser
from io import StringIO

import pytest
import time_machine
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.test import Client
from django.urls import get_resolver, resolve, reverse

from classes.models import InterestClass
from community.models import User
from community.names import mask_name
from community.ranges import DAY, at, today
from community.templatetags.dates import plain
from donations.models import Donor
from donations.names import family_name
from tests.crawl import Visit, crawl
from tests.factories import RoomFactory, UserFactory, make_booking, make_class
from tests.steps import log_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

RESIDENT = "13800000001"
HAN = re.compile(r"[㐀-鿿𠀀-𲎯]")
LATIN = re.compile(r"[A-Za-z]{2,}")
# What Chinese readers know by these letters.
KNOWN = {
    "English", "Cookie", "Excel", "PDF", "PNG", "Python", "SHA", "MB", "seed", "lot", "ticket", "Chrome", "Linux",
}  # fmt: skip
# A code in a page's text: references, certificates' numbers and codes, seeds and sums, a file's name.
CODES = re.compile(
    r"(?<![0-9A-Za-z])[0-9A-Z]{3,4}(?:[ -]?[0-9A-Z]{3,4}){1,3}(?![0-9A-Za-z])|[\w-]+\.csv|\b[0-9A-Za-z]*\d[0-9A-Za-z-]*\b|https?://\S+|\S+@\S+"
)


class Words(HTMLParser):
    """The text that a reader sees or hears, but what is marked as another language or as code."""

    SILENT = ("script", "style", "code", "pre", "title")
    VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found += [given[name] or "" for name in ("alt", "placeholder", "aria-label", "title") if given.get(name)]
        if tag not in self.VOID:
            self._open.append((tag, tag in self.SILENT or (tag != "html" and "lang" in given)))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not any(silent for _tag, silent in self._open):
            self.found.append(" ".join(data.split()))


def words_of(page: str) -> list[str]:
    reader = Words()
    reader.feed(page)
    return reader.found


def data_of_people() -> list[str]:
    """Every text that stands in the database, the longest first; names also as strangers read them."""
    texts: set[str] = set()
    for model in apps.get_models():
        names = [
            each.name for each in model._meta.concrete_fields if isinstance(each, models.CharField | models.TextField)
        ]
        for row in model._default_manager.values_list(*names) if names else ():
            texts.update(" ".join(line.split()) for value in row if value for line in str(value).splitlines())
    names = {*User.objects.values_list("name", flat=True), *Donor.objects.values_list("name", flat=True)}
    texts |= {shown for name in names for shown in (mask_name(name), family_name(name))}
    texts |= {mask_name(name) for name in texts if len(name) < 6}
    return sorted((text for text in texts if HAN.search(text)), key=len, reverse=True)


MADE = (".ics", ".svg", ".png", ".pdf")  # what is drawn of a page is the same at any hour; other tests draw it


def walk(
    *, language: str = "zh-hans", user: User | None = None, each: int = 2, leave: tuple[str, ...] = MADE[:2]
) -> list[Visit]:
    client = Client()
    client.cookies["django_language"] = language
    if user is not None:
        log_in(client, user)
    return list(crawl(client, ["/"], each=each, skip=lambda url: url.partition("?")[0].endswith(leave)))


def errors(visits: list[Visit]) -> list[tuple[int, str, str]]:
    assert len(visits) > 10
    return [(v.response.status_code, v.url, v.referer) for v in visits if v.response.status_code not in (200, 302)]


@pytest.fixture
def demo() -> None:
    call_command("load_demo", stdout=StringIO())


def test_by_links_every_page_is_reached_and_a_chinese_one_has_no_latin_words(demo):
    user = User.objects.get(phone=RESIDENT)
    own = walk(user=user)
    strange: dict[str, set[str]] = {}
    for visit in [*walk(), *own]:
        for text in words_of(visit.text) if visit.is_html else ():
            found = set(LATIN.findall(CODES.sub("", text))) - KNOWN
            if found:
                strange.setdefault(visit.url, set()).update(found)
    assert {url: sorted(words) for url, words in strange.items()} == {}
    assert sorted(_pages_of(user) - {resolve(visit.url.partition("?")[0]).url_name for visit in own}) == []


def test_an_english_page_has_no_han_but_data(demo):
    User.objects.filter(phone=RESIDENT).update(language="en")
    strange = {
        (visit.url, text)
        for user in (None, User.objects.get(phone=RESIDENT))
        for visit in walk(language="en", user=user)
        if visit.is_html
        for text in words_of(plain(visit.text))
        if not _is_data(text)
    }
    assert strange == set()


_data: list[str] = []


@pytest.fixture(autouse=True)
def _fresh_data() -> Iterator[None]:
    _data.clear()
    yield
    _data.clear()


def _is_data(text: str) -> bool:
    """Whether all Han in a text is what people wrote: whole, or the beginning of it."""
    if not HAN.search(text):
        return True
    if not _data:
        _data.extend(data_of_people())
    if any(text.rstrip("….").strip() in each for each in _data):
        return True
    for each in _data:
        text = text.replace(each, "")
    return not HAN.search(text)


# Reached by a machine, by a message, by who works here, or by an address that is kept elsewhere.
NOT_BY_LINKS = {
    "offline",
    "healthz",
    "manifest",
    "service_worker",
    "care_roll",
    "my_data_in_full",
    "former_log_in",
    "change_phone_code",
    "jsi18n",
    # Asked for by what needs the password again, by staff, by who teaches, by who was not found in the register yet.
    "prove",
    "enrol_app",
    "teaching",
    "match",
}


def _pages_of(user: User) -> set[str]:
    """The names of the pages without arguments that a resident may read."""
    client = Client()
    log_in(client, user)
    patterns = [each for each in _patterns() if each not in NOT_BY_LINKS]
    pages = {name for name in patterns if (answer := client.get(reverse(name))).status_code == 200
             and answer.headers["Content-Type"].startswith("text/html")}  # fmt: skip
    assert len(pages) > 15
    return pages


def _patterns() -> Iterator[str]:
    """The names of addresses without arguments, outside the admin."""
    for name in get_resolver().reverse_dict:
        if isinstance(name, str):
            [(path, arguments), *_rest] = get_resolver().reverse_dict.getlist(name)[0][0]
            if not arguments and not path.startswith("admin/"):
                yield name


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (datetime(2026, 11, 24, 5, 40), "现在休息，8:30开放"),
        (datetime(2026, 11, 24, 15, 30), "间活动室空着"),
        (datetime(2026, 11, 24, 23, 50), "现在休息，明天 8:30开放"),
        (datetime(2026, 9, 30, 15, 30), "间活动室空着"),
        (datetime(2026, 10, 1, 10, 0), ""),
    ],
    ids=["05:40", "15:30", "23:50", "eve-of-national-day", "national-day"],
)
def test_at_any_hour_nothing_is_an_error_and_home_says_what_is(when, said):
    with time_machine.travel(at(when.date(), when.time()), tick=False):
        call_command("load_demo", stdout=StringIO())
        home = Client().get("/").content.decode()
        assert said in home
        assert not re.search(r"有0间|不开放 到|今天没有了", home)
        assert errors(walk(each=1, leave=MADE)) == []
        assert errors(walk(user=User.objects.get(phone=RESIDENT), each=1, leave=MADE)) == []


def test_an_empty_centre_says_so_kindly():
    visits = walk()
    assert errors(visits) == []
    assert "正在筹备" in visits[0].text
    assert errors(walk(user=UserFactory())) == []


def test_thirty_rooms_and_two_hundred_classes_stay_usable():
    rooms = [RoomFactory(name=f"{n}号活动室", slug=f"room-{n}", floor=n % 5, capacity=20) for n in range(1, 31)]
    make_booking(rooms[0])
    made = make_class(room=rooms[1], weeks=2)
    InterestClass.objects.bulk_create(
        InterestClass(
            name=f"{n}号班", teacher_name="李建国", capacity=9, room=rooms[n % 30], weekday=n % 7, starts=time(10),
            ends=time(11), first_day=today(), last_day=today() + timedelta(weeks=4),
        )
        for n in range(1, 200)
    )  # fmt: skip
    visits = walk(user=UserFactory(), each=3)
    assert errors(visits) == []
    assert all(len(visit.text) < 400_000 for visit in visits)
    client = Client()
    assert made.name in client.get(reverse("class_list"), {"q": made.name}).content.decode()
    assert "7号活动室" in client.get(reverse("day_grid"), {"date": (today() + DAY).isoformat()}).content.decode()
