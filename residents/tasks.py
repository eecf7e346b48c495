"""Background work of the register."""

from django_tasks import task

from residents import services


@task()
def forget() -> None:
    """Run the rules of retention; once a day."""
    services.forget()
