"""Template filters for amounts."""

from django import template

from donations.fund.money import words_of

register = template.Library()


@register.filter
def yuan(fen: int) -> str:
    """Format fen as yuan: ¥1,234.50, or −¥10.00 for a negative amount."""
    words = words_of(fen)
    return f"−¥{words[1:]}" if words.startswith("−") else f"¥{words}"
