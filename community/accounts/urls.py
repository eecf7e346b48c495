from django.urls import include, path

from community.accounts.views import display, entry, own_data, phone, profile, proving, security

urlpatterns = [
    path("log-in/", entry.log_in, name="log_in"),
    path("log-out/", entry.log_out, name="log_out"),
    path("typed/drop/", entry.drop_typed, name="drop_typed"),
    path("sign-up/", entry.former_log_in),
    path("reset/", entry.former_log_in),
    path("prove/", proving.prove, name="prove"),
    path("profile/", profile.profile, name="profile"),
    path("password/", profile.change_password, name="change_password"),
    path("phone/", phone.change_phone, name="change_phone"),
    path("phone/code/", phone.change_phone_code, name="change_phone_code"),
    path("inbox/", profile.inbox, name="inbox"),
    path("inbox/read/", profile.read_all, name="read_all_messages"),
    path("inbox/<int:pk>/", profile.message, name="message"),
    path("my-data/", own_data.my_data, name="my_data"),
    path("my-data/file/", own_data.my_data_file, name="my_data_file"),
    path("my-data/in-full/", own_data.my_data_in_full, name="my_data_in_full"),
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
