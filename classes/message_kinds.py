"""Messages about classes, which users may mute; each has a template in templates/messages."""

from django.utils.translation import gettext_lazy as _

GROUP = _("Classes")
KINDS = {
    "class_enrolled": _("I am in a class"),
    "class_waiting": _("I wait for a class"),
    "class_entered": _("I am in a draw"),
    "class_drawn_won": _("I won a draw"),
    "class_drawn_lost": _("I lost a draw"),
    "class_taken_out": _("The centre took a seat back"),
    "class_promoted": _("A seat in a class is free for me"),
    "class_guest": _("I have a seat in a single session"),
    "class_last_minute": _("A seat is free at short notice in a class that I wait for"),
    "class_soon": _("A session of my class is about to start"),
    "class_message": _("The teacher writes to the class"),
    "proposal_planned": _("Enough neighbours pledged to a class"),
    "proposal_reopened": _("A class that I pledged to lacks neighbours again"),
    "proposal_declined": _("A class that I pledged to is not possible"),
    "proposal_lapsed": _("A class that I pledged to found too few neighbours"),
    "proposal_withdrawn": _("A class that I pledged to was withdrawn"),
    "class_session_moved": _("A session of a class has moved"),
    "class_session_cancelled": _("A session of a class is cancelled"),
    "class_rate": _("A class of mine is over: how was it?"),
    "class_certificate": _("A certificate of practice was issued"),
    "class_certificate_revoked": _("A certificate of practice was revoked"),
}
