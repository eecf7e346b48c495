"""Template tags for the words of a pass."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from childcare.words import WORD

register = template.Library()


@register.simple_tag
def word_picture(slug: str) -> SafeString:
    """The drawing of a word, hidden from screen readers, because the word stands below it."""
    return format_html(
        '<svg class="word-picture" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("icons/words.svg"),
        slug,
    )


@register.filter
def word_name(slug: str) -> str:
    """A word of a pass in the reader's language."""
    return WORD[slug].name(get_language() or "")
