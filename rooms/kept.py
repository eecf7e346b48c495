"""What rooms store about people, in words for the privacy page; see `community.registers.personal_data`."""

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from community.registers.personal_data import Kind
from rooms.models import BookingPolicy


def _strikes_count() -> str:
    days = BookingPolicy.load().strike_days
    words = ngettext(
        "They count for %(days)s day. If you delete your login earlier, your number is kept that long as a hash",
        "They count for %(days)s days. If you delete your login earlier, your number is kept that long as a hash",
        days,
    )
    return words % {"days": days}


KINDS = [
    Kind(
        _(
            "Your bookings: room, time, people, purpose, contact name and number, when you came, and whether "
            "you confirmed"
        ),
        _("To keep your place, to reach you when something changes, to share rooms fairly"),
        _(
            "Until you delete your login; then only the use of the room is kept, without you. A booking that "
            "the desk made for someone without a login: until you ask the desk to remove your name"
        ),
        frozenset({"rooms.Booking", "rooms.HistoricalBooking", "rooms.BookingSeries"}),
    ),
    Kind(
        _("On your own phone: the pass of a booking that you opened there"),
        _("So that you can show it without a connection"),
        _("Until the booking is over, or until you log out"),
    ),
    Kind(
        _("Times that you wait for, and rooms that you starred"),
        _("To offer you a room that comes free, and to show your rooms first"),
        _("Until you delete your login"),
        frozenset({"rooms.Waiting", "rooms.FavouriteRoom"}),
    ),
    Kind(
        _("Bookings that you missed without cancelling"),
        _("So that rooms do not stand empty while others wait"),
        lazy(_strikes_count, str)(),
        frozenset({"rooms.Strike", "rooms.HistoricalStrike"}),
    ),
]
