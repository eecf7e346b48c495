"""`manage.py worker`: the background worker, and the clock that gives it recurring tasks.

Two threads work in one process: one runs only urgent tasks, so that an alarm never waits for an import; the other
runs the rest.
"""

import logging
import threading
import uuid
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django_tasks_db.management.commands.db_worker import Worker

from community.delivery.tasks import URGENT
from config import clock, supervision

TICK_SECONDS = 5.0
log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Do background work: messages, no-shows, offers."

    def handle(self, *args: Any, **options: Any) -> None:
        worker = _worker(excluded=[URGENT])
        worker.configure_signals()
        supervision.end_with_the_supervisor()
        threading.Thread(target=_keep_time, daemon=True).start()
        threading.Thread(target=_work_for_ever, args=[[URGENT]], daemon=True).start()
        worker.run()


def _worker(queues: Sequence[str] = ("*",), excluded: Sequence[str] = ()) -> Worker:
    return Worker(
        queue_names=list(queues),
        interval=0.5,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=uuid.uuid4().hex,
        excluded_queue_names=list(excluded),
    )


def _work_for_ever(queues: Sequence[str]) -> None:
    """Run the tasks of some queues, beside the main thread; an unreachable database only delays them."""
    pause = threading.Event()
    while True:
        try:
            _worker(queues).run()
        except Exception:
            log.exception("The worker for %s stopped, and begins again", ", ".join(queues))
        pause.wait(TICK_SECONDS)


def _keep_time() -> None:
    """Tick for ever; an unreachable database only delays the next tick."""
    pause = threading.Event()
    while True:
        close_old_connections()
        try:
            clock.clear_up()
            clock.tick()
            clock.beat()
        except Exception:
            log.exception("The clock missed a tick")
        pause.wait(TICK_SECONDS)
