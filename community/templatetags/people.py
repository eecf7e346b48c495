"""People's data as a page may show it."""

from django import template

from community.names import mask_phone

register = template.Library()


@register.filter
def masked_phone(phone: str) -> str:
    """A phone number with its middle hidden; nothing where there is none."""
    return mask_phone(phone) if phone else ""
