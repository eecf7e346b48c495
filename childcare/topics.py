"""Topics of the children's room to which users can subscribe."""

from django.utils.translation import gettext_lazy as _

WEATHER = "childcare_weather"
TOPICS = {WEATHER: _("The children's room opens for heat, rain or snow")}
