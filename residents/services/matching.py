"""Matching logins to residents."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community import vault
from community.audit import acting_as
from community.delivery.notify import notify
from community.errors import Conflict, TooOften
from community.models import User
from community.names import clean_name
from community.only_added import forget
from community.permissions import require_permission
from community.throttling import hashed, one_at_a_time
from residents import identity
from residents.models import LoginMatch, MatchAttempt, Resident
from residents.services.locking import lock_standing
from residents.services.refusals import as_domain_errors

State = LoginMatch.State
MOST_PER_LOGIN = 3  # per day
MOST_PER_CLIENT = 20  # per hour; neighbours at the centre share its address
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def ask_match(*, user: User, name: str, last4: str, client: str) -> LoginMatch:
    """Match a login by name, its proved phone number, and the last four characters of the identity number.

    `client` is the address of the request. If no resident or more than one fits, the request waits for staff; the
    response is the same for people whom the register does not know. Raises match_taken, and too_many beyond three
    attempts a day for a phone number, including those of deleted logins, and twenty an hour from one address; both
    are checked before searching.
    """
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        _count(user.phone, client)
        fingerprint = vault.fingerprint(identity.tidy(last4))
        found = Resident.objects.living_here().filter(
            name=clean_name(name), phone=user.phone, id_last4=fingerprint, anonymised_at=None
        )
        resident = lock_standing(found[0]) if len(found[:2]) == 1 else None
        if resident is not None and resident.matches.filter(state=State.MATCHED).exists():
            resident = None
        match = LoginMatch(user=user, name=clean_name(name), last4=fingerprint, resident=resident)
        match.state = State.MATCHED if resident else State.WAITING
        match.settled_at = timezone.now() if resident else None
        with as_domain_errors():
            match.save()
    return match


def _count(phone: str, client: str) -> None:
    """Record an attempt. Raises too_many."""
    phone, client = hashed(phone, "residents.match.phone"), hashed(client, "residents.match.client")
    one_at_a_time(f"match {client}")
    now = timezone.now()
    if MatchAttempt.objects.filter(phone=phone, at__gt=now - DAY).count() >= MOST_PER_LOGIN:
        raise TooOften("too_many", _("Too many attempts today. Please come to the desk, or try again tomorrow."))
    if MatchAttempt.objects.filter(client=client, at__gt=now - HOUR).count() >= MOST_PER_CLIENT:
        raise TooOften(
            "too_many", _("There were many attempts from here. Please try again in an hour, or come to the desk.")
        )
    MatchAttempt.objects.create(phone=phone, client=client, at=now)


def settle_match(*, match: LoginMatch, resident: Resident, by: User) -> LoginMatch:
    """Match a login to a resident, as staff decided. Raises bad_state, resident_taken."""
    match = _settle(match, by, State.WAITING, State.MATCHED, resident)
    notify(user=match.user, kind="match_settled", context={}, path="/residents/my-door/")
    return match


def refuse_match(*, match: LoginMatch, by: User) -> LoginMatch:
    """Refuse a match, as staff found nobody. Raises bad_state."""
    match = _settle(match, by, State.WAITING, State.REFUSED, None)
    notify(user=match.user, kind="match_refused", context={}, path="/residents/match/")
    return match


def undo_match(*, match: LoginMatch, by: User) -> LoginMatch:
    """Undo a wrong match; the user may ask again. Raises bad_state."""
    return _settle(match, by, State.MATCHED, State.UNDONE, match.resident)


def _settle(match: LoginMatch, by: User, expected: str, state: str, resident: Resident | None) -> LoginMatch:
    require_permission(by, "residents.settle_match", _("You may not settle matches."))
    with transaction.atomic():
        resident = resident and lock_standing(resident)
        match = LoginMatch.objects.select_for_update(of=["self"]).select_related("user").get(pk=match.pk)
        if match.state != expected:
            raise Conflict("bad_state", _("This has already been decided."))
        match.state, match.resident, match.settled_by, match.settled_at = state, resident, by, timezone.now()
        with acting_as(by), as_domain_errors():
            match.save()
    return match


def erase_match(match: LoginMatch) -> None:
    """Delete a match and its history, which contains the name that was entered."""
    pk = match.pk
    with transaction.atomic():
        match.delete()
        forget(LoginMatch.history.filter(id=pk))
