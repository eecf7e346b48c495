"""Background work of logins."""

from django_tasks import task

from community.accounts.sessions import SessionStore


@task()
def forget_sessions() -> None:
    """Forget the sessions that have ended; runs every day."""
    SessionStore.clear_expired()
