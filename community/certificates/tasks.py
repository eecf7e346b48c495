"""Periodic tasks for certificates."""

from django_tasks import task

from community.certificates import checking


@task()
def forget_guesses() -> None:
    """Delete wrong codes after a day; runs daily."""
    checking.forget_guesses()
