"""The personal data that the kernel stores, in words for the privacy page; see `community.registers.personal_data`."""

from django.utils.translation import gettext_lazy as _

from community.registers.personal_data import Kind

KINDS = [
    Kind(
        _("Your mobile number and name; your language; your e-mail and date of birth, if given"),
        _("To let you log in, to address you by name, to contact you. The date of birth is only used for age limits."),
        _("Until you delete your login; then the history of its changes is deleted too"),
        frozenset({"community.User", "community.HistoricalUser", "community.User_groups"})
        | {"community.User_user_permissions"},
    ),
    Kind(
        _("What we told you: the messages in your inbox; which kinds you switched off, and what you want to hear of"),
        _("So that you can read it again"),
        _("Until you delete your login"),
        frozenset({"community.Message", "community.Subscription"}),
    ),
    Kind(
        _("Texts to your phone and one-time codes; of the code itself only a hash"),
        _("To deliver them, and to stop anyone who guesses codes or sends too many"),
        _("Texts 30 days, without their words once delivered; codes one day"),
        frozenset({"community.OutgoingText", "community.OneTimeCode"}),
    ),
    Kind(
        _("Where you are logged in: the kind of browser and phone, since when, last used"),
        _("So that you need not log in each time, and can log out a lost phone"),
        _("30 days after it was last used, or until you log out"),
        frozenset({"community.LoginSession", "sessions.Session"}),
    ),
    Kind(
        _("What you typed into a form when your login had ended; no passwords, codes or identity numbers"),
        _("So that you need not type it again once you are logged in"),
        _("Half an hour at most, or until you send it"),
    ),
    Kind(
        _("Wrong passwords: the number, the network address and the browser that tried"),
        _("To stop anyone who guesses passwords"),
        _("Two days at most"),
        frozenset({"axes.AccessAttempt", "axes.AccessAttemptExpiration", "axes.AccessFailureLog", "axes.AccessLog"}),
    ),
    Kind(
        _("On your own device, in cookies: language, large text, colours, and that you came in with it before"),
        _("To show pages as you like them, and to let your codes through when others ask in your name"),
        _("One year, or until you clear them"),
    ),
    Kind(
        _("Of workers: the second step of logging in (an app's key, passkeys, recovery codes)"),
        _("So that a stolen phone number does not open the register"),
        _("Until it is replaced or removed"),
        frozenset({"otp_totp.TOTPDevice", "otp_static.StaticDevice", "otp_static.StaticToken"})
        | {f"django_otp_webauthn.WebAuthn{name}" for name in ("Credential", "Attestation", "UserHandle")},
    ),
    Kind(
        _("Certificates that we gave you: your name and what they say; who issued or revoked them"),
        _("So that anybody who holds one can check that it is ours"),
        _("The number, the kind and the day permanently; your name until you delete your login or ask us to remove it"),
        frozenset({"community.Certificate", "community.CertificateTemplate", "community.OfficialSeal"}),
    ),
    Kind(
        _("Wrong codes of certificates: a hash of the address that tried"),
        _("To stop anyone who guesses passwords"),
        _("One day"),
        frozenset({"community.CertificateGuess"}),
    ),
    Kind(
        _("Of workers: the filters that they saved"),
        _("To find the same rows again with one tap"),
        _("Until they are deleted, or the login is deleted"),
        frozenset({"community.KeptList"}),
    ),
    Kind(
        _("Who changed what, and when"),
        _("So that a mistake or a misuse can be found"),
        _("As long as the record itself; your name is removed with your login"),
        frozenset({"*.history_user", "*.created_by", "admin.LogEntry", "community.KnownHeading"}),
    ),
]
