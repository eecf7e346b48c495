"""The worker's lines on the first page of staff."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult

from community.models import User
from community.registers import dashboard
from community.registers.ranks import Rank
from config import clock

WAITS_AT_MOST = timedelta(minutes=15)


@dashboard.register
def worker(user: User) -> Iterator[dashboard.Line]:
    """Whether the worker is silent, and how many tasks have waited too long; for those who may view tasks."""
    if not user.has_perm("django_tasks_database.view_dbtaskresult"):
        return
    url = reverse("admin:django_tasks_database_dbtaskresult_changelist")
    if not clock.is_worker_alive():
        label = _("The background worker is not running: nothing is sent or released")
        yield dashboard.Line(label, url, rank=Rank.UNSAFE)
    late = DBTaskResult.objects.filter(status="READY", enqueued_at__lt=timezone.now() - WAITS_AT_MOST)
    yield dashboard.Line(
        lambda n: ngettext(
            "background task has waited for a quarter of an hour",
            "background tasks have waited for a quarter of an hour",
            n,
        ),
        url,
        late,
        Rank.LATE,
    )
