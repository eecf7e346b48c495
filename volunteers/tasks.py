"""Periodic tasks of duty."""

from django_tasks import task

from volunteers import services


@task()
def tend_duty() -> None:
    """Expire asks, mark missing people and finished shifts; runs every minute."""
    services.tend_duty()


@task()
def remind() -> None:
    """Remind people on duty within a day; runs every ten minutes."""
    services.remind()


@task()
def make_shifts() -> None:
    """Generate the shifts of the next eight weeks, and pass on those of building leaders; runs every hour."""
    services.make_shifts()
    services.follow_successions()


@task()
def forget() -> None:
    """Follow the register's names, and delete old presence records and charts; runs daily."""
    services.follow_register()
    services.forget_old_presences()
    services.forget_old_charts()


@task()
def count_hours() -> None:
    """Count hours that two sources confirm, and close months after their week; runs every ten minutes."""
    services.count_done()
    services.close_months()
