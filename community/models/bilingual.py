"""A mixin for records with Chinese and English text."""

from django.db import models
from django.utils.translation import get_language


def reader_text(chinese: str, english: str) -> str:
    """The text in the active language, falling back to Chinese if there is no English one."""
    return english if english and (get_language() or "").startswith("en") else chinese


class Bilingual(models.Model):
    """A mixin for a record with Chinese and English text, such as `name` and `name_en`."""

    class Meta:
        abstract = True

    def in_reader_language(self, field: str) -> str:
        """`field` in the active language, falling back to Chinese if there is no English text."""
        return reader_text(getattr(self, field), getattr(self, f"{field}_en"))
