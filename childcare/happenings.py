"""Today's sessions of the children's room, for home, the board and the wall."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from childcare import selectors
from childcare.enums import SessionKind, Weather
from childcare.models import CareSession
from childcare.selectors import SessionLine
from community.ranges import Span
from community.registers.happenings import Happening, register


@register
def openings(span: Span) -> Iterator[Happening]:
    """Each session with its kind, and the number of places left while it is running."""
    now, url = timezone.now(), reverse("childcare")
    for line in selectors.lines_of(selectors.sessions_during(span), now):
        yield Happening(line.session.span, title_of(line.session), str(line.session.room), url, note_of(line))


def title_of(session: CareSession) -> str:
    """The public title of a session; its room is named beside it wherever it is shown."""
    title = _("Play with a parent") if session.is_play else _("Drop-in childcare")
    if session.kind == SessionKind.WEATHER or session.weather:
        return f"{title} ({Weather(session.weather).label})"
    return title


def note_of(line: SessionLine) -> str:
    """The number of places left; empty before it begins."""
    if not line.is_running or line.session.is_play:
        return ""
    if line.waits_for_carers:
        return _("opens in a moment")
    if not line.left:
        return _("full")
    return ngettext("%(left)d place left", "%(left)d places left", line.left) % {"left": line.left}
