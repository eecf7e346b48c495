"""Public lookup of certificates by code, limited against guessing."""

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

MOST_GUESSES = 20  # wrong codes per hour from one address
WINDOW = timedelta(hours=1)
KEPT_FOR = timedelta(days=1)


def _guesses(client: Any, since: Any) -> QuerySet[CertificateGuess]:
    return CertificateGuess.objects.filter(client=client, at__gt=since)


_KNOWN = Prepared(
    lambda code, client, since: (
        Certificate.objects.filter(code=code)
        # The limit is reached if there is a guess at this offset.
        .annotate(too_many=Exists(_guesses(client, since).order_by("pk")[MOST_GUESSES - 1 : MOST_GUESSES]))
        .select_related("replaced_by")
        .order_by()
    ),
    code=CharField(),
    client=CharField(),
    since=DateTimeField(),
)


def look_up(text: str, *, client: str) -> Certificate | None:
    """The certificate with the code that was typed or scanned at the address `client`; a wrong code is counted.

    Raises too_many_guesses, whether or not the code is right. One query if it is.
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
    """Count a wrong name or proof like a wrong code."""
    CertificateGuess.objects.create(client=hashed(client, "community.certificates.checking"))


def forget_guesses() -> None:
    """Delete guesses that are too old to count."""
    CertificateGuess.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
