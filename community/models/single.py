"""Tables of one row, such as the rules of an app, which staff change and nobody adds to."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Single(models.Model):
    """A table of one row; name `only_one` among its constraints."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def load(cls) -> Self:
        """The row; one that is not saved, of defaults, where nobody has changed anything yet."""
        return cls._default_manager.first() or cls(pk=1)


def only_one(name: str, message: "str | _StrPromise") -> models.CheckConstraint:
    """The constraint by which there is one row, and what it says of a second."""
    return models.CheckConstraint(condition=Q(pk=1), name=name, violation_error_message=message)
