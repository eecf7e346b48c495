"""A clerk sets up the second step, adds a passkey, and logs in with it the next morning."""

import pytest
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import Page, expect

from community.models import User
from tests.browser.conftest import session_of
from tests.factories import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASSWORD = "calligraphy on friday"


@pytest.fixture
def clerk(transactional_db, settings, live_server) -> User:
    settings.SECOND_FACTOR = True
    settings.OTP_WEBAUTHN_RP_ID = "localhost"
    settings.OTP_WEBAUTHN_ALLOWED_ORIGINS = [live_server.url]
    return UserFactory(name="何敏", is_staff=True, is_superuser=True, password=PASSWORD)


def with_authenticator(page: Page) -> None:
    """Give the browser a key of its own that says yes to everything."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_app_then_passkey(clerk, open_page, live_server):
    page = open_page(clerk)
    with_authenticator(page)
    page.goto("/admin/")
    expect(page.get_by_role("heading", name="设置第二步验证")).to_be_visible()
    code = totp(TOTPDevice.objects.get(user=clerk).bin_key)
    page.get_by_label("验证码").fill(f"{code:06d}")
    page.get_by_label("当前密码").fill(PASSWORD)
    page.get_by_role("button", name="下一步").click()
    assert page.locator(".recovery-codes li").count() == 10
    page.get_by_role("link", name="我记好了").click()
    assert page.url.endswith("/admin/")

    page.goto("/accounts/security/")
    page.get_by_role("button", name="添加通行密钥").click()
    expect(page.get_by_role("status")).to_contain_text("成功")

    page.context.clear_cookies(name="sessionid")
    page.context.add_cookies([{"name": "sessionid", "value": session_of(clerk), "url": live_server.url}])
    page.goto("/desk/")
    page.get_by_role("button", name="用通行密钥").click()
    page.wait_for_url("**/desk/")
