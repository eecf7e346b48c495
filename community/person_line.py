"""A person in one line, the same wherever staff choose or find one: masked, and never two that look alike."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Name and phone masked, sex, age, door, tags; `mark` tells apart who would look alike."""

    pk: int
    name: str
    phone: str = ""
    door: str = ""
    age: int | None = None
    sex: str = ""
    tags: Sequence[str] = ()
    mark: str = ""

    @property
    def facts(self) -> list[str]:
        """What stands behind the name, one after another."""
        age = _("aged %(age)d") % {"age": self.age} if self.age is not None else ""
        return [each for each in (self.sex, age, self.door, self.phone, self.mark) if each]

    def __str__(self) -> str:
        return " · ".join([self.name, *self.facts, *self.tags])


def told_apart(lines: Iterable[PersonLine]) -> list[PersonLine]:
    """The same lines; those that look alike bear the number of their record, which is nobody's secret."""
    lines = list(lines)
    alike = Counter(map(str, lines))
    return [
        replace(line, mark=_("record %(number)d") % {"number": line.pk}) if alike[str(line)] > 1 else line
        for line in lines
    ]
