"""Background tasks of logins."""

from datetime import timedelta

from axes.models import AccessAttempt
from django.utils import timezone
from django_tasks import task

from community.accounts.sessions import SessionStore

WRONG_TRIES_KEPT_FOR = timedelta(days=1)


@task()
def forget_sessions() -> None:
    """Delete expired sessions and old records of wrong passwords; runs every day."""
    SessionStore.clear_expired()
    AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - WRONG_TRIES_KEPT_FOR).delete()
