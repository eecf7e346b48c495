"""Keys in exclusion constraints."""

from django.db import models
from django.db.models import F


def same(field: str) -> models.Func:
    """A foreign key as a range of one value, which GiST can compare without an extension."""
    return models.Func(F(field), F(field), models.Value("[]"), function="int8range")
