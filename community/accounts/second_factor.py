"""The second factor of staff: an authenticator app, passkeys, and recovery codes.

Anyone who may open the admin or the desk has to prove more than a password. The first factor alone opens only the
page that asks for the second (`config.middleware.AskSecondFactor`). Enrolling an app requires the password, so that a
text message alone is never enough to get in.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django_otp import devices_for_user, verify_token
from django_otp import login as verify_session
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential

from community.accounts.sessions import end_other_sessions
from community.audit import acting_as
from community.delivery.notify import notify
from community.errors import DomainError, Invalid, TooOften
from community.models import User

RECOVERY_CODES = 10


@dataclass(frozen=True)
class Enrolled:
    """The second factors that a user has enrolled."""

    has_app: bool
    passkeys: list[WebAuthnCredential]
    recovery_codes: int

    @property
    def any(self) -> bool:
        return self.has_app or bool(self.passkeys)


def is_needed(user: User) -> bool:
    """Whether this login may open staff pages and therefore needs a second factor."""
    return settings.SECOND_FACTOR and user.is_staff


def enrolled(user: User) -> Enrolled:
    """What `user` has enrolled; three queries."""
    return Enrolled(
        TOTPDevice.objects.filter(user=user, confirmed=True).exists(),
        list(WebAuthnCredential.objects.filter(user=user, confirmed=True).order_by("pk")),
        StaticToken.objects.filter(device__user=user).count(),
    )


def begin_app(*, user: User) -> TOTPDevice:
    """The unconfirmed authenticator app of `user`, whose secret stays the same until it is confirmed."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        device, _created = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "app"})
    return device


def confirm_app(*, request: HttpRequest, user: User, code: str) -> list[str]:
    """Accept the app's first code as proof that it has the secret; returns the recovery codes, which are shown only
    once.

    Replaces an earlier app. Raises `wrong_code`.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
        is_right = device is not None and device.verify_token(code)
        if device is not None and is_right:
            TOTPDevice.objects.filter(user=user, confirmed=True).delete()
            device.confirmed = True
            device.save(update_fields=["confirmed"])
            codes = _new_codes(user)
    # Outside the transaction, so that a wrong guess delays the next one although it is refused.
    if device is None or not is_right:
        raise _wrong()
    verify_session(request, device)
    end_other_sessions(user=user, keep=request.session.session_key)
    return codes


def new_recovery_codes(*, user: User) -> list[str]:
    """Replace the user's recovery codes; the new ones are shown only once."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        return _new_codes(user)


def _new_codes(user: User) -> list[str]:
    device, _created = StaticDevice.objects.get_or_create(user=user, defaults={"name": "recovery"})
    device.token_set.all().delete()
    codes = [StaticToken.random_token() for _each in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def verify(*, request: HttpRequest, user: User, code: str) -> None:
    """Verify the session with a code from the app or a recovery code. Raises `wrong_code`, and `wait` after wrong ones.

    Each wrong code doubles the delay before another is accepted.
    """
    wanted = TOTPDevice if code.isdigit() else StaticDevice
    devices = [device for device in devices_for_user(user) if isinstance(device, wanted)]
    for device in devices:
        is_allowed, _why = device.verify_is_allowed()
        if not is_allowed:
            raise TooOften("wait", _("Too many wrong codes. Please wait a moment before the next."))
        if verify_token(user, device.persistent_id, code.lower()):
            # A new session key, so that someone who knew the old one does not gain the second factor too.
            request.session.cycle_key()
            verify_session(request, device)
            return
    raise _wrong()


def remove_passkey(*, user: User, pk: int) -> None:
    """Remove one of the user's own passkeys. Raises `last_factor` if no other factor would be left."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        there = enrolled(user)
        if not there.has_app and len(there.passkeys) < 2:
            raise Invalid("last_factor", _("This is your only second factor. Please add another one first."))
        WebAuthnCredential.objects.filter(user=user, pk=pk).delete()


def reset_second_factor(*, user: User, by: User, reason: str) -> None:
    """Remove a colleague's second factors, so that new ones are enrolled at the next log-in; recorded, and reported to
    them.

    Ends every session of the colleague. Raises `not_oneself`, and `not_allowed` without the permission or if the
    colleague is a superuser and `by` is not.
    """
    if by.pk == user.pk:
        raise Invalid("not_oneself", _("Please ask a colleague to reset your own second factor."))
    if not by.has_perm("community.reset_second_factor") or (user.is_superuser and not by.is_superuser):
        raise Invalid("not_allowed", _("You may not reset this second factor."))
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        for model in (TOTPDevice, StaticDevice, WebAuthnCredential):
            model.objects.filter(user=user).delete()
        end_other_sessions(user=user, keep=None)
        user._change_reason = f"second factor reset: {reason}"[:100]
        with acting_as(by):
            user.save(update_fields=["name"])
        notify(user=user, kind="second_factor_reset", context={"by": by.name})


def _wrong() -> DomainError:
    return Invalid("wrong_code", _("This code is not right. Please check the app again."))
