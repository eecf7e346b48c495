"""Template filters for personal data."""

from django import template

from community.names import mask_phone

register = template.Library()


@register.filter
def masked_phone(phone: str) -> str:
    """A phone number with its middle hidden; empty if there is none."""
    return mask_phone(phone) if phone else ""
