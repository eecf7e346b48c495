"""Messages about the children's room, which users may mute; each has a template in templates/messages."""

from django.utils.translation import gettext_lazy as _

GROUP = _("Children's room")
KINDS = {
    "care_late": _("A child was not picked up in time"),
    "care_overdue": _("A child is overdue, for staff"),
    "care_alarm": _("An alarm of the children's room, for staff"),
    "care_override": _("My child was handed over despite the list"),
    "care_person_added": _("Someone may now pick up my child"),
    "care_place_free": _("A place in the children's room is free for us"),
    "care_called_off": _("The children's room is closed"),
    "care_incident": _("Something happened in the children's room"),
    "care_open": _("The children's room opens because of the weather"),
    "care_carers_wanted": _("I am needed as a carer"),
}
