"""Signing up, logging in, forgotten passwords, and managing one's own login."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from community.accounts import codes, passwords, proof, services
from community.errors import DomainError
from community.http import client_address
from community.models import Message, OneTimeCode, OutgoingText, User
from community.registers.roles import FRONT_DESK_ROLE
from tests.factories import RoomFactory, UserFactory
from tests.steps import log_in, refused

pytestmark = pytest.mark.django_db

PHONE = "13912345678"
PASSWORD = "calligraphy on friday"


@pytest.fixture
def member(client):
    user = UserFactory(phone=PHONE, password=PASSWORD)
    log_in(client, user)
    return user


def texted_code() -> str:
    """The digits in the latest text."""
    return next(word for word in OutgoingText.objects.latest("pk").body.split() if word[:6].isdigit())[:6]


def door(client, **form):
    return client.post(reverse("log_in"), form)


def prove(client, phone: str = PHONE):
    door(client, do="code", phone=phone)
    return door(client, do="enter", code=texted_code())


def test_who_is_new_gives_number_code_and_name(client):
    assert "姓名" in client.get(prove(client).url).content.decode()
    assert door(client, do="name", name="阿依古丽·买买提").url == reverse("landing")
    user = User.objects.get()
    assert (user.phone, user.name, client.session["_auth_user_id"]) == (PHONE, "阿依古丽·买买提", str(user.pk))
    assert not user.has_usable_password()


def test_another_code_too_soon_is_told_without_blaming_the_empty_field(client):
    door(client, do="code", phone=PHONE)
    for _ in range(codes.MOST_PER_CLIENT + 1):
        again = door(client, do="code")
    assert again.status_code == 429
    assert "请填写" not in again.content.decode()


def test_who_has_a_login_comes_in_by_a_code(client):
    user = UserFactory(phone=PHONE)
    assert prove(client).url == reverse("landing")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_where_one_was_going_is_kept_through_every_step(client):
    wanted = "/rooms/music/book/?start=2026-12-01T15:00"
    for form in ({"do": "code", "phone": PHONE}, {"do": "enter", "code": "replaced"}):
        if "code" in form:
            form["code"] = texted_code()
        answer = client.post(reverse("log_in"), form | {"next": wanted})
        assert 'value="/rooms/music/book/?start=2026-12-01T15:00"' in client.get(answer.url).content.decode()
    assert door(client, do="name", name="周平", next=wanted).url == wanted


def test_the_chosen_slot_stays_in_sight(client):
    RoomFactory(slug="music", name="乐器室")
    with time_machine.travel("2026-11-30 10:00+08:00", tick=False):
        page = client.get(reverse("log_in"), {"next": "/rooms/music/book/?start=2026-12-01T15:00"}).content.decode()
    assert "乐器室" in page
    assert "明天 15:00" in page


@pytest.mark.parametrize("path", ["/rooms/music/book/?start=x", "/rooms/none/book/", "/%00/", "/nothing/?start=1"])
def test_an_errand_of_nonsense_is_no_errand(client, path):
    assert client.get(reverse("log_in"), {"next": path}).status_code == 200


AS_TYPED = [
    "139 1234 5678",
    "+86 139-1234-5678",
    "（+86）139.1234.5678",
    "0086 139–1234–5678",
    "86 13912345678",
    "１３９　１２３４　５６７８",
    "\u202d139 1234 5678\u202c",  # as a phone's contacts give it
]


@pytest.mark.parametrize("typed", AS_TYPED)
def test_numbers_are_understood_as_people_write_them(client, typed):
    assert door(client, do="code", phone=typed).status_code == 302
    assert OutgoingText.objects.get().phone == PHONE


@pytest.mark.parametrize("typed", ["", "1", "029-12345678", "139123456789", "x" * 10_000])
def test_what_is_no_mobile_number_is_refused(client, typed):
    assert door(client, do="code", phone=typed).status_code == 422
    assert not OutgoingText.objects.exists()


@pytest.mark.parametrize("name", ["", " ", "周" * 101])
def test_a_name_that_does_not_do(client, name):
    prove(client)
    assert door(client, do="name", name=name).status_code == 422
    assert not User.objects.exists()


def test_no_login_without_a_proved_number(client):
    assert door(client, do="name", name="周平").status_code == 302
    door(client, do="code", phone=PHONE)
    door(client, do="name", name="周平")
    assert not User.objects.exists()


@pytest.mark.parametrize("do", ["", "nonsense", "enter", "name"])
def test_a_step_out_of_turn_begins_again(client, do):
    assert door(client, do=do).status_code in (302, 422)
    assert not User.objects.exists()


def test_a_wrong_code_is_refused_and_five_end_it(client):
    door(client, do="code", phone=PHONE)
    code = texted_code()
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for _attempt in range(codes.MOST_ATTEMPTS):
        assert door(client, do="enter", code=wrong).status_code == 422
    assert door(client, do="enter", code=code).status_code == 422


def send(**changes):
    codes.send_code(**{"phone": PHONE, "purpose": "door", "client": "1", "asker": "a"} | changes)


def use(digits: str, asker: str = "a") -> None:
    codes.use_code(phone=PHONE, purpose="door", code=digits, asker=asker)


def test_a_code_is_good_once_and_for_ten_minutes():
    send()
    code = texted_code()
    use(code)
    refused("wrong_code", use, digits=code)
    OneTimeCode.objects.update(used_at=None)
    with time_machine.travel(timezone.now() + codes.LIFETIME + timedelta(seconds=1), tick=False):
        refused("wrong_code", use, digits=code)


def test_a_code_is_good_only_where_it_was_asked_for():
    send()
    refused("wrong_code", use, digits=texted_code(), asker="b")


def test_codes_are_throttled_by_number_and_address(client):
    now = timezone.now()
    send()
    refused("too_many_codes", send)
    for number in range(1, codes.MOST_PER_ASKER):
        with time_machine.travel(now + number * timedelta(minutes=2), tick=False):
            send()
    with time_machine.travel(now + timedelta(minutes=20), tick=False):
        refused("too_many_codes", send)


def test_codes_are_throttled_by_address():
    for number in range(codes.MOST_PER_CLIENT):
        send(phone=f"138{number:08d}")
    refused("too_many_codes", send)


def test_nobody_uses_up_the_codes_of_another():
    for number in range(codes.MOST_PER_PHONE):
        send(client=f"stranger {number}")
    refused("too_many_codes", send, client="owner elsewhere")
    send(client="owner", is_known=True)
    for _guess in range(codes.MOST_ATTEMPTS):
        refused("wrong_code", use, digits="000000", asker="stranger")
    use(texted_code())


def test_a_browser_is_known_after_its_owner_came_in(client, rf):
    UserFactory(phone=PHONE)
    prove(client)
    request = rf.get("/")
    request.COOKIES = {"known": client.cookies["known"].value}
    assert proof.is_known(request, PHONE)
    assert not proof.is_known(request, "13700000000")


@pytest.mark.parametrize("exists", [True, False])
def test_nobody_learns_whether_a_number_has_a_login(client, exists):
    if exists:
        UserFactory(phone=PHONE)
    answer = door(client, do="code", phone=PHONE)
    page = client.get(answer.url).content.decode()
    assert (answer.status_code, PHONE in page, "姓名" in page) == (302, True, False)
    assert texted_code()


def test_a_closed_login_stays_closed(client):
    UserFactory(phone=PHONE, is_active=False)
    assert prove(client).status_code == 422
    assert "_auth_user_id" not in client.session


def test_the_right_password_in_a_language_of_ones_own(client):
    UserFactory(phone=PHONE, password=PASSWORD, language="en")
    response = door(client, do="password", phone="139 1234 5678", password=PASSWORD, next="/rooms/")
    assert response.url == "/rooms/"
    assert response.cookies["django_language"].value == "en"


def test_enter_in_the_password_field_logs_in(client):
    UserFactory(phone=PHONE, password=PASSWORD)
    assert door(client, do="code", phone=PHONE, password=PASSWORD).url == reverse("landing")
    assert not OutgoingText.objects.exists()


def test_the_language_just_chosen_wins(client):
    user = UserFactory(phone=PHONE, password=PASSWORD, language="zh-hans")
    client.cookies["django_language"] = "en"
    response = door(client, do="password", phone=PHONE, password=PASSWORD)
    assert response.cookies["django_language"].value == "en"
    user.refresh_from_db()
    assert user.language == "en"


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "abc", "a/b"])
def test_log_in_leads_nowhere_else(client, path):
    UserFactory(phone=PHONE, password=PASSWORD)
    assert door(client, do="password", phone=PHONE, password=PASSWORD, next=path).url == reverse("landing")


@pytest.mark.parametrize("name", ["set_display", "set_language", "log_in"])
def test_a_next_that_is_no_path_breaks_nothing(client, name):
    assert client.post(reverse(name), {"next": "abc"}).status_code in (302, 422)
    assert client.get(reverse("log_in"), {"next": "abc"}).status_code == 200


def test_who_works_at_the_desk_arrives_there(client):
    clerk = UserFactory(is_staff=True)
    clerk.groups.add(Group.objects.get(name=FRONT_DESK_ROLE))
    log_in(client, clerk)
    assert client.get(reverse("landing")).url == reverse("desk")
    log_in(client, UserFactory())
    assert client.get(reverse("landing")).url == reverse("my")


def test_guessing_a_password_is_locked_out(client, settings):
    UserFactory(phone=PHONE, password=PASSWORD)
    for _guess in range(settings.AXES_FAILURE_LIMIT):
        guess = door(client, do="password", phone=PHONE, password="wrong")
    assert guess.status_code == 429
    right = door(client, do="password", phone=PHONE, password=PASSWORD)
    assert right.status_code == 429
    assert "_auth_user_id" not in client.session


def test_an_address_that_tries_many_logins_is_stopped(client, monkeypatch):
    monkeypatch.setattr(passwords, "MOST_WRONG_FROM_ADDRESS", 3)
    for number in range(3):
        door(client, do="password", phone=f"1380000000{number}", password="wrong")
    UserFactory(phone=PHONE, password=PASSWORD)
    assert door(client, do="password", phone=PHONE, password=PASSWORD).status_code == 429


@pytest.mark.parametrize("name", ["change_password", "delete_account", "change_phone"])
def test_guessing_is_limited_wherever_the_password_is_asked_for(client, member, settings, name):
    form = {"password": "wrong", "new_password": "another long one", "phone": "13700000000"}
    statuses = [client.post(reverse(name), form).status_code for _guess in range(settings.AXES_FAILURE_LIMIT + 1)]
    assert statuses[0] == 422
    assert statuses[-1] == 429


def test_who_comes_by_code_may_set_a_password(client):
    user = UserFactory(phone=PHONE)
    prove(client)
    assert client.post(reverse("change_password"), {"new_password": PASSWORD}).status_code == 302
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_text_message_alone_sets_no_password_of_staff(client):
    user = UserFactory(phone=PHONE, is_staff=True, password=PASSWORD)
    prove(client)
    assert client.post(reverse("change_password"), {"new_password": "another long one"}).status_code == 422
    user.set_unusable_password()
    user.save()
    prove(client)
    assert client.post(reverse("change_password"), {"new_password": "another long one"}).status_code == 403


def test_who_has_no_password_proves_the_phone_before_what_matters(client):
    user = UserFactory(phone=PHONE)
    user.set_unusable_password()
    user.save()
    log_in(client, user)
    ask = client.get(reverse("delete_account"))
    assert ask.url == f"{reverse('prove')}?next=%2Faccounts%2Fdelete%2F"
    client.post(ask.url)
    assert client.post(ask.url, {"code": "000000x"}).status_code == 422
    assert client.post(ask.url, {"code": texted_code()}).url == reverse("delete_account")
    assert client.get(reverse("delete_account")).status_code == 200


def test_a_new_password_ends_other_sessions(client, member):
    services.set_password(user=member, password="another one")
    assert client.get(reverse("profile")).status_code == 302


def test_changing_the_password_keeps_this_session(client, member):
    form = {"password": PASSWORD, "new_password": "guzheng at half past nine"}
    assert client.post(reverse("change_password"), form).status_code == 302
    assert client.get(reverse("profile")).status_code == 200
    assert client.post(reverse("change_password"), form).status_code == 422


def test_moving_to_another_number(client, member):
    client.post(reverse("change_phone"), {"phone": "13700000000", "password": PASSWORD})
    client.post(reverse("change_phone_code"), {"code": texted_code()})
    member.refresh_from_db()
    assert member.phone == "13700000000"


def test_an_open_session_alone_moves_no_login(client, member):
    form = {"phone": "13700000000", "password": "wrong"}
    assert client.post(reverse("change_phone"), form).status_code == 422
    assert not OutgoingText.objects.exists()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [(0, "6.6.6.6", "127.0.0.1"), (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"), (2, "6.6.6.6, 1.2.3.4, 10.0.0.1", "1.2.3.4")],
)
def test_the_address_is_what_our_own_proxies_say(rf, settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    assert client_address(rf.get("/", headers={"x-forwarded-for": forwarded})) == address


def test_a_number_of_somebody_else_cannot_be_taken(client, member):
    UserFactory(phone="13700000000")
    client.post(reverse("change_phone"), {"phone": "13700000000", "password": PASSWORD})
    assert client.post(reverse("change_phone_code"), {"code": "000000"}).status_code == 422
    with pytest.raises(DomainError):
        services.change_phone(user=member, phone="13700000000")


def test_kinds_of_message_stand_in_groups_in_the_profile(client, member):
    page = client.get(reverse("profile")).content.decode()
    groups = re.findall(r"<summary>\s*(\S+)", page)
    assert {"活动室", "兴趣班", "我家门口", "值班", "捐赠", "儿童活动室"} <= set(groups)
    group = next(each for each in page.split("<details>") if 'value="booking_confirmed"' in each)
    assert re.search(r"<summary>\s*(\S+)", group)[1] == "活动室"


def test_the_profile_keeps_what_was_typed(client, member):
    form = {"name": "赵䶮", "email": "z@example.com", "birth_date": "1980-02-03", "language": "en"}
    assert client.post(reverse("profile"), form | {"sent_kinds": ["booking_confirmed"]}).status_code == 302
    member.refresh_from_db()
    assert (member.name, member.language, member.birth_date.year) == ("赵䶮", "en", 1980)
    assert "booking_confirmed" not in member.muted_kinds
    assert "booking_moved" in member.muted_kinds


def test_a_bad_profile_changes_nothing(client, member):
    assert client.post(reverse("profile"), {"name": "", "email": "x", "language": "fr"}).status_code == 422
    member.refresh_from_db()
    assert member.name == "周平"


@pytest.mark.parametrize("count", [1, 3])
def test_the_inbox_lists_messages_with_few_queries(client, member, django_assert_num_queries, count):
    for number in range(count):
        Message.objects.create(user=member, kind="x", subject=f"第{number}条", body="")
    with django_assert_num_queries(5):
        response = client.get(reverse("inbox"))
    assert response.content.decode().count("第") >= count


def unread(user: User) -> list[str]:
    """The subjects of a user's unread messages, the oldest first."""
    return list(user.messages.filter(read_at=None).order_by("pk").values_list("subject", flat=True))


@pytest.mark.parametrize("count", [1, 3])
def test_one_tap_reads_all_that_was_listed(client, member, django_assert_num_queries, count):
    other = Message.objects.create(user=UserFactory(), kind="x", subject="别人的", body="").user
    for number in range(count):
        Message.objects.create(user=member, kind="x", subject=f"第{number}条", body="")
    newest = client.get(reverse("inbox")).context["newest_unread"]
    Message.objects.create(user=member, kind="x", subject="后来的", body="")
    with django_assert_num_queries(2):
        client.post(reverse("read_all_messages"), {"newest": newest})
    assert (unread(member), unread(other)) == (["后来的"], ["别人的"])
    client.post(reverse("read_all_messages"), {"newest": newest + 1})
    assert reverse("read_all_messages") not in client.get(reverse("inbox")).content.decode()


def test_reading_all_takes_a_login_a_post_and_a_number(client, member):
    Message.objects.create(user=member, kind="x", subject="一条", body="")
    assert client.get(reverse("read_all_messages")).status_code == 405
    for newest in ({}, {"newest": "x"}, {"newest": "9" * 30}):
        assert client.post(reverse("read_all_messages"), newest).url == reverse("inbox")
    client.logout()
    assert client.post(reverse("read_all_messages"), {"newest": "9"}).url.startswith(reverse("log_in"))
    assert unread(member) == ["一条"]


def test_opening_a_message_makes_it_read(client, member):
    message = Message.objects.create(user=member, kind="x", subject="标题", body="正文", path="/rooms/")
    assert "正文" in client.get(reverse("message", args=[message.pk])).content.decode()
    message.refresh_from_db()
    assert message.read_at


def test_messages_of_others_are_not_found(client, member):
    message = Message.objects.create(user=UserFactory(), kind="x", subject="s", body="")
    assert client.get(reverse("message", args=[message.pk])).status_code == 404


@pytest.mark.parametrize(
    ("form", "cookie", "value"),
    [({"elder": "1"}, "elder", "1"), ({"scheme": "dark"}, "scheme", "dark"), ({"elder": "7"}, "elder", None)],
)
def test_how_pages_are_shown_is_remembered(client, form, cookie, value):
    response = client.post(reverse("set_display"), form | {"next": "//evil.example"})
    assert response.url == reverse("home")
    assert (response.cookies[cookie].value if cookie in response.cookies else None) == value


def test_the_language_is_remembered_with_the_login(client, member):
    client.post(reverse("set_language"), {"language": "en", "next": "/rooms/"})
    member.refresh_from_db()
    assert member.language == "en"
    client.post(reverse("set_language"), {"language": "tlh"})
    member.refresh_from_db()
    assert member.language == "en"


OPEN = ["log_in", "privacy"]
OWN = [
    "profile",
    "prove",
    "change_password",
    "change_phone",
    "inbox",
    "my_data",
    "my_data_file",
    "my_data_in_full",
    "delete_account",
]


@pytest.mark.parametrize("name", OPEN)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_open_pages_read_in_both_languages(client, name, language):
    client.cookies["django_language"] = language
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", OWN)
def test_own_pages_need_a_login(client, name):
    assert client.get(reverse(name)).url.startswith(reverse("log_in"))


@pytest.mark.parametrize("name", OWN)
def test_own_pages_read_and_are_not_stored(client, member, name):
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("name", ["log_out", "set_display", "set_language"])
def test_changes_need_a_post(client, member, name):
    assert client.get(reverse(name)).status_code == 405


@pytest.mark.parametrize("name", [*OPEN, *OWN])
def test_other_methods_are_refused(client, member, name):
    assert client.put(reverse(name)).status_code == 405


@pytest.mark.parametrize("path", ["/accounts/sign-up/", "/accounts/reset/", "/admin/login/"])
def test_old_doors_lead_to_the_one(client, path):
    assert client.get(f"{path}?next=/rooms/").url == f"{reverse('log_in')}?next=%2Frooms%2F"


def test_logging_out(client, member):
    client.post(reverse("log_out"))
    assert client.get(reverse("profile")).status_code == 302


def test_a_resident_reads_a_plain_no_at_the_admin(client, member):
    assert client.get("/admin/", follow=True).status_code == 403
