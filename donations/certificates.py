"""Registers the donation certificate with the kernel's certificates; see `community.certificates`."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from community.certificates.faces.design import PLAIN
from community.certificates.kinds import Kind, register
from community.models import Certificate, User
from donations.models import Giver
from donations.services.certificates import KIND, after_revoking

DESIGN = replace(
    PLAIN,
    title="捐赠证书",
    title_en="Certificate of donation",
    words="您于{given_on}捐赠{things}。一份心意，惠及邻里。谨发此证，深表谢忱。",
    seal_words="公益爱心",
)
TITLES = ("捐赠证书", "荣誉证书", "感谢状")
HONOUR = "荣誉凭证，不作捐赠票据或税前扣除凭证使用"


def _may_read(certificate: Certificate, user: User) -> bool:
    return (
        user.has_perm("donations.view_gift") or Giver.objects.filter(certificate=certificate, donor__user=user).exists()
    )


register(
    Kind(
        KIND,
        "JZ",
        _("Certificate of donation"),
        {"things": _("What was given"), "given_on": _("Day of the gift")},
        design=DESIGN,
        titles=TITLES,
        fixed=HONOUR,
        fields={"things": "钢琴壹架、图书叁佰陆拾贰册", "given_on": "二〇二六年十一月二十日", "use": "图书室"},
        may_read=_may_read,
        revoked=after_revoking,
    )
)
