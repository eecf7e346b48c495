"""Gifts in the admin: decide, thank on paper, look after things. All changes go through the services."""

from community.registers import menu
from donations.admin import gifts, items

__all__ = ["gifts", "items"]

menu.add(menu.GIFTS, "donations.gift", "donations.item", "donations.loan", "donations.donor")
