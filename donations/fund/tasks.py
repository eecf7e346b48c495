"""What the worker does for the fund."""

from django_tasks import task

from donations.fund import services


@task()
def check_chain() -> None:
    """Read the whole chain once a night."""
    services.check_chain()
