"""What time alone brings about with gifts."""

from django_tasks import task

from donations import services


@task()
def remind_of_loans() -> None:
    """Remind those whose loan is due; every hour."""
    services.remind_of_loans()
