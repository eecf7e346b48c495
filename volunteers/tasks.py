"""What time alone brings about in duty."""

from django_tasks import task

from volunteers import services


@task()
def tend_duty() -> None:
    """Asks that lapse, who is missing, what is done; every minute."""
    services.tend_duty()


@task()
def remind() -> None:
    """Tell who is on duty within a day; every ten minutes."""
    services.remind()


@task()
def make_shifts() -> None:
    """Make the shifts of the next eight weeks, and pass those of building leaders on; every hour."""
    services.make_shifts()
    services.follow_successions()


@task()
def forget() -> None:
    """Follow the register's names, and let old signs of presence and old charts go; once a day."""
    services.follow_register()
    services.forget_old_presences()
    services.forget_old_charts()


@task()
def count_hours() -> None:
    """Count what two sources say, and close months whose week is over; every ten minutes."""
    services.count_done()
    services.close_months()
