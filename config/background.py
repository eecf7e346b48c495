"""Background work: messages, reminders, imports, and the clock that gives out recurring tasks.

Two threads work in one process: one runs only urgent tasks, so that an alarm never waits for an import; the other
runs the rest. Under `manage.py serve` one of gunicorn's processes does it (`config.portal_process`), elsewhere
`manage.py worker`.
"""

import logging
import sys
import threading
import uuid
from collections.abc import Sequence

from django.db import close_old_connections
from django_tasks_db.management.commands.db_worker import Worker

from community.delivery.tasks import URGENT
from config import clock

PAUSE = 5.0  # seconds between two ticks, and after a failure
log = logging.getLogger(__name__)


def work() -> None:
    """Work until the process is told to stop; a task that is running is finished first.

    Ends the process if the database goes away: whoever watches over it starts it again.
    """
    worker = _worker(excluded=[URGENT])
    worker.configure_signals()
    threading.Thread(target=_keep_time, daemon=True).start()
    threading.Thread(target=_work_for_ever, args=[[URGENT]], daemon=True).start()
    try:
        worker.run()
    except Exception:
        log.exception("The worker stopped")
        threading.Event().wait(PAUSE)
        sys.exit(1)


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
        pause.wait(PAUSE)


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
        pause.wait(PAUSE)
