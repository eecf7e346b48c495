"""Texts for codes that only duty charts use; see `community.workbooks.words`."""

from django.utils.translation import gettext_lazy as _

REPAIRS = {
    "hours_from_roster": _("no hours in the chart: those of the one shift in the roster"),
}

PROBLEMS = {
    "day_unreadable": _("the day is missing or cannot be read"),
    "hours_unreadable": _("the hours cannot be read"),
    "post_unknown": _("this post is not in the portal; please add it first"),
    "team_unknown": _("this team is not in the portal: imported without it"),
    "not_a_volunteer": _("nobody of that name is on the list of volunteers"),
    "name_ambiguous": _("several volunteers have this name; a telephone number tells them apart"),
    "no_shift_then": _("the roster has no shift of this post at that time; please add the hours"),
    "time_unclear": _("the post has several shifts at that time; please add the hours"),
    "hours_differ": _("the roster has this post at other hours that overlap these"),
    "full": _("the shift is full"),
    "shift_called_off": _("this shift is called off in the roster"),
}

CHANGES = {
    "shift_added": _("shift added"),
    "places_added": _("one place added"),
    "exception": _("by exception"),
}
