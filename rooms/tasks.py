"""Background tasks of rooms."""

from django_tasks import task

from rooms import services


@task()
def tend_bookings() -> None:
    """Apply time-driven changes to bookings and offers; runs every half minute."""
    services.tend_bookings()


@task()
def forget_strikes() -> None:
    """Delete strikes of deleted logins once they no longer count."""
    services.forget_strikes()
