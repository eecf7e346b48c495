"""Messages about the register; each has a template in templates/messages."""

from django.utils.translation import gettext_lazy as _

GROUP = _("My door")
KINDS = {"match_settled": _("My address is known"), "match_refused": _("My address was not found")}
