"""Background tasks of classes."""

import logging

from django.utils import timezone
from django_tasks import task

from classes import services
from classes.models import Draw
from community.errors import DomainError

logger = logging.getLogger(__name__)


@task()
def hold_due_draws() -> None:
    """Hold draws that have closed; runs every minute."""
    due = Draw.objects.filter(drawn_at=None, closes_at__lte=timezone.now())
    for draw in due.select_related("interest_class"):
        try:
            services.hold_draw(draw=draw)
        except DomainError as error:
            logger.warning("A draw was not held", extra={"draw": draw.pk, "code": error.code})


@task()
def remind() -> None:
    """Remind people of sessions within the next day, once; runs every ten minutes."""
    services.remind_of_sessions()


@task()
def lapse_proposals() -> None:
    """End proposals that found too few neighbours in time; runs daily."""
    services.lapse_proposals()


@task()
def ask_for_ratings() -> None:
    """Ask members to rate classes that have ended; runs every hour."""
    services.ask_for_ratings()
