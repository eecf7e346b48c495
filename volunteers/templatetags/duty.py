"""Elements that pages of duty show by the hundred, each rendered as one string, five times as fast as a template."""

from collections.abc import Sequence

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from community.templatetags.dates import clocks
from community.templatetags.portal import names
from volunteers.selectors import Turn

register = template.Library()


@register.simple_tag
def turn_links(turns: Sequence[Turn]) -> SafeString:
    """A day's shifts as links to their pages: hours, visible names, and how many are missing."""
    if not turns:
        return mark_safe('<span class="soft">–</span>')
    page = reverse("duty_shift", args=[0]).removesuffix("0/")
    return mark_safe("".join(_link(turn, page) for turn in turns))  # noqa: S308 - names are escaped


def _link(turn: Turn, page: str) -> str:
    marks = (" mine" if turn.is_mine else "") + (" short" if turn.missing else "")
    who = f" <span>{escape(names(_counted(turn.names)))}</span>" if turn.names else ""
    hours = f'<span class="clocks">{clocks(turn.shift.span)}</span>{who}'
    return f'<a class="turn{marks}" href="{page}{turn.shift.pk}/">{hours}{_gap(turn)}</a>'


def _counted(people: Sequence[str]) -> list[str]:
    """The names, with anonymous neighbours counted instead of listed."""
    nameless = gettext("a neighbour")
    unnamed = sum(name == nameless for name in people)
    if unnamed < 2:
        return list(people)
    named = [name for name in people if name != nameless]
    return [*named, ngettext("%(unnamed)s neighbour", "%(unnamed)s neighbours", unnamed) % {"unnamed": unnamed}]


@register.simple_tag
def turn_buttons(turns: Sequence[Turn]) -> SafeString:
    """A day's shifts as buttons that assign the chosen person."""
    return mark_safe("".join(_button(turn) for turn in turns))  # noqa: S308 - names are escaped


def _button(turn: Turn) -> str:
    who = "".join(f"<span>{escape(name)}</span>" for name in turn.names)
    hours = f'<span class="clocks">{clocks(turn.shift.span)}</span>'
    short, pk = " short" if turn.missing else "", turn.shift.pk
    return f'<button class="turn{short}" name="shift" value="{pk}" data-shift="{pk}">{hours}{who}{_gap(turn)}</button>'


@register.simple_tag
def turn_lines(turns: Sequence[Turn]) -> SafeString:
    """A day's shifts on paper: hours, names, and how many people are missing."""
    return mark_safe("".join(_line(turn) for turn in turns))  # noqa: S308 - names are escaped


def _line(turn: Turn) -> str:
    hours = f'<strong class="clocks">{clocks(turn.shift.span)}</strong>'
    # A long name may go on in the next line behind its dot, and nowhere else.
    people = escape(names(turn.names)).replace("·", "·<wbr>")
    return f'<p class="paper-turn">{hours} {people}{_gap(turn)}</p>'


def _gap(turn: Turn) -> str:
    if not turn.missing:
        return ""
    words = ngettext("%(missing)s needed", "%(missing)s needed", turn.missing) % {"missing": turn.missing}
    return f' <span class="gap">{escape(words)}</span>'
