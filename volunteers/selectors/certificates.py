"""Certificates of service, for those who may read them."""

from community.models import User
from volunteers.models import HoursCertificate, Volunteer


def certificate_for(user: User, number: str) -> HoursCertificate | None:
    """A certificate by its number, for its owner and those who plan duty; one query for its owner."""
    found = HoursCertificate.objects.select_related("certificate", "volunteer")
    row = found.filter(certificate__number=number).first()
    if row is None:
        return None
    is_own = row.volunteer.user_id is not None and row.volunteer.user_id == user.pk
    return row if is_own or user.has_perm("volunteers.run_duty") else None


def certificates_of(volunteer: Volunteer) -> list[HoursCertificate]:
    """A volunteer's certificates, newest first, including revoked ones; one query."""
    return list(HoursCertificate.objects.filter(volunteer=volunteer).select_related("certificate"))
