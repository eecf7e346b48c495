"""What a login, a code or a session may not do beyond its owner, its time and its way in."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp_webauthn.models import WebAuthnCredential

from community.accounts import codes, proof, second_factor
from community.accounts.sessions import end_other_sessions, open_sessions
from community.delivery import sms, tasks
from community.locks import lock_user
from community.models import LoginSession, Message, OneTimeCode, OutgoingText, User
from community.names import names_masked
from community.ranges import DAY, today
from config import error_pages
from tests.community.test_accounts import PASSWORD, PHONE, door, prove
from tests.factories import StaffFactory, UserFactory, make_booking
from tests.steps import log_in, refused

pytestmark = pytest.mark.django_db


# The way in


def test_a_password_proves_no_phone(client):
    UserFactory(phone=PHONE, password=PASSWORD)
    door(client, do="password", phone=PHONE, password=PASSWORD)
    assert "password" in client.get(reverse("change_password")).context["form"].fields
    new = {"new_password": "guzheng at half past nine"}
    assert client.post(reverse("change_password"), new).status_code == 422


def test_a_proof_is_good_for_a_quarter_of_an_hour(client, come_to):
    UserFactory(phone=PHONE)
    prove(client)
    come_to(timezone.now() + timedelta(minutes=16))
    assert "password" in client.get(reverse("change_password")).context["form"].fields


def test_a_number_is_forgotten_half_an_hour_after_its_code(client, come_to):
    door(client, do="code", phone=PHONE)
    assert client.get(reverse("log_in")).context["step"] == "code"
    come_to(timezone.now() + timedelta(minutes=31))
    assert client.get(reverse("log_in")).context["step"] == "phone"


def test_what_knows_a_browser_is_read_by_no_script_and_for_one_number(client, rf):
    UserFactory(phone=PHONE)
    cookie = prove(client).cookies[proof.KNOWN_COOKIE]
    assert cookie["httponly"]
    request = rf.get("/")
    request.COOKIES[proof.KNOWN_COOKIE] = cookie.value
    assert [proof.is_known(request, phone) for phone in (PHONE, "13700000000")] == [True, False]


def test_the_number_of_a_closed_login_gets_a_code_like_any_other(client):
    UserFactory(phone="13700000000", is_active=False)
    codes.send_code(phone="13700000000", purpose="new_phone", client="1", asker="a")
    assert OutgoingText.objects.latest("pk").kind == "code"


def test_without_a_password_no_page_moves_the_login(client):
    user = UserFactory(phone=PHONE)
    user.set_unusable_password()
    user.save()
    log_in(client, user)
    for name in ("change_phone", "my_data_in_full", "change_password"):
        assert client.get(reverse(name)).url.startswith(reverse("prove"))
    page = client.post(reverse("prove"), follow=True).content.decode()
    assert ("139****5678" in page, PHONE in page) == (True, False)


def test_nobody_is_born_tomorrow(client):
    user = log_in(client, UserFactory())
    form = {"name": user.name, "language": "zh-hans", "email": "", "birth_date": str(today() + DAY)}
    assert client.post(reverse("profile"), form).status_code == 422
    assert client.post(reverse("profile"), form | {"birth_date": str(today())}).status_code == 302


def test_the_second_step_leads_nowhere_else(client, settings):
    settings.SECOND_FACTOR = True
    clerk = log_in(client, UserFactory(is_staff=True, password=PASSWORD))
    device = second_factor.begin_app(user=clerk)
    device.confirmed = True
    device.save()
    [code, *_rest] = second_factor.new_recovery_codes(user=clerk)
    answer = client.post(reverse("second_factor"), {"code": code, "next": "//evil.example/"})
    assert (answer.status_code, answer.url) == (302, reverse("landing"))


def test_the_only_passkey_stays_and_one_of_two_goes():
    clerk = UserFactory(is_staff=True)
    keys = [
        WebAuthnCredential.objects.create(
            user=clerk, confirmed=True, name=name, credential_id=name.encode(), public_key=b"k", sign_count=0
        )
        for name in ("a", "b")
    ]
    other = UserFactory(is_staff=True)
    WebAuthnCredential.objects.create(
        user=other, confirmed=True, name="c", credential_id=b"c", public_key=b"k", sign_count=0
    )
    second_factor.remove_passkey(user=clerk, pk=keys[0].pk)
    refused("last_factor", second_factor.remove_passkey, user=clerk, pk=keys[1].pk)
    assert second_factor.enrolled(clerk).passkeys == [keys[1]]


# Sessions


def test_ending_ones_sessions_ends_nobody_elses(client):
    user, stranger = log_in(client, UserFactory()), Client()
    log_in(stranger, UserFactory())
    end_other_sessions(user=user, keep=None)
    assert LoginSession.objects.count() == 1
    assert stranger.get(reverse("profile")).status_code == 200


def test_a_session_that_is_over_is_not_listed(client, come_to):
    clerk = log_in(client, UserFactory(is_staff=True))
    assert len(open_sessions(clerk)) == 1
    come_to(timezone.now() + timedelta(hours=2, minutes=1))
    assert open_sessions(clerk) == []


# The calendar, and what is delivered


def test_a_calendar_is_in_its_owners_language_and_leaks_no_address(client):
    user = UserFactory(language="en")
    make_booking(user=user)
    feed = client.get(reverse("my_feed", args=[user.calendar_token]), headers={"accept-language": "zh-hans"})
    assert "Music room 1" in feed.content.decode()
    assert feed["Referrer-Policy"] == "no-referrer"
    user.is_active = False
    user.save()
    assert client.get(reverse("my_feed", args=[user.calendar_token])).status_code == 404


def test_codes_are_forgotten_after_a_day(come_to):
    codes.send_code(phone=PHONE, purpose="door", client="1", asker="a")
    for hours, kept in ((23, 1), (2, 0)):
        come_to(timezone.now() + timedelta(hours=hours))
        tasks.deliver_due.func()
        assert OneTimeCode.objects.count() == kept


def test_a_message_that_only_waits_is_sent_without_its_contents(settings, tmp_path, monkeypatch):
    file = tmp_path / "templates.toml"
    file.write_text("")
    settings.SMS_TEMPLATES = str(file)
    sent = []
    keep = lambda self, phone, kind, language, parameters, key: sent.append((kind, set(parameters))) or ""  # noqa: E731
    monkeypatch.setattr(sms.MemoryBackend, "send", keep)
    settings.SMS_BACKEND = "community.delivery.sms.MemoryBackend"
    words = {"phone": PHONE, "kind": "code", "language": "en", "words": "x", "key": "1"}
    sms.send_sms(**words, parameters={"code": "123456"})
    assert sent == [("message_waits", {"words"})]


def test_the_page_of_a_database_out_of_reach_is_not_kept(rf):
    try:
        raise OperationalError
    except OperationalError:
        page = error_pages.server_error(rf.get("/"))
    assert (page.status_code, page["Cache-Control"], page["Retry-After"]) == (503, "no-store", "30")


def test_an_unread_message_of_later_stays_unread(client):
    user = log_in(client, UserFactory())
    first, second = (Message.objects.create(user=user, kind="x", subject="x", body="x") for _each in range(2))
    client.post(reverse("read_all_messages"), {"newest": first.pk})
    assert [Message.objects.get(pk=each.pk).read_at is None for each in (first, second)] == [False, True]


def test_on_a_page_without_names_a_resident_is_masked_and_a_colleague_is_not():
    resident, colleague = UserFactory(name="王秀兰"), StaffFactory(name="田书记")
    assert str(resident) == "王秀兰"
    with names_masked(True):
        assert (str(resident), str(colleague)) == ("王**", "田书记")


def test_whose_login_was_deleted_meanwhile_is_not_locked():
    user = UserFactory()
    lock_user(None)
    lock_user(user)
    User.objects.filter(pk=user.pk).delete()
    with pytest.raises(User.DoesNotExist):
        lock_user(user)
