"""Messages to the resident of a booking."""

from django.conf import settings

from community.delivery.notify import notify, text
from rooms.models import Booking


def language_of(booking: Booking) -> str:
    """The language of the booking's resident."""
    return booking.user.language if booking.user else settings.LANGUAGE_CODE


def tell(booking: Booking, kind: str, **more: object) -> None:
    """Notify the booking's resident in the portal, or by text message without a login."""
    context = {"booking": booking, "room": booking.room, "reason": booking.reason, **more}
    if booking.user is not None:
        notify(user=booking.user, kind=kind, context=context, path=booking.get_absolute_url())
    elif booking.contact_phone:
        text(phone=booking.contact_phone, kind=kind, context=context)
