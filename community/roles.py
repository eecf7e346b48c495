"""The front desk's permissions on the kernel's own records; see `community.registers.roles`."""

from django.utils.translation import gettext_lazy as _

FRONT_DESK = (
    "view_user",
    "view_centre",
    "view_notice",
    "add_notice",
    "change_notice",
    "view_message",
    "view_calendarday",
)

TEMPLATE_EDITOR, SEAL_KEEPER = "证书模板", "印章保管"
OWN_ROLES = {
    TEMPLATE_EDITOR: ("view_certificatetemplate", "add_certificatetemplate", "change_certificatetemplate"),
    SEAL_KEEPER: ("keep_officialseal", "release_certificate"),
}
ROLE_WORDS = {
    TEMPLATE_EDITOR: _("text and design of certificates"),
    SEAL_KEEPER: _("manages the seal, and releases certificates for it"),
}
