"""Sign up, log in, a forgotten password, and one's own login."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.accounts import codes, services
from community.errors import DomainError
from community.http import client_address
from community.models import Message, OneTimeCode, OutgoingText, User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PHONE = "13912345678"
PASSWORD = "calligraphy on friday"


@pytest.fixture
def member(client):
    user = UserFactory(phone=PHONE, password=PASSWORD)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


def texted_code() -> str:
    """The digits in the latest text."""
    return next(word for word in OutgoingText.objects.latest("pk").body.split() if word[:6].isdigit())[:6]


def prove(client, start: str, code_page: str, phone: str = PHONE):
    client.post(reverse(start), {"phone": phone, "password": PASSWORD})
    return client.post(reverse(code_page), {"code": texted_code()})


def sign_up(client, **changes):
    form = {"name": "阿依古丽·买买提", "password": PASSWORD, "consent": "on"} | changes
    return client.post(reverse("sign_up_details"), form)


def test_signing_up_in_three_pages(client):
    assert prove(client, "sign_up", "sign_up_code").url == reverse("sign_up_details")
    assert sign_up(client).status_code == 302
    user = User.objects.get()
    assert (user.phone, user.name, client.session["_auth_user_id"]) == (PHONE, "阿依古丽·买买提", str(user.pk))


@pytest.mark.parametrize("typed", ["139 1234 5678", "+86 139-1234-5678", "１３９１２３４５６７８"])
def test_numbers_are_understood_as_people_write_them(client, typed):
    assert client.post(reverse("sign_up"), {"phone": typed}).status_code == 302
    assert OutgoingText.objects.get().phone == PHONE


@pytest.mark.parametrize("typed", ["", "1", "029-12345678", "139123456789", "x" * 10_000])
def test_what_is_no_mobile_number_is_refused(client, typed):
    assert client.post(reverse("sign_up"), {"phone": typed}).status_code == 422
    assert not OutgoingText.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [{"consent": ""}, {"name": ""}, {"name": "周" * 101}, {"password": "12345678"}, {"birth_date": "2999-01-01"}],
)
def test_details_that_do_not_do(client, changes):
    prove(client, "sign_up", "sign_up_code")
    assert sign_up(client, **changes).status_code == 422
    assert not User.objects.exists()


def test_no_login_without_a_proved_number(client):
    assert sign_up(client).url == reverse("sign_up")
    client.post(reverse("sign_up"), {"phone": PHONE})
    assert sign_up(client).url == reverse("sign_up")
    assert not User.objects.exists()


def test_a_wrong_code_is_refused_and_five_end_it(client):
    client.post(reverse("sign_up"), {"phone": PHONE})
    code = texted_code()
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for _attempt in range(codes.MOST_ATTEMPTS):
        assert client.post(reverse("sign_up_code"), {"code": wrong}).status_code == 422
    assert client.post(reverse("sign_up_code"), {"code": code}).status_code == 422


def test_a_code_is_good_once_and_for_ten_minutes():
    codes.send_code(phone=PHONE, purpose="sign_up", client="1")
    code = texted_code()
    codes.use_code(phone=PHONE, purpose="sign_up", code=code)
    with pytest.raises(DomainError):
        codes.use_code(phone=PHONE, purpose="sign_up", code=code)
    OneTimeCode.objects.update(used_at=None, created_at=timezone.now() - codes.LIFETIME - timedelta(seconds=1))
    with pytest.raises(DomainError):
        codes.use_code(phone=PHONE, purpose="sign_up", code=code)


def test_codes_are_throttled_by_number(client):
    client.post(reverse("sign_up"), {"phone": PHONE})
    assert client.post(reverse("sign_up"), {"phone": PHONE}).status_code == 429
    for _hour in range(codes.MOST_PER_PHONE - 1):
        OneTimeCode.objects.update(created_at=timezone.now() - timedelta(minutes=5))
        codes.send_code(phone=PHONE, purpose="sign_up", client="1")
    OneTimeCode.objects.update(created_at=timezone.now() - timedelta(minutes=5))
    assert client.post(reverse("sign_up"), {"phone": PHONE}).status_code == 429


def test_codes_are_throttled_by_address():
    for number in range(codes.MOST_PER_CLIENT):
        codes.send_code(phone=f"138{number:08d}", purpose="sign_up", client="1.2.3.4")
    with pytest.raises(DomainError):
        codes.send_code(phone=PHONE, purpose="sign_up", client="1.2.3.4")


@pytest.mark.parametrize(("start", "exists"), [("sign_up", True), ("reset_password", False)])
def test_only_the_owner_hears_whether_a_number_has_a_login(client, start, exists):
    if exists:
        UserFactory(phone=PHONE)
    response = client.post(reverse(start), {"phone": PHONE})
    assert response.status_code == 302
    assert not any(character.isdigit() for character in OutgoingText.objects.get().body)


def test_the_right_password_in_a_language_of_ones_own(client):
    UserFactory(phone=PHONE, password=PASSWORD, language="en")
    response = client.post(reverse("log_in"), {"username": "139 1234 5678", "password": PASSWORD, "next": "/rooms/"})
    assert response.url == "/rooms/"
    assert response.cookies["django_language"].value == "en"


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_log_in_leads_nowhere_else(client, path):
    UserFactory(phone=PHONE, password=PASSWORD)
    form = {"username": PHONE, "password": PASSWORD, "next": path}
    assert client.post(reverse("log_in"), form).url == reverse("my_bookings")


def test_guessing_a_password_is_locked_out(client, settings):
    UserFactory(phone=PHONE, password=PASSWORD)
    for _guess in range(settings.AXES_FAILURE_LIMIT):
        guess = client.post(reverse("log_in"), {"username": PHONE, "password": "wrong"})
    assert guess.status_code == 429
    right = client.post(reverse("log_in"), {"username": PHONE, "password": PASSWORD})
    assert right.status_code == 429
    assert "_auth_user_id" not in client.session


def test_a_forgotten_password(client):
    user = UserFactory(phone=PHONE)
    prove(client, "reset_password", "reset_code")
    assert client.post(reverse("new_password"), {"password": PASSWORD}).status_code == 302
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_new_password_ends_other_sessions(client, member):
    services.set_password(user=member, password="another one")
    assert client.get(reverse("profile")).status_code == 302


def test_changing_the_password_keeps_this_session(client, member):
    form = {"current": PASSWORD, "password": "guzheng at half past nine"}
    assert client.post(reverse("change_password"), form).status_code == 302
    assert client.get(reverse("profile")).status_code == 200
    assert client.post(reverse("change_password"), form).status_code == 422


def test_moving_to_another_number(client, member):
    prove(client, "change_phone", "change_phone_code", "13700000000")
    member.refresh_from_db()
    assert member.phone == "13700000000"


def test_an_open_session_alone_moves_no_login(client, member):
    form = {"phone": "13700000000", "password": "wrong"}
    assert client.post(reverse("change_phone"), form).status_code == 422
    assert not OutgoingText.objects.exists()


def test_the_time_it_takes_tells_nothing(settings):
    """A code that nobody gets is hashed too."""
    UserFactory(phone=PHONE)
    codes.send_code(phone=PHONE, purpose="sign_up", client="1")
    assert "!" not in OneTimeCode.objects.get().code_hash


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


OPEN = ["log_in", "sign_up", "reset_password", "privacy"]
OWN = ["profile", "change_password", "change_phone", "inbox", "my_data", "delete_account"]


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


def test_logging_out(client, member):
    client.post(reverse("log_out"))
    assert client.get(reverse("profile")).status_code == 302
