"""Staff need more than a password, and a text message alone is never enough."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from community.accounts import second_factor
from community.models import LoginSession, Message, User
from tests.factories import UserFactory
from tests.steps import log_in, refused

pytestmark = pytest.mark.django_db

PASSWORD = "calligraphy on friday"
DESK = "/desk/"


@pytest.fixture(autouse=True)
def as_in_production(settings):
    settings.SECOND_FACTOR = True


@pytest.fixture
def clerk(client):
    user = UserFactory(is_staff=True, password=PASSWORD)
    user.user_permissions.add(Permission.objects.get(codename="run_desk"))
    return log_in(client, user)


def code_of(user: User) -> str:
    device = TOTPDevice.objects.get(user=user)
    return f"{totp(device.bin_key):06d}"


def enrol(client, user: User):
    client.get(reverse("enrol_app"))
    return client.post(reverse("enrol_app"), {"code": code_of(user), "password": PASSWORD})


def log_in_anew(client, user: User) -> None:
    """A session without the second factor, some time after the app's last code."""
    TOTPDevice.objects.filter(user=user).update(last_t=-1)
    client.logout()
    log_in(client, user)


@pytest.mark.parametrize("path", [DESK, "/admin/", "/", "/accounts/profile/", "/accounts/security/"])
def test_nothing_opens_before_the_second_factor(client, clerk, path):
    assert client.get(path).url == f"{reverse('second_factor')}?next={path}"


def test_changes_do_not_pass_either(client, clerk):
    answer = client.post(reverse("change_password"), {"password": PASSWORD, "new_password": "another long one"})
    assert answer.url.startswith(reverse("second_factor"))
    assert User.objects.get(pk=clerk.pk).check_password(PASSWORD)


def test_the_first_log_in_enrols_an_app_and_shows_recovery_codes_once(client, clerk):
    assert client.get(reverse("second_factor")).url.startswith(reverse("enrol_app"))
    answer = enrol(client, clerk)
    codes = list(StaticToken.objects.values_list("token", flat=True))
    assert len(codes) == 10
    assert all(code in answer.content.decode() for code in codes)
    assert client.get(DESK).status_code == 200


def test_the_code_to_scan_shrinks_with_its_page(client, clerk):
    shown = client.get(reverse("enrol_app")).content.decode()
    assert re.search(r"<svg[^>]*viewBox", shown)
    assert not re.search(r"<svg[^>]*class=.segno.[^>]*width", shown)


def test_enrolling_needs_the_password(client, clerk):
    client.get(reverse("enrol_app"))
    answer = client.post(reverse("enrol_app"), {"code": code_of(clerk), "password": "wrong"})
    assert answer.status_code == 422
    assert not TOTPDevice.objects.get(user=clerk).confirmed


def test_the_app_opens_the_next_session_and_leads_where_one_was_going(client, clerk):
    enrol(client, clerk)
    log_in_anew(client, clerk)
    answer = client.post(reverse("second_factor"), {"code": code_of(clerk), "next": DESK})
    assert answer.url == DESK
    assert client.get(DESK).status_code == 200


def test_a_recovery_code_is_good_once(client, clerk):
    enrol(client, clerk)
    code = StaticToken.objects.first().token
    log_in_anew(client, clerk)
    assert client.post(reverse("second_factor"), {"code": code.upper()}).status_code == 302
    log_in_anew(client, clerk)
    assert client.post(reverse("second_factor"), {"code": code}).status_code == 422


def test_wrong_codes_slow_down_the_next(client, clerk):
    enrol(client, clerk)
    log_in_anew(client, clerk)
    statuses = [client.post(reverse("second_factor"), {"code": "000000"}).status_code for _each in range(3)]
    assert statuses == [422, 429, 429]
    assert client.get(DESK).status_code == 302


def test_whoever_has_one_cannot_enrol_another_without_proving_it(client, clerk):
    enrol(client, clerk)
    log_in_anew(client, clerk)
    assert client.get(reverse("enrol_app")).url == reverse("second_factor")
    assert client.post(reverse("new_recovery_codes")).url.startswith(reverse("second_factor"))
    assert client.post(reverse("otp_webauthn:credential-registration-begin")).status_code == 302


def test_residents_are_not_asked(client):
    log_in(client, UserFactory())
    assert client.get(reverse("profile")).status_code == 200


def test_who_has_no_password_enrols_nothing(client, clerk):
    clerk.set_unusable_password()
    clerk.save()
    log_in(client, clerk)
    assert client.get(reverse("enrol_app")).status_code == 403


def test_an_administrator_resets_it_on_record(client, clerk):
    enrol(client, clerk)
    boss = UserFactory(is_staff=True, is_superuser=True, name="田书记")
    second_factor.reset_second_factor(user=clerk, by=boss, reason="手机丢了")
    assert not second_factor.enrolled(clerk).any
    assert not LoginSession.objects.filter(user=clerk).exists()
    row = clerk.history.first()
    assert (row.history_user, "手机丢了" in row.history_change_reason) == (boss, True)
    assert Message.objects.get(user=clerk).kind == "second_factor_reset"


def test_nobody_resets_their_own_or_one_of_more_power(clerk):
    boss = UserFactory(is_staff=True, is_superuser=True)
    reset = second_factor.reset_second_factor
    refused("not_oneself", reset, user=boss, by=boss, reason="x")
    refused("not_allowed", reset, user=boss, by=clerk, reason="x")
    clerk.user_permissions.add(Permission.objects.get(codename="reset_second_factor"))
    refused("not_allowed", reset, user=boss, by=User.objects.get(pk=clerk.pk), reason="x")


def test_the_admin_asks_for_the_reason_and_does_it(client, settings, clerk):
    settings.SECOND_FACTOR = False
    second_factor.begin_app(user=clerk)
    log_in(client, UserFactory(is_staff=True, is_superuser=True))
    form = {"action": "reset_second_factor", "_selected_action": [clerk.pk]}
    url = reverse("admin:community_user_changelist")
    assert client.post(url, form).status_code == 200
    assert TOTPDevice.objects.filter(user=clerk).exists()
    assert client.post(url, form | {"reason": "手机丢了"}).status_code == 302
    assert not TOTPDevice.objects.filter(user=clerk).exists()


def test_the_last_factor_stays(clerk):
    refused("last_factor", second_factor.remove_passkey, user=clerk, pk=1)


@pytest.mark.parametrize("name", ["new_recovery_codes", "end_other_sessions"])
def test_changes_are_posted(client, clerk, settings, name):
    settings.SECOND_FACTOR = False
    assert client.get(reverse(name)).status_code == 405


def test_secrets_are_not_in_the_admin():
    from django.contrib import admin

    assert not [model for model in admin.site._registry if model._meta.app_label.startswith("otp")]


def test_the_session_gets_a_new_key_when_it_is_let_in(client, clerk):
    enrol(client, clerk)
    log_in_anew(client, clerk)
    before = client.session.session_key
    client.post(reverse("second_factor"), {"code": code_of(clerk)})
    assert client.session.session_key != before
    assert LoginSession.objects.get(user=clerk).seen_at <= timezone.now()
