"""Small tags of the design system."""

import re
from collections.abc import Hashable, Iterable
from functools import cache

from django import template
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext, pgettext

from community.models.bilingual import Bilingual
from community.names import mask_name
from community.pieces import piece
from community.registers.sharing import card_image_url

register = template.Library()

BADGES = {
    "requested": ("warn", "hourglass"),
    "confirmed": ("good", "check"),
    "checked_in": ("good", "users"),
    "completed": ("", "check"),
    "declined": ("bad", "x"),
    "cancelled": ("", "x"),
    "no_show": ("bad", "alert-triangle"),
    "waiting": ("calm", "hourglass"),
    "offered": ("warn", "bell"),
    "taken": ("good", "check"),
    "enrolled": ("good", "check"),
    "entered": ("calm", "hourglass"),
    "expected": ("calm", "check"),
    "excused": ("", "x"),
    "present": ("good", "check"),
    "late": ("warn", "clock"),
    "absent": ("bad", "x"),
    "open": ("calm", "users"),
    "planned": ("warn", "hourglass"),
    "approved": ("good", "check"),
    "withdrawn": ("", "x"),
    "lapsed": ("", "x"),
    "left": ("", "x"),
}


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A Tabler icon from the sprite, hidden from screen readers, because text stands beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("icons/sprite.svg"),
        name,
    )


@register.simple_tag
def said_once(template_name: str, said: Hashable, *, is_long: bool = False) -> SafeString:
    """A piece of a page, rendered once for all that say the same; see `community.pieces`."""
    return piece(template_name, said, is_long=is_long)


@register.simple_tag
@cache
def drawing(name: str, width: int, height: int) -> SafeString:
    """One of the portal's drawings, decorative and hidden from screen readers; sizes in pixels."""
    return format_html(
        '<img class="drawing" src="{}" alt="" width="{}" height="{}" loading="lazy">',
        static(f"drawings/{name}.svg"),
        width,
        height,
    )


@register.simple_tag
def card_image(drawing: str) -> str:
    """The absolute URL of a drawing for messengers."""
    return card_image_url(drawing)


@register.simple_tag
def state_badge(state: str, label: str) -> SafeString:
    """The badge of a booking's or wish's state: a mark, a word with a capital where there are any, and a colour."""
    tone, mark = BADGES.get(state, ("", "info-circle"))
    return format_html('<span class="badge-state {}">{} {}</span>', tone, icon(mark), capfirst(label))


@register.filter
def lines(text: str) -> list[str]:
    """The lines of a text in which staff write one item per line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


@register.filter
def clauses(text: str) -> SafeString | str:
    """A text whose clauses each keep to a line that holds them: it breaks behind a comma, and never before one."""
    parts = [part for part in re.split(r"(?<=[，；：。！？])", str(text).strip()) if part]
    return format_html_join("", '<span class="clause">{}</span>', ((part,) for part in parts)) if parts[1:] else text


@register.filter
def masked_name(name: str) -> str:
    """A name with only the family name visible."""
    return mask_name(name)


@register.filter
def names(people: Iterable[str]) -> str:
    """Join names in a sentence of the active language."""
    return pgettext("between names", ", ").join(people)


@register.filter
def years(age: int) -> str:
    """An age in words: 9岁, 9 years old."""
    return ngettext("%(age)s year old", "%(age)s years old", age) % {"age": age}


@register.simple_tag
def between_names() -> str:
    """The separator between two names; see `names` for lists."""
    return pgettext("between names", ", ")


@register.simple_tag
def colon() -> str:
    """The colon between a label and its value, followed by a space if the language has one."""
    return pgettext("after a word", ": ")


@register.simple_tag
def comma() -> str:
    """The separator between two parts of a line."""
    return pgettext("between parts", ", ")


@register.simple_tag
def space() -> str:
    """The space between two sentences, which Chinese does without."""
    return "" if (get_language() or "").startswith("zh") else " "


@register.filter
def bracketed(text: object) -> str:
    """A remark in the brackets of the active language; empty if there is none."""
    return pgettext("behind a word", " (%(remark)s)") % {"remark": text} if text else ""


@register.simple_tag
def reader(record: Bilingual, field: str) -> str:
    """A bilingual record's field in the reader's language."""
    return record.in_reader_language(field)


@register.simple_tag(takes_context=True)
def page_link(context: Context, number: int, name: str = "") -> str:
    """The address of another page of a list, keeping the rest of the query; `name` tells apart the lists of a page."""
    query = context["request"].GET.copy()
    query[name or "page"] = str(number)
    return f"?{query.urlencode()}"
