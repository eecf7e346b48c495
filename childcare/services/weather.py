"""Opening because of the weather, with one confirmation, and notifying subscribers."""

from django.db import transaction
from django.utils.translation import gettext as _

from childcare.models import CareSession
from childcare.selectors.weather import WeatherPlan, why_weather
from childcare.services.sessions import PATH, open_session
from childcare.topics import WEATHER
from community.delivery.notify import notify_many
from community.errors import Conflict
from community.models import User
from community.registers.topics import subscribers


def open_for_weather(*, plan: WeatherPlan, by: User) -> CareSession:
    """Open as planned, ask the carers, and notify all subscribers; one insert for any number.

    Raises impossible if something is missing, and what `open_session` raises if the room was taken in the meantime.
    """
    if not plan.is_possible or plan.room is None or plan.span is None:
        raise Conflict("impossible", " ".join(plan.missing) or _("The room is not free at that time."))
    with transaction.atomic():
        session = open_session(
            room=plan.room, span=plan.span, places=plan.places, by=by, kind=plan.kind, weather=plan.weather
        )
        words = {"span": session.span, "weather": why_weather(plan.weather), "is_play": plan.is_play}
        carers = [each.user for each in plan.carers if each.user is not None]
        notify_many(users=carers, kind="care_carers_wanted", context=words, path=PATH, urgent=True)
        told = {each.pk for each in carers}
        notify_many(users=subscribers(WEATHER).exclude(pk__in=told), kind="care_open", context=words, path=PATH)
    return session
