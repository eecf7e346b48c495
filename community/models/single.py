"""Tables of one row, such as an app's rules, which staff can change but not add to."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Single(models.Model):
    """A table of one row; add `only_one` to its constraints."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def load(cls) -> Self:
        """The row; an unsaved one with the defaults if nothing was changed yet."""
        return cls._default_manager.first() or cls(pk=1)


def only_one(name: str, message: "str | _StrPromise") -> models.CheckConstraint:
    """The constraint that allows only one row, and its message."""
    return models.CheckConstraint(condition=Q(pk=1), name=name, violation_error_message=message)
