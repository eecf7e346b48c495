"""Roles and permissions for the fund; see `community.registers.roles`."""

from django.utils.translation import gettext_lazy as _

FRONT_DESK = ("view_fundmonth", "view_fundentry")

TREASURER, SIGNATORY, AUDITOR = "资金经办", "资金签批", "审计"
LOOKING = (
    "view_account",
    "view_balance",
    "view_fundvoucher",
    "view_fundentry",
    "view_fundmonth",
    "view_yearclose",
    "view_chaincheck",
)
OWN_ROLES = {
    TREASURER: (*LOOKING, "add_fundvoucher", "change_fundvoucher", "add_fundmonth", "add_account", "change_account"),
    SIGNATORY: (*LOOKING, "sign_fundvoucher", "publish_fundmonth", "add_yearclose"),
    AUDITOR: (*LOOKING, "view_fundexport", "take_fundexport"),
}
ROLE_WORDS = {
    TREASURER: _("drafts vouchers, manages the accounts, closes months"),
    SIGNATORY: _("signs vouchers drafted by others, publishes months, closes years"),
    AUDITOR: _("views the whole fund, and exports its book and receipts"),
}
