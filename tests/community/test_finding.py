"""Search: by what people type, masked, subject to each app's permissions."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from community.models import Notice
from community.person_line import PersonLine, told_apart
from community.registers.finding import BEGINNING, EXACT, WITHIN, fits, likeness_of
from tests.factories import (
    BuildingFactory,
    HouseholdFactory,
    RoomFactory,
    StaffFactory,
    UserFactory,
    make_booking,
    make_class,
    register_person,
)
from tests.steps import log_in

pytestmark = pytest.mark.django_db


def found(client, words: str) -> dict[str, list]:
    """The hits by the name of their kind, in order; one alone is opened at once, so another is made beside it."""
    page = client.get(reverse("desk_search"), {"q": words, "live": "1"})
    assert page.status_code == 200
    return {str(each.kind.name): each.hits for each in page.context["found"]}


@pytest.fixture
def chief(client):
    return log_in(client, StaffFactory(name="田书记"))


@pytest.fixture
def wang():
    home = HouseholdFactory(building=BuildingFactory(name="3"), unit=1, room="101")
    return register_person("王秀兰", household=home, phone="13900000001", sex="female")


@pytest.mark.parametrize("words", ["王秀兰", "wangxiulan", "wxl", "WXL", "0001", "3-1-101", "3号楼1单元101"])
def test_a_resident_is_found_however_staff_ask(client, chief, wang, words):
    [hit] = found(client, words)["居民"]
    assert hit.url == reverse("resident", args=[wang.pk])
    assert str(hit.person) == "王** · 女 · 3-1-101 · 139****0001"


def test_a_single_hit_is_opened_by_enter(client, chief, wang):
    answer = client.get(reverse("desk_search"), {"q": "wangxiulan"})
    assert (answer.status_code, answer.url) == (302, reverse("resident", args=[wang.pk]))


def test_the_page_names_nobody_in_full(client, chief, wang):
    register_person("王秀兰")
    page = client.get(reverse("desk_search"), {"q": "wxl"}).content.decode()
    assert "王秀兰" not in page
    assert wang.phone not in page


def test_no_two_lines_look_alike(client, chief):
    people = [register_person("王秀兰") for _each in range(3)]
    lines = [str(hit.person) for hit in found(client, "wxl")["居民"]]
    assert len(set(lines)) == 3
    assert f"档案{people[0].pk}号" in lines[0]


def test_those_who_differ_bear_no_mark():
    lines = told_apart([PersonLine(1, "王**", age=70), PersonLine(2, "王**", age=71)])
    assert [line.mark for line in lines] == ["", ""]


def test_the_likeliest_kind_comes_first(client, chief):
    make_class(name="王秀兰书法班")
    register_person("王秀兰")
    assert next(iter(found(client, "王秀兰"))) == "居民"
    assert next(iter(found(client, "王秀兰书法班"))) == "兴趣班"


@pytest.mark.parametrize(
    ("words", "kind"),
    [("书法", "兴趣班"), ("sf", "兴趣班"), ("yihao", "活动室"), ("停水", "公告"), ("yuyue", "功能页"), ("田", "账号")],
)
def test_every_kind_of_thing_is_found(client, chief, words, kind):
    make_class(name="书法班", room=RoomFactory(name="一号琴房", capacity=9))
    Notice.objects.create(title="停水通知")
    assert kind in found(client, words)


def test_a_booking_is_found_by_its_reference(client, chief):
    booking = make_booking()
    assert found(client, booking.ref.lower())["预约"][0].url == booking.get_absolute_url()


def test_each_kind_asks_for_its_permission(client, wang):
    clerk = UserFactory(is_staff=True)
    log_in(client, clerk)
    assert found(client, "wxl") == {}
    clerk.user_permissions.add(Permission.objects.get(codename="view_resident"))
    assert list(found(client, "wxl")) == ["居民"]


def test_who_reads_alone_is_not_told_whole_names_or_numbers_of_bookings(client):
    booking = make_booking(user=UserFactory(name="周平"))
    reader = UserFactory(is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_booking"))
    log_in(client, reader)
    [hit] = found(client, "zhouping")["预约"]
    assert hit.title == f"周* · {booking.room}"
    assert found(client, booking.contact_phone) == {}


def test_the_search_is_for_who_works_here(client):
    assert client.get(reverse("desk_search")).status_code == 302
    log_in(client, UserFactory())
    assert client.get(reverse("desk_search"), {"q": "w"}).status_code == 403
    log_in(client, StaffFactory())
    assert client.post(reverse("desk_search")).status_code == 405


@pytest.mark.parametrize("words", ["", " ", "·", "%", "x" * 200, "-", "3-", "\u200b", "(", "𪨧"])
def test_whatever_is_typed_is_answered(client, chief, words):
    assert client.get(reverse("desk_search"), {"q": words}).status_code == 200


def test_likeness_knows_all_of_it_a_beginning_and_a_part():
    assert [likeness_of(words, "书法班") for words in ("书法班", "shufaban", "sfb")] == [EXACT] * 3
    assert [likeness_of(words, "书法班") for words in ("书法", "shu", "sf")] == [BEGINNING] * 3
    assert likeness_of("法", "书法班") == WITHIN
    assert not fits("hufa", "书法班")


def test_what_may_not_be_opened_is_not_found(client, chief, wang, monkeypatch):
    register_person("王秀芳")
    assert found(client, "王秀")
    monkeypatch.setattr("community.registers.finding.may_open", lambda _user, url: False)
    assert found(client, "王秀") == {}
