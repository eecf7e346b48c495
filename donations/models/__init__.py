"""Who gave what, and what became of it."""

from donations.models.gifts import Donor, Gift, GiftLine, Giver
from donations.models.items import Item, Loan, Placement

__all__ = ["Donor", "Gift", "GiftLine", "Giver", "Item", "Loan", "Placement"]
