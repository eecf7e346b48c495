"""Messages about duty, which users may mute; each has a template in templates/messages."""

from django.utils.translation import gettext_lazy as _

GROUP = _("Duty")
KINDS = {
    "duty_asked": _("I am asked for a duty"),
    "duty_urgent": _("A shift still lacks people"),
    "duty_noted": _("The centre noted a duty for me"),
    "duty_filled": _("A shift that I was asked for is filled"),
    "duty_tomorrow": _("I am on duty tomorrow"),
    "duty_moved": _("A duty of mine has moved"),
    "duty_called_off": _("A duty of mine is called off"),
    "duty_cover_wanted": _("A neighbour looks for cover"),
    "duty_covered": _("Somebody covers for me"),
    "duty_swap_asked": _("A neighbour would like to swap"),
    "duty_swap_declined": _("A swap is not possible"),
    "duty_swapped": _("A swap is done"),
    "duty_let_go": _("I no longer have a duty"),
    "duty_inherited": _("I take over a duty as building leader"),
    "duty_short": _("A shift of my team needs someone"),
    "duty_missing": _("Someone in my team is not there"),
    "duty_handover_unsigned": _("A handover of my team is not signed"),
    "duty_hours_published": _("Service hours are published"),
    "duty_certificate_revoked": _("A certificate of service was revoked"),
    "duty_objection_settled": _("My objection is answered"),
}
