"""What records share that people read in Chinese or in English."""

from django.db import models
from django.utils.translation import get_language


class Bilingual(models.Model):
    """A mixin for a record that people read in either language: `name` and `name_en`."""

    class Meta:
        abstract = True

    def in_reader_language(self, field: str) -> str:
        """`field` in the active language, or in Chinese where no English was written."""
        english = getattr(self, f"{field}_en")
        return english if english and (get_language() or "").startswith("en") else getattr(self, field)
