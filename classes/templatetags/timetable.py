"""One session on the timetable of the week."""

from django import template
from django.utils.safestring import SafeString

from classes.selectors.sessions import Entry
from community.pieces import piece

register = template.Library()


@register.simple_tag
def timetable_entry(entry: Entry) -> SafeString:
    """A session with its hours, its class, the room and the teacher."""
    return piece("classes/_timetable_entry.html", entry)
