"""How keys stand in exclusion constraints."""

from django.db import models
from django.db.models import F


def same(field: str) -> models.Func:
    """A row's key as a range of one, so that GiST compares it without an extension."""
    return models.Func(F(field), F(field), models.Value("[]"), function="int8range")
