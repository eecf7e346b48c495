"""The certificate of practice as a kind of the kernel's certificates; see `community.certificates`."""

from django.utils.translation import gettext_lazy as _

from classes.models import PracticeCertificate
from classes.selectors import certificate_for
from classes.services.practice import after_revoking
from community.certificates.kinds import Kind, register
from community.models import Certificate, User


def _may_read(certificate: Certificate, user: User) -> bool:
    return certificate_for(user, certificate.number) is not None


register(
    Kind(
        PracticeCertificate.KIND,
        "SJ",
        _("Certificate of practice"),
        {"class": _("Class"), "hours": _("Hours of practice"), "sessions": _("Times taken part")},
        may_read=_may_read,
        revoked=after_revoking,
    )
)
