"""What people may ask to hear of."""

from django.utils.translation import gettext_lazy as _

WEATHER = "childcare_weather"
TOPICS = {WEATHER: _("The children's room opens for heat, rain or snow")}
