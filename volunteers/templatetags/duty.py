"""What pages of duty draw by the hundred, made in one go: a template takes five times as long."""

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from community.templatetags.dates import clocks
from community.templatetags.portal import names
from volunteers.selectors import Turn

register = template.Library()


@register.simple_tag
def turn_link(turn: Turn) -> SafeString:
    """A turn as a link to its page: its hours, the names that the reader may see, and how many are missing."""
    marks = (" mine" if turn.is_mine else "") + (" short" if turn.missing else "")
    return format_html(
        '<a class="turn{}" href="{}"><span class="clocks">{}</span> <span>{}</span>{}</a>',
        marks,
        reverse("duty_shift", args=[turn.shift.pk]),
        clocks(turn.shift.span),
        names(turn.names),
        _gap(turn),
    )


@register.simple_tag
def turn_button(turn: Turn) -> SafeString:
    """A turn as the button that puts the chosen person on it."""
    return format_html(
        '<button class="turn{}" name="shift" value="{}" data-shift="{}"><span class="clocks">{}</span>{}{}</button>',
        " short" if turn.missing else "",
        turn.shift.pk,
        turn.shift.pk,
        clocks(turn.shift.span),
        format_html_join("", "<span>{}</span>", ((name,) for name in turn.names)),
        _gap(turn),
    )


def _gap(turn: Turn) -> SafeString | str:
    if not turn.missing:
        return ""
    words = ngettext("%(missing)s missing", "%(missing)s missing", turn.missing) % {"missing": turn.missing}
    return format_html(' <span class="gap">{}</span>', words)
