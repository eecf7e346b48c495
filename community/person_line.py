"""A person on one line, for staff's choices and search results: masked, and distinguishable from others."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Name and masked phone, sex, age, address, tags; `mark` distinguishes people who would look alike."""

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
        """The details after the name."""
        age = _("aged %(age)d") % {"age": self.age} if self.age is not None else ""
        return [each for each in (self.sex, age, self.door, self.phone, self.mark) if each]

    def __str__(self) -> str:
        return " · ".join([self.name, *self.facts, *self.tags])


def told_apart(lines: Iterable[PersonLine]) -> list[PersonLine]:
    """The same lines; those that look alike get the number of their record, which is not secret."""
    lines = list(lines)
    alike = Counter(map(str, lines))
    return [
        replace(line, mark=_("record %(number)d") % {"number": line.pk}) if alike[str(line)] > 1 else line
        for line in lines
    ]
