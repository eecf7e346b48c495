"""`manage.py worker`: the background worker and the clock that gives it recurring work."""

import logging
import threading
import uuid
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django_tasks_db.management.commands.db_worker import Worker

from config import clock, supervision

TICK_SECONDS = 5.0
log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Do background work: messages, no-shows, offers."

    def handle(self, *args: Any, **options: Any) -> None:
        worker = Worker(
            queue_names=["*"],
            interval=0.5,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=uuid.uuid4().hex,
            excluded_queue_names=[],
        )
        worker.configure_signals()
        supervision.end_with_the_supervisor()
        threading.Thread(target=_keep_time, daemon=True).start()
        worker.run()


def _keep_time() -> None:
    """Tick for ever; a database that is away for a while only delays the next tick."""
    pause = threading.Event()
    while True:
        close_old_connections()
        try:
            clock.clear_up()
            clock.tick()
        except Exception:
            log.exception("The clock missed a tick")
        pause.wait(TICK_SECONDS)
