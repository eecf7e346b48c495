"""What time alone brings about with certificates."""

from django_tasks import task

from community.certificates import checking


@task()
def forget_guesses() -> None:
    """Let go of wrong codes after a day; once a day."""
    checking.forget_guesses()
