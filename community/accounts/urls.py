from django.contrib.auth.decorators import login_required
from django.urls import include, path

from community.accounts.views import display, entry, own_data, profile, security
from community.accounts.views.entry import NEW_PHONE, RESET, SIGN_UP

urlpatterns = [
    path("log-in/", entry.log_in, name="log_in"),
    path("log-out/", entry.log_out, name="log_out"),
    path("sign-up/", entry.ask_phone, {"proof": SIGN_UP}, name="sign_up"),
    path("sign-up/code/", entry.ask_code, {"proof": SIGN_UP}, name="sign_up_code"),
    path("sign-up/details/", entry.sign_up_details, name="sign_up_details"),
    path("reset/", entry.ask_phone, {"proof": RESET}, name="reset_password"),
    path("reset/code/", entry.ask_code, {"proof": RESET}, name="reset_code"),
    path("reset/password/", entry.new_password, name="new_password"),
    path("profile/", profile.profile, name="profile"),
    path("password/", profile.change_password, name="change_password"),
    path("phone/", login_required(entry.ask_phone), {"proof": NEW_PHONE}, name="change_phone"),
    path("phone/code/", profile.change_phone_code, name="change_phone_code"),
    path("inbox/", profile.inbox, name="inbox"),
    path("inbox/<int:pk>/", profile.message, name="message"),
    path("my-data/", own_data.my_data, name="my_data"),
    path("delete/", own_data.delete_account, name="delete_account"),
    path("second-factor/", security.prove, name="second_factor"),
    path("second-factor/app/", security.enrol_app, name="enrol_app"),
    path("second-factor/codes/", security.new_codes, name="new_recovery_codes"),
    path("second-factor/passkeys/<int:pk>/remove/", security.remove_passkey, name="remove_passkey"),
    path("second-factor/passkeys/jsi18n/", security.PasskeyWords.as_view()),
    path("second-factor/passkeys/", include("django_otp_webauthn.urls")),
    path("security/", security.security, name="security"),
    path("security/others/end/", security.end_other_sessions, name="end_other_sessions"),
    path("security/<slug:handle>/end/", security.end_session, name="end_session"),
    path("privacy/", profile.privacy, name="privacy"),
    path("display/", display.set_display, name="set_display"),
]
