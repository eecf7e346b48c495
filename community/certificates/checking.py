"""Anybody looks a certificate up by its code; whoever guesses is soon told to stop."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from community.certificates.codes import is_code, typed
from community.certificates.models import Certificate, CertificateGuess
from community.errors import TooOften
from community.throttling import hashed

MOST_GUESSES = 20  # wrong codes an hour from one address
WINDOW = timedelta(hours=1)
KEPT_FOR = timedelta(days=1)


def look_up(text: str, *, client: str) -> Certificate | None:
    """The certificate whose code somebody at the address `client` typed or scanned; None is counted as a guess.

    Raises too_many_guesses. Two queries where there is one.
    """
    guesser = hashed(client, "community.certificates.checking")
    guesses = CertificateGuess.objects.filter(client=guesser, at__gt=timezone.now() - WINDOW)
    if guesses.count() >= MOST_GUESSES:
        raise TooOften("too_many_guesses", _("Too many wrong codes came from here. Please try again in an hour."))
    code = typed(text)
    found = Certificate.objects.select_related("replaced_by").filter(code=code).first() if is_code(code) else None
    if found is None:
        CertificateGuess.objects.create(client=guesser)
    return found


def count_guess(client: str) -> None:
    """Count a wrong name or proof as a wrong code is counted."""
    CertificateGuess.objects.create(client=hashed(client, "community.certificates.checking"))


def forget_guesses() -> None:
    """Let go of guesses that no longer count."""
    CertificateGuess.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
