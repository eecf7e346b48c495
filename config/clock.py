"""Recurring tasks, and how often they run.

`manage.py worker` enqueues each when it is due. A task that is still waiting or running is not enqueued again, so
that slow tasks never pile up.
"""

import time
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from community.models import Heartbeat

LOCK = 0x4C61_7374  # "Last" in ASCII: the lock by which only one worker's clock ticks at a time
ALIVE_FOR = timedelta(minutes=2)
GIVEN_UP_AFTER = timedelta(minutes=10)
KEPT_FOR = timedelta(days=7)
WORKER = "worker"
SILENT_AFTER = timedelta(minutes=1)  # the worker reports every five seconds


def tick() -> int:
    """Enqueue every task of `settings.RECURRING_TASKS` that is due; returns how many."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
            if not cursor.fetchone()[0]:
                return 0
        due = [path for path, seconds in settings.RECURRING_TASKS.items() if _is_due(path, seconds)]
        for path in due:
            import_string(path).enqueue()
    return len(due)


def _is_due(path: str, seconds: int) -> bool:
    own = DBTaskResult.objects.filter(task_path=path)
    # A task that has run for minutes died with its worker; others of its kind must not wait until `clear_up` finds it.
    lively = Q(status="READY") | Q(status="RUNNING", started_at__gt=timezone.now() - ALIVE_FOR)
    if own.filter(lively).exists():
        return False
    latest = own.order_by("-enqueued_at").values_list("enqueued_at", flat=True).first()
    return latest is None or latest <= timezone.now() - timedelta(seconds=seconds)


def beat() -> None:
    """Record that the worker is alive."""
    Heartbeat.objects.update_or_create(name=WORKER, defaults={"at": timezone.now()})


def is_worker_alive(*, started_at: float = 0.0) -> bool:
    """Whether the worker was alive recently; one that is just starting with the web server counts as alive.

    `started_at` is when the web server started, in seconds of `time.monotonic`.
    """
    latest = Heartbeat.objects.filter(name=WORKER).values_list("at", flat=True).first()
    if latest is not None and latest > timezone.now() - SILENT_AFTER:
        return True
    return time.monotonic() - started_at < SILENT_AFTER.total_seconds()


def clear_up() -> None:
    """Requeue what a killed worker left running, and delete results older than a week."""
    now = timezone.now()
    DBTaskResult.objects.filter(status="RUNNING", started_at__lt=now - GIVEN_UP_AFTER).update(
        status="READY", started_at=None
    )
    DBTaskResult.objects.filter(status__in=["SUCCESSFUL", "FAILED"], finished_at__lt=now - KEPT_FOR).delete()
