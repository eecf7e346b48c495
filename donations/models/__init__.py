"""Gifts, their donors, and the donated things."""

from donations.models.batches import CertificateBatch
from donations.models.care import Repair, StockCount, StockTake
from donations.models.gifts import Donor, Gift, GiftLine, GiftPhoto, Giver
from donations.models.imports import GiftImport, GiftImportRow
from donations.models.items import Item, Loan, Placement
from donations.models.promises import CashSlip, UseConsent

__all__ = [
    "CashSlip",
    "CertificateBatch",
    "Donor",
    "Gift",
    "GiftImport",
    "GiftImportRow",
    "GiftLine",
    "GiftPhoto",
    "Giver",
    "Item",
    "Loan",
    "Placement",
    "Repair",
    "StockCount",
    "StockTake",
    "UseConsent",
]
