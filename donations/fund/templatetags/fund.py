"""How the fund's pages show sums and months."""

from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language

from donations.fund.money import words_of

register = template.Library()


@register.filter
def yuan(fen: int) -> str:
    """Whole fen as yuan, in figures: ¥1,234.50, and −¥10.00 for what goes out."""
    words = words_of(fen)
    return f"−¥{words[1:]}" if words.startswith("−") else f"¥{words}"


@register.filter
def year_month(day: date) -> str:
    """A month as people write it: 2026年11月, November 2026."""
    if (get_language() or "").startswith("en"):
        return date_format(day, "F Y")
    return f"{day.year}年{day.month}月"
