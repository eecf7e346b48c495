"""What time alone brings about in the children's room; it never ends a stay."""

from django_tasks import task

from childcare import services


@task()
def tend_care() -> None:
    """Offers that lapse, sessions over with a child inside, carers who forgot to sign off; every half minute."""
    services.tend_care()


@task()
def make_sessions() -> None:
    """Make the sessions of weekly openings up to four weeks ahead; every hour."""
    services.make_sessions()


@task()
def forget() -> None:
    """Let old stays go; once a day. Whoever is inside is left alone."""
    services.forget_stays()
