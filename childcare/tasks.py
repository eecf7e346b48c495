"""Periodic tasks of the children's room; they never end a stay."""

from django_tasks import task

from childcare import services


@task()
def tend_care() -> None:
    """Expire offers, handle sessions that are over with children inside, sign carers off; runs every half minute."""
    services.tend_care()


@task()
def make_sessions() -> None:
    """Generate the sessions of weekly openings up to four weeks ahead; runs every hour."""
    services.make_sessions()


@task()
def forget() -> None:
    """Delete old stays; runs daily. Children inside are never affected."""
    services.forget_stays()
