"""Certificates of holiday social practice: issue, revoke."""

from django.db import connection, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from classes.models import Enrolment, PracticeCertificate
from classes.rules.people import require_reason
from classes.rules.practice import practice_of
from classes.services.common import lock_class
from community.delivery.notify import notify
from community.errors import DomainError
from community.models import User
from community.ranges import today

NUMBERS = 0x4C61_7377  # "Lasw": one number is given at a time
DIGITS = 6


def issue_certificate(*, enrolment: Enrolment, by: User) -> PracticeCertificate:
    """Certify the hours that a pupil's leader confirmed in one class, under the next number of the year.

    Raises not_allowed, no_hours, and valid_already.
    """
    if not by.has_perm("classes.add_practicecertificate"):
        raise DomainError("not_allowed", _("Only staff can issue certificates."))
    with transaction.atomic():
        locked = lock_class(enrolment.interest_class)
        enrolment = Enrolment.objects.select_related("user", "child", "resident").get(pk=enrolment.pk)
        seats = Enrolment.objects.of_pupil(enrolment)
        if PracticeCertificate.objects.filter(revoked_at=None, enrolment__in=seats).exists():
            raise DomainError("valid_already", _("There is a valid certificate already."))
        practice = practice_of(locked, enrolment)
        if not practice.minutes:
            raise DomainError("no_hours", _("No hours of practice are confirmed yet."))
        certificate = PracticeCertificate(
            number=_next_number(today().year),
            enrolment=enrolment,
            holder_name=enrolment.person,
            sessions=practice.sessions,
            minutes=practice.minutes,
            issued_by=by,
        )
        certificate._history_user = by  # type: ignore[attr-defined]
        certificate.save()
        _tell(certificate, "class_certificate")
    return certificate


def _next_number(year: int) -> str:
    """The number after the last one of the year; whoever asks next waits for this transaction to end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBERS])
    prefix = f"SJ{year}-"
    # The history still has the numbers of those whose data were erased: no other certificate may bear one.
    given = PracticeCertificate.history.filter(number__startswith=prefix).aggregate(last=Max("number"))["last"]
    count = int(given.removeprefix(prefix)) + 1 if given else 1
    return f"{prefix}{count:0{DIGITS}d}"


def revoke_certificate(*, certificate: PracticeCertificate, by: User, reason: str) -> PracticeCertificate:
    """Declare a certificate void; whoever checks it sees so, and a new one may be issued.

    Raises not_allowed, reason_needed, and bad_state where it was revoked before.
    """
    if not by.has_perm("classes.change_practicecertificate"):
        raise DomainError("not_allowed", _("Only staff can revoke certificates."))
    require_reason(reason, _("Please give a reason; the pupil will read it."))
    with transaction.atomic():
        held = PracticeCertificate.objects.select_related("enrolment__user", "enrolment__interest_class")
        certificate = held.select_for_update(of=["self"]).get(pk=certificate.pk)
        if certificate.revoked_at is not None:
            raise DomainError("bad_state", _("This certificate is revoked already."))
        certificate.revoked_at, certificate.revoked_by = timezone.now(), by
        certificate.revoke_reason = reason.strip()[:200]
        certificate._history_user = by  # type: ignore[attr-defined]
        certificate.save()
        _tell(certificate, "class_certificate_revoked")
    return certificate


def _tell(certificate: PracticeCertificate, kind: str) -> None:
    if certificate.enrolment.user is None:
        return  # The desk hands it out on paper.
    notify(
        user=certificate.enrolment.user,
        kind=kind,
        context={"certificate": certificate, "class": certificate.enrolment.interest_class},
        path=reverse("certificate", args=[certificate.number]),
    )
