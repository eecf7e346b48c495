"""Donations in the admin: decisions, certificates, things. All changes go through the services."""

from django.utils.translation import gettext_lazy as _

from community.registers import chores, menu
from donations.admin import gifts, imports, items

__all__ = ["gifts", "imports", "items"]

menu.add(
    menu.GIFTS,
    menu.Page(_("Gift desk"), "gift_desk", "donations.change_gift"),
    *("donations.gift", "donations.item", "donations.loan", "donations.donor", "donations.certificatebatch"),
    *("donations.repair", "donations.stocktake", "donations.cashslip", "donations.useconsent", "donations.giftimport"),
)
chores.register(
    {
        "donations.tasks.remind_of_loans": _("remind of loans"),
    }
)
