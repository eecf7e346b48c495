"""Roles and permissions for donations; see `community.registers.roles`."""

from django.utils.translation import gettext_lazy as _

FRONT_DESK = (
    *("view_donor", "view_gift", "add_gift", "change_gift", "view_item", "view_loan", "view_placement"),
    *("view_repair", "view_stocktake", "view_cashslip", "view_useconsent", "view_certificatebatch"),
)

GIFT_DESK = "捐赠管理"
OWN_ROLES = {GIFT_DESK: (*FRONT_DESK, "change_donor", "view_giftimport", "import_gifts")}
ROLE_WORDS = {GIFT_DESK: _("gifts from the offer to the certificate, donors, and the old list")}
