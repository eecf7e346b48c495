"""Registers the certificate of practice with the kernel's certificates; see `community.certificates`."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from classes.models import PracticeCertificate
from classes.selectors import certificate_for
from classes.services.practice import after_revoking
from community.certificates.faces.design import PLAIN
from community.certificates.kinds import Kind, register
from community.models import Certificate, User


def _may_read(certificate: Certificate, user: User) -> bool:
    return certificate_for(user, certificate.number) is not None


register(
    Kind(
        PracticeCertificate.KIND,
        "SJ",
        _("Certificate of practice"),
        {"class": _("Class"), "hours": _("Hours of practice"), "sessions": _("Attended sessions")},
        design=replace(
            PLAIN,
            title="社会实践证明",
            title_en="Certificate of practice",
            words="该同学参加本中心“{class}”社会实践活动{sessions}次，经带队老师逐次确认，累计{hours}小时。特此证明。",
            border="lines",
        ),
        fields={"class": "寒假图书室小管家", "sessions": "12", "hours": "18.5"},
        may_read=_may_read,
        revoked=after_revoking,
    )
)
