"""Registers the certificate of service with the kernel's certificates; see `community.certificates`."""

from django.utils.translation import gettext_lazy as _

from community.certificates.kinds import Kind, register
from community.models import Certificate, User
from volunteers.models import HoursCertificate
from volunteers.selectors import certificate_for
from volunteers.services.certificates import after_revoking


def _may_read(certificate: Certificate, user: User) -> bool:
    return certificate_for(user, certificate.number) is not None


register(
    Kind(
        HoursCertificate.KIND,
        "FW",
        _("Certificate of service"),
        {"period": _("Period"), "hours": _("Hours of service"), "kinds": _("Kinds of service")},
        may_read=_may_read,
        revoked=after_revoking,
    )
)
