"""Issuing and revoking certificates of holiday social practice."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from classes.models import Enrolment, PracticeCertificate
from classes.models.practice import hours_of
from classes.rules.practice import practice_of
from classes.services.locking import lock_class
from community.audit import acting_as, save_by
from community.certificates import services as certificates
from community.delivery.notify import notify
from community.errors import Conflict, Invalid
from community.models import Certificate, User
from community.permissions import require_permission
from community.typed_words import require_reason


def issue_certificate(*, enrolment: Enrolment, by: User) -> PracticeCertificate:
    """Certify the confirmed hours of a pupil in one class, under the next number of the year.

    Raises not_allowed, no_hours, valid_already, and what the kernel's certificates raise.
    """
    require_permission(by, "classes.add_practicecertificate", _("Only staff can issue certificates."))
    with transaction.atomic():
        locked = lock_class(enrolment.interest_class)
        enrolment = Enrolment.objects.select_related("user", "child", "resident").get(pk=enrolment.pk)
        seats = Enrolment.objects.of_pupil(enrolment)
        if PracticeCertificate.objects.filter(is_current=True, enrolment__in=seats).exists():
            raise Conflict("valid_already", _("There is already a valid certificate."))
        practice = practice_of(locked, enrolment)
        if not practice.minutes:
            raise Invalid("no_hours", _("No hours of practice are confirmed yet."))
        facts = {"class": locked.name, "hours": f"{hours_of(practice.minutes):g}", "sessions": str(practice.sessions)}
        certified = PracticeCertificate(
            certificate=certificates.issue_certificate(
                kind=PracticeCertificate.KIND, name=enrolment.person, facts=facts, by=by
            ),
            enrolment=enrolment,
            sessions=practice.sessions,
            minutes=practice.minutes,
        )
        save_by(certified, by)
        _tell(certified, "class_certificate")
    return certified


def revoke_certificate(*, certificate: PracticeCertificate, by: User, reason: str) -> PracticeCertificate:
    """Declare a certificate void, as its public page will say; a new one may be issued.

    Raises not_allowed, reason_needed, and bad_state if it was revoked before.
    """
    require_permission(by, "classes.change_practicecertificate", _("Only staff can revoke certificates."))
    reason = require_reason(reason)
    with transaction.atomic():
        certificates.revoke_certificate(certificate=certificate.certificate, by=by, reason=reason)
    return PracticeCertificate.objects.select_related("certificate").get(pk=certificate.pk)


def after_revoking(revoked: Certificate) -> None:
    """Allow another certificate for the same seat, and notify the holder."""
    held = PracticeCertificate.objects.select_related("enrolment__user", "enrolment__interest_class")
    certified = held.filter(certificate=revoked).first()
    if certified is None:
        return
    certified.is_current = False
    with acting_as(revoked.revoked_by):
        certified.save(update_fields=["is_current"])
    certified.certificate = revoked
    _tell(certified, "class_certificate_revoked")


def _tell(certified: PracticeCertificate, kind: str) -> None:
    if certified.enrolment is None or certified.enrolment.user is None:
        return  # Nobody to notify: the desk handed it out on paper.
    notify(
        user=certified.enrolment.user,
        kind=kind,
        context={"certificate": certified, "class": certified.enrolment.interest_class},
        path=reverse("certificate", args=[certified.number]),
    )
