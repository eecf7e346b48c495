"""Anybody looks a certificate up by its code; whoever guesses is soon told to stop."""

from datetime import timedelta
from typing import Any

from django.db.models import CharField, DateTimeField, Exists, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from community.certificates.codes import is_code, typed
from community.certificates.models import Certificate, CertificateGuess
from community.errors import TooOften
from community.prepared import Prepared
from community.throttling import hashed

MOST_GUESSES = 20  # wrong codes an hour from one address
WINDOW = timedelta(hours=1)
KEPT_FOR = timedelta(days=1)


def _guesses(client: Any, since: Any) -> QuerySet[CertificateGuess]:
    return CertificateGuess.objects.filter(client=client, at__gt=since)


_KNOWN = Prepared(
    lambda code, client, since: (
        Certificate.objects.filter(code=code)
        # Whether there are as many as one may make: the last of them stands at this place.
        .annotate(too_many=Exists(_guesses(client, since).order_by("pk")[MOST_GUESSES - 1 : MOST_GUESSES]))
        .select_related("replaced_by")
        .order_by()
    ),
    code=CharField(),
    client=CharField(),
    since=DateTimeField(),
)


def look_up(text: str, *, client: str) -> Certificate | None:
    """The certificate whose code somebody at the address `client` typed or scanned; None is counted as a guess.

    Raises too_many_guesses, whether the code is right or wrong. One query where there is one.
    """
    guesser = hashed(client, "community.certificates.checking")
    code, since = typed(text), timezone.now() - WINDOW
    found = next(iter(_KNOWN(code=code, client=guesser, since=since)), None) if is_code(code) else None
    too_many = found.too_many if found else _guesses(guesser, since).count() >= MOST_GUESSES
    if too_many:
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
