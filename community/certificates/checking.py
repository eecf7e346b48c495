"""Anybody looks a certificate up by its code; whoever guesses is soon told to stop."""

from datetime import timedelta

from django.db.models import Exists
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

    Raises too_many_guesses, whether the code is right or wrong. One query where there is one.
    """
    guesser = hashed(client, "community.certificates.checking")
    guesses = CertificateGuess.objects.filter(client=guesser, at__gt=timezone.now() - WINDOW)
    # Whether there are as many as one may make: the last of them stands at this place.
    too_many = Exists(guesses.order_by("pk")[MOST_GUESSES - 1 : MOST_GUESSES])
    code = typed(text)
    known = Certificate.objects.annotate(too_many=too_many).select_related("replaced_by").order_by()
    found = known.filter(code=code).first() if is_code(code) else None
    if found.too_many if found else guesses.count() >= MOST_GUESSES:
        raise TooOften("too_many_guesses", _("Too many wrong codes came from here. Please try again in an hour."))
    if found is None:
        CertificateGuess.objects.create(client=guesser)
    return found


def count_guess(client: str) -> None:
    """Count a wrong name or proof as a wrong code is counted."""
    CertificateGuess.objects.create(client=hashed(client, "community.certificates.checking"))


def forget_guesses() -> None:
    """Delete guesses that no longer count."""
    CertificateGuess.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
