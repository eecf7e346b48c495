"""How the fund's pages show sums."""

from django import template

from donations.fund.money import words_of

register = template.Library()


@register.filter
def yuan(fen: int) -> str:
    """Whole fen as yuan, in figures: ¥1,234.50, and −¥10.00 for what goes out."""
    words = words_of(fen)
    return f"−¥{words[1:]}" if words.startswith("−") else f"¥{words}"
