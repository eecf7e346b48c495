"""Home, the board, the wall, "my" page and the styleguide."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from community.demo import load_centre
from community.models import Message, Notice
from community.ranges import Span
from community.registers import foyer, happenings
from community.registers.foyer import OnDuty
from community.registers.happenings import Happening
from community.shared_pages import forget_pages
from portal import selectors
from portal.templatetags.happenings import happening_line
from rooms.models import Waiting
from tests.factories import RoomFactory, UserFactory, make_booking, tomorrow_at
from tests.reading import markup
from tests.steps import log_in

pytestmark = pytest.mark.django_db

HOME_LIMIT = 40 * 1024  # bytes of HTML
HOME_QUERIES = 10  # of the first reader, the versions and the centre among them
BOARD_QUERIES = 5  # besides what home has asked already
MY_QUERIES = 4  # what waits for an answer is one


@pytest.mark.parametrize("name", ["home", "board", "my", "wall_qr"])
def test_pages_are_for_reading_only(client, name):
    log_in(client, UserFactory())
    assert client.get(reverse(name)).status_code == 200
    assert client.head(reverse(name)).status_code == 200
    assert client.post(reverse(name)).status_code == 405


def test_home_tells_what_the_centre_is(client):
    load_centre()
    RoomFactory(name="书画室")
    page = markup(client.get(reverse("home")))
    for words in ("书画室", "1,396", "3,586", "陕西省“和谐示范社区”", "徐家湾街道", "8:30–21:00", "书法班"):
        assert words in page


def test_home_in_english_has_no_chinese_of_the_centre(client):
    load_centre()
    client.cookies["django_language"] = "en"
    page = markup(client.get(reverse("home")))
    assert '<html lang="en"' in page
    for words in ("1,396", "Model Community of Harmony", "Daily 8:30–21:00", "How to book, in three steps"):
        assert words in page
    assert "未央区" not in page


def test_home_stays_light_with_twelve_rooms(client):
    load_centre()
    for _each in range(12):
        RoomFactory()
    assert len(client.get(reverse("home")).content) < HOME_LIMIT


@pytest.mark.parametrize("count", [1, 3])
def test_home_and_board_take_few_queries(client, django_assert_num_queries, count):
    load_centre()
    for _each in range(count):
        make_booking()
        Notice.objects.create(title="通知")
    with time_machine.travel(timezone.now().replace(second=5), tick=False):
        with django_assert_num_queries(HOME_QUERIES):
            client.get(reverse("home"))
        with django_assert_num_queries(BOARD_QUERIES):
            client.get(reverse("board"))


def test_home_shows_the_readers_own_next_booking_only(client):
    mine = make_booking()
    other = make_booking(span=tomorrow_at(9))
    log_in(client, mine.user)
    response = client.get(reverse("home"))
    assert response.context["next_booking"] == mine
    assert other.ref not in response.content.decode()
    client.logout()
    assert mine.ref not in client.get(reverse("home")).content.decode()


def test_notices_show_only_in_their_time(client):
    now = timezone.now()
    Notice.objects.create(title="正在展示", starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=1))
    Notice.objects.create(title="已经结束", starts_at=now - timedelta(days=2), ends_at=now - timedelta(days=1))
    Notice.objects.create(title="还没开始", starts_at=now + timedelta(days=1))
    for address in (reverse("home"), reverse("board"), reverse("board") + "?display=wall"):
        page = client.get(address).content.decode()
        assert "正在展示" in page
        assert "已经结束" not in page
        assert "还没开始" not in page


@pytest.mark.parametrize("address", ["/board/", "/board/?display=wall"])
def test_the_board_names_nobody(client, address, come_to):
    user = UserFactory(name="阿依古丽·买买提", phone="13912345678")
    booking = make_booking(user=user, purpose="给王秀兰过生日")
    come_to(booking.starts_at)
    log_in(client, UserFactory(is_superuser=True, is_staff=True, name="田书记"))
    page = client.get(address).content.decode()
    for secret in (user.name, user.phone, booking.ref, "王秀兰", "5678"):
        assert secret not in page


def test_the_board_says_who_is_on_duty_now(client, monkeypatch):
    until = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(foyer, "_duty", [lambda now: [OnDuty(("李师傅", "小何"), "小区工作站", until)]])
    page = client.get("/board/").content.decode()
    assert all(each in page for each in ("现在值班", "小区工作站", "李师傅、小何"))
    monkeypatch.setattr(foyer, "_duty", [])
    forget_pages()
    assert "现在值班" not in client.get("/board/").content.decode()


def test_the_wall_knows_not_even_its_own_login(client):
    log_in(client, UserFactory(name="田书记"))
    page = markup(client.get("/board/?display=wall"))
    assert "田书记" not in page
    assert "<noscript><meta http-equiv=" in page
    assert 'id="wall-today"' in page
    assert "js/wall.js" in page


def test_the_code_on_the_wall_leads_home(client):
    response = client.get(reverse("wall_qr"))
    assert response["Content-Type"] == "image/svg+xml"
    assert response.content.startswith(b"<?xml")


@pytest.mark.parametrize("address", ["/", "/board/", "/board/?display=wall"])
def test_what_an_app_registers_happens_today(client, monkeypatch, address):
    now = timezone.now()
    going_on = Happening(Span(now, now + timedelta(minutes=1)), "书法课", "书画室", "/classes/7/", "余3位")
    monkeypatch.setattr(happenings, "_sources", [lambda span: [going_on]])
    page = client.get(address).content.decode()
    for words in ("书法课", "书画室", "余3位"):
        assert words in page
    assert ('href="/classes/7/"' in page) == ("wall" not in address)


def test_happenings_come_in_the_order_of_time(monkeypatch):
    later, sooner = (Happening(tomorrow_at(hour), "课", "", "") for hour in (15, 9))
    monkeypatch.setattr(happenings, "_sources", [lambda span: [later], lambda span: [sooner]])
    assert happenings.happenings(tomorrow_at(8, hours=12)) == [sooner, later]


@pytest.mark.parametrize(
    ("most", "shown", "has_more"),
    [(3, ["早", "午", "晚"], False), (2, ["午", "晚"], True), (1, ["午"], True)],
)
def test_the_board_shows_the_whole_day_or_else_what_is_to_come(monkeypatch, come_to, most, shown, has_more):
    lessons = [Happening(tomorrow_at(hour), title, "", "") for hour, title in ((8, "早"), (12, "午"), (18, "晚"))]
    monkeypatch.setattr(happenings, "_sources", [lambda span: [each for each in lessons if each.span.overlaps(span)]])
    monkeypatch.setattr(selectors, "HAPPENINGS_SHOWN", most)
    now = tomorrow_at(12).start
    come_to(now)
    today = selectors.happenings_of_today(now)
    assert [each.title for each in today["happenings"]] == shown
    assert today["has_more_happenings"] is has_more


def test_a_line_of_today_follows_what_it_says(come_to):
    lesson = Happening(tomorrow_at(12), "书法课", "书画室", "/classes/7/")
    before, during, after = (tomorrow_at(hour).start for hour in (11, 12, 13))
    line = [happening_line(lesson, now) for now in (before, during, after)]
    assert [("warn" in each, "over" in each) for each in line] == [(False, False), (True, False), (False, True)]
    with override("en"):
        assert "Now" in happening_line(lesson, during)
    assert "国画课" in happening_line(replace(lesson, title="国画课"), during)


def test_my_page_is_behind_the_login(client):
    response = client.get(reverse("my"))
    assert response.status_code == 302
    assert response.url.endswith("?next=/my/")


@pytest.mark.parametrize("count", [1, 3])
def test_my_page_gathers_my_things_in_few_queries(client, django_assert_num_queries, count):
    user = UserFactory(name="周平")
    for hour in range(count):
        make_booking(user=user, span=tomorrow_at(9 + hour))
    make_booking()
    Message.objects.create(user=user, kind="booking_confirmed", subject="已约好", body="")
    log_in(client, user)
    client.get(reverse("my"))
    with django_assert_num_queries(MY_QUERIES):
        response = client.get(reverse("my"))
    page = response.content.decode()
    assert len(response.context["upcoming"]) == count
    assert "周平" in page
    assert reverse("my_bookings") in page
    assert next(card for card in response.context["cards"] if card.count).url == reverse("inbox")


def test_what_is_held_for_me_stands_first_on_home_and_my_page(client):
    booking = make_booking()
    user = UserFactory()
    Waiting.objects.create(
        user=user,
        room=booking.room,
        during=tomorrow_at(10).range,
        state=Waiting.State.OFFERED,
        offer=booking.reservation,
        offer_ends_at=timezone.now() + timedelta(minutes=30),
    )
    log_in(client, user)
    for name in ("home", "my"):
        response = client.get(reverse(name))
        [question] = response.context["questions"]
        main = response.content.decode().partition("<main")[2]
        assert main.index(question.url) < main.index("<h1")
    log_in(client, UserFactory())
    assert client.get(reverse("home")).context["questions"] == []


def test_more_than_two_questions_are_folded(client):
    user = UserFactory()
    asked = [
        Waiting.objects.create(
            user=user,
            room=held.room,
            during=held.span.range,
            state=Waiting.State.OFFERED,
            offer=held.reservation,
            offer_ends_at=timezone.now() + timedelta(minutes=number + 5),
        )
        for number, held in enumerate(make_booking() for _each in range(5))
    ]
    log_in(client, user)
    for name in ("home", "my"):
        page = markup(client.get(reverse(name)))
        shown, _, folded = page.partition('<details class="fold"><summary>还有3件等您答复</summary>')
        assert [asked.index(each) for each in asked if each.get_absolute_url() in shown] == [0, 1]
        assert all(each.get_absolute_url() in folded.partition("</details>")[0] for each in asked[2:])


def test_the_styleguide_is_for_contributors(client, settings):
    assert client.get(reverse("styleguide")).status_code == 404
    settings.DEBUG = True
    response = client.get(reverse("styleguide"))
    assert response.status_code == 200
    assert b"error-summary" in response.content


@pytest.mark.parametrize(("cookie", "expected"), [("1", 'data-elder="1"'), ("2", 'data-elder="2"'), ("9", "<html")])
def test_elder_mode_grows_in_two_steps(client, cookie, expected):
    load_centre()
    client.cookies["elder"] = cookie
    page = client.get(reverse("home")).content.decode()
    assert expected in page
    assert ('class="call"' in page) == (cookie != "9")


def test_the_larger_step_is_remembered(client):
    response = client.post(reverse("set_display"), {"elder": "2", "next": "/board/"})
    assert response.url == "/board/"
    assert 'data-elder="2"' in client.get("/board/").content.decode()


def test_no_page_carries_inline_style_or_script(client):
    load_centre()
    RoomFactory()
    for address in ("/", "/board/", "/board/?display=wall"):
        page = client.get(address).content
        assert b"style=" not in page
        assert b"<script>" not in page


def test_the_styleguide_shows_every_component(client, settings):
    settings.DEBUG = True
    shown = {template.name for template in client.get(reverse("styleguide")).templates}
    folder = settings.BASE_DIR / "templates"
    assert {str(path.relative_to(folder)) for path in (folder / "components").glob("*.html")} <= shown
