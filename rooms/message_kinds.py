"""Messages about bookings, which users may mute; each has a template in templates/messages."""

from django.utils.translation import gettext_lazy as _

GROUP = _("Rooms")
KINDS = {
    "booking_confirmed": _("A booking is confirmed"),
    "booking_requested": _("A booking waits for approval"),
    "booking_declined": _("A booking is declined"),
    "booking_cancelled": _("A booking is cancelled"),
    "booking_moved": _("A booking has moved"),
    "booking_changed": _("The desk changed the people or purpose of a booking"),
    "booking_displaced": _("A closure or a class is in the way of a booking"),
    "series_booked": _("Weekly dates are booked for my group"),
    "series_cancelled": _("Weekly dates of my group are cancelled"),
    "booking_no_show": _("A booking was missed"),
    "booking_tomorrow": _("The evening before a booking"),
    "booking_soon": _("An hour before a booking"),
    "waiting_offer": _("A time that I wait for is free"),
    "waiting_lapsed": _("An offer has lapsed"),
}
