"""Topics that users can subscribe to, such as new classes; nobody is subscribed without asking.

An app registers its topics, and messages their `subscribers` with `community.delivery.notify.notify_many`.
"""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet
from django.utils.functional import Promise

from community.models import Subscription, User

_topics: dict[str, Promise] = {}


def register(topics: Mapping[str, Promise]) -> None:
    """Register topics, each a name for programs with a label."""
    _topics.update(topics)


def all_topics() -> list[tuple[str, Promise]]:
    """Every topic with its label, in order of registration."""
    return list(_topics.items())


def topics_of(user: User) -> set[str]:
    """The topics that a user is subscribed to."""
    return set(Subscription.objects.filter(user=user).values_list("topic", flat=True))


def subscribers(topic: str) -> QuerySet[User]:
    """The active logins subscribed to a topic."""
    return User.objects.filter(is_active=True, subscriptions__topic=topic)


def subscribe(*, user: User, topics: Iterable[str]) -> None:
    """Set a user's subscriptions to exactly those of `topics` that are registered; in the caller's transaction."""
    wanted = set(topics)
    own = Subscription.objects.filter(user=user, topic__in=_topics)
    own.exclude(topic__in=wanted).delete()
    rows = [Subscription(user=user, topic=topic) for topic in _topics if topic in wanted]
    Subscription.objects.bulk_create(rows, ignore_conflicts=True)
