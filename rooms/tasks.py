"""Background work on rooms."""

from django_tasks import task

from rooms import services


@task()
def tend_bookings() -> None:
    """Let time pass for bookings and offers; due every half minute."""
    services.tend_bookings()


@task()
def forget_strikes() -> None:
    """Drop what deleted logins left behind, once it no longer counts."""
    services.forget_strikes()
