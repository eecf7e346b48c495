"""Background tasks of the register."""

from django_tasks import task

from residents import services


@task()
def forget() -> None:
    """Apply the retention rules; runs daily."""
    services.forget()
