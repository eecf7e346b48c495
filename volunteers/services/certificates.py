"""Certificates of service: issued free of charge on request, and revoked when the hours they count are corrected."""

from datetime import date

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from community.certificates import services as certificates
from community.certificates.enums import Cause
from community.delivery.notify import notify
from community.errors import Conflict, Invalid
from community.models import Certificate, User
from community.ranges import today
from community.templatetags.dates import paper_day
from community.typed_words import require_reason
from volunteers.enums import ServiceKind
from volunteers.models import HoursCertificate, ServiceHours, Volunteer
from volunteers.rules.people import require_own_or_staff, require_staff
from volunteers.services.locking import lock


def issue_certificate(*, volunteer: Volunteer, first: date, last: date, by: User) -> HoursCertificate:
    """Certify a volunteer's service in a period, under the next number of the year.

    Raises not_yours, end_before_start, no_hours, valid_already, and what the kernel's certificates raise.
    """
    require_own_or_staff(by, volunteer)
    last = min(last, today())
    if last < first:
        raise Invalid("end_before_start", _("The last day must not be before the first."))
    with transaction.atomic():
        locked = lock([volunteer.pk])[0][volunteer.pk]
        period = {"first_day": first, "last_day": last}
        if HoursCertificate.objects.filter(volunteer=locked, is_current=True, **period).exists():
            raise Conflict("valid_already", _("There is already a valid certificate."))
        entries = ServiceHours.objects.filter(volunteer=locked, day__range=(first, last))
        minutes = entries.minutes()
        if minutes <= 0:
            raise Invalid("no_hours", _("No service hours are counted in this time yet."))
        kinds = entries.order_by("kind").values_list("kind", flat=True).distinct()
        with translation.override("zh-hans"):  # the certificate is in the volunteer's language, whoever requests it
            names = "、".join(str(ServiceKind(each).label) for each in kinds)
            period_in_words = f"{paper_day(first)} – {paper_day(last)}"
        facts = {
            "period": period_in_words,
            "hours": f"{round(minutes / 60, 1):g}",
            "kinds": names,
        }
        return HoursCertificate.objects.create(
            certificate=certificates.issue_certificate(
                kind=HoursCertificate.KIND, name=locked.name, facts=facts, by=by
            ),
            volunteer=locked,
            minutes=minutes,
            **period,
        )


def revoke_certificate(*, certificate: HoursCertificate, by: User, reason: str) -> None:
    """Declare a certificate void. Raises not_allowed, reason_needed, and bad_state if it was revoked before."""
    require_staff(by)
    reason = require_reason(reason)
    with transaction.atomic():
        certificates.revoke_certificate(certificate=certificate.certificate, by=by, reason=reason)


def revoke_for(correction: ServiceHours, *, by: User) -> int:
    """Revoke every certificate that counts the corrected day; returns how many. Call it inside the correcting
    transaction.
    """
    counting = HoursCertificate.objects.filter(
        volunteer=correction.volunteer_id,
        is_current=True,
        first_day__lte=correction.day,
        last_day__gte=correction.day,
    )
    rows = list(counting.select_related("certificate"))
    for each in rows:
        certificates.revoke_certificate(
            certificate=each.certificate, by=by, reason=correction.reason, cause=Cause.UNDONE
        )
    return len(rows)


def after_revoking(revoked: Certificate) -> None:
    """Allow another certificate for the same period, and notify the holder."""
    row = HoursCertificate.objects.select_related("volunteer__user", "certificate").get(certificate=revoked)
    row.is_current = False
    row.save(update_fields=["is_current"])
    if row.volunteer.user is not None:
        notify(
            user=row.volunteer.user,
            kind="duty_certificate_revoked",
            context={"number": revoked.number, "reason": revoked.reason},
            path=row.get_absolute_url(),
        )
