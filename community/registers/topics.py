"""What people may ask to be told about, such as new classes; nobody is subscribed unasked.

An app registers its topics, and tells `subscribers` through `community.delivery.notify.notify_many`.
"""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet
from django.utils.functional import Promise

from community.models import Subscription, User

_topics: dict[str, Promise] = {}


def register(topics: Mapping[str, Promise]) -> None:
    """Let users subscribe to these: a name for programs, and what people call it."""
    _topics.update(topics)


def all_topics() -> list[tuple[str, Promise]]:
    """Every topic with its name, in the order of registration."""
    return list(_topics.items())


def topics_of(user: User) -> set[str]:
    """What a user is subscribed to."""
    return set(Subscription.objects.filter(user=user).values_list("topic", flat=True))


def subscribers(topic: str) -> QuerySet[User]:
    """The active logins that asked to be told about a topic."""
    return User.objects.filter(is_active=True, subscriptions__topic=topic)


def subscribe(*, user: User, topics: Iterable[str]) -> None:
    """Subscribe a user to these of the registered topics, and to no other; in the caller's transaction."""
    wanted = set(topics)
    own = Subscription.objects.filter(user=user, topic__in=_topics)
    own.exclude(topic__in=wanted).delete()
    rows = [Subscription(user=user, topic=topic) for topic in _topics if topic in wanted]
    Subscription.objects.bulk_create(rows, ignore_conflicts=True)
