"""Periodic tasks of the fund."""

from django_tasks import task

from donations.fund import services


@task()
def check_chain() -> None:
    """Check the whole chain; runs every night."""
    services.check_chain()
