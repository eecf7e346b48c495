"""Describes changes in sentences, such as 把结束从16:30改为17:00. A masked field is only said to have changed."""

from collections.abc import Iterable
from typing import Any, cast

from django.db.models import Field, FileField, ManyToManyField
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from simple_history.models import ModelChange, ModelDelta
from simple_history.template_utils import HistoricalRecordContextHelper

from community.admin_words import NOTHING, value_in_words
from community.templatetags.portal import names

LONGEST = 60  # characters of a text that are shown


class ChangesInWords(HistoricalRecordContextHelper):
    """The changes in one version of a record, one sentence each."""

    hidden: Iterable[str] = ()

    def context_for_delta_changes(self, delta: ModelDelta) -> list[dict[str, Any]]:
        return [{"words": self._sentence(change)} for change in delta.changes]

    def _sentence(self, change: ModelChange) -> str:
        field = cast(Field, self.model._meta.get_field(change.field))
        label = capfirst(str(field.verbose_name))
        # The path of a file tells nobody anything.
        if change.field in self.hidden or isinstance(field, FileField):
            return _("changed %(field)s") % {"field": label}
        old, new = (self._told(field, change, value) for value in (change.old, change.new))
        words = {"field": label, "old": old, "new": new}
        if old == NOTHING:
            return _("set %(field)s to %(new)s") % words
        if new == NOTHING:
            return _("cleared %(field)s, which was %(old)s") % words
        return _("changed %(field)s from %(old)s to %(new)s") % words

    def _told(self, field: Field, change: ModelChange, value: Any) -> str:
        value = self.prepare_delta_change_value(change, value)
        if field.is_relation and not isinstance(value, list) and getattr(value, "pk", value) is None:
            return NOTHING  # simple-history's text for a deleted record without a number
        if isinstance(field, ManyToManyField) or isinstance(value, list):
            return names(map(str, value)) or NOTHING
        if field.choices and value not in (None, ""):
            return str(dict(field.flatchoices).get(value, value))
        return Truncator(value_in_words(value) or str(value)).chars(LONGEST)
