"""Values that pages must not show to others: every secret column of every table, read from the database."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import DateField, Field, ForeignKey

from community.models import Centre, User
from community.templatetags.dates import plain
from donations.models import Donor
from residents.models import Appointment, Resident
from tests.open_columns import TELLING, is_secret
from volunteers.models import Volunteer

WORD = re.compile(r"[A-Za-z0-9_-]{6,}")
DAY = re.compile(r"\d{4}-\d\d-\d\d|\d{4}年\d{1,2}月\d{1,2}日")
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff·]{3,}")
# Short words that occur in many rows of a column are not secrets.
# What others may read all the same: kinds of column, by role and page, each for a reason.
SHOWN_FOR_A_REASON: dict[str, tuple[str, str]] = {
    "Children are inside: the list to leave the house by, and the sheet for the police, say whom to ring.": (
        "phone contact_phone",
        "desk childcare/evacuate/, desk childcare/police/<int:pk>/",
    ),
    "Whoever lives behind a door may ring those who serve it.": ("phone", "leader residents/my-door/"),
}
SHOWN = {
    (kind, *place.split(maxsplit=1))
    for kinds, places in SHOWN_FOR_A_REASON.values()
    for kind in kinds.split()
    for place in places.split(", ")
}
TELLING_ENOUGH = re.compile(r"(?!\d{4}-\d\d$)(?=.*\d)[A-Za-z0-9_-]{6,}")  # the number of a month is no secret


@dataclass(slots=True)
class Kept:
    """Secrets by the text that would reveal them, with their columns and the logins they belong to."""

    columns: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    owners: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def told(self, text: str, reader: User | None, *, role: str, route: str, path: str) -> Iterator[tuple[str, str]]:
        """The columns that a page reveals to someone they do not belong to, each with the text.

        Without those in `SHOWN_FOR_A_REASON`, and without what is in the address, which the requester knows.
        """
        text = plain(text)
        for word in {*WORD.findall(text), *DAY.findall(text), *_names(text)} & self.columns.keys():
            if word in path or (reader is not None and reader.pk in self.owners[word]):
                continue
            for column in self.columns[word]:
                if (column.rpartition(".")[2], role, route) not in SHOWN:
                    yield column, word

    def add(self, word: str, column: str, owners: set[int]) -> None:
        """Add a secret."""
        self.columns[word].add(column)
        self.owners[word] |= owners


def _names(text: str) -> Iterator[str]:
    for run in HAN.findall(text):
        for length in (3, 4):
            yield from (run[start : start + length] for start in range(len(run) - length + 1))


def read() -> Kept:
    """Every secret in the database."""
    kept = Kept()
    said = set()
    for model in apps.get_models():
        secret = [each for each in model._meta.concrete_fields if is_secret(each)]
        ties = [each for each in model._meta.concrete_fields if _is_tie(each)]
        for column in model._meta.concrete_fields:
            if isinstance(column, TELLING) and column not in secret:
                for value in model._default_manager.values_list(column.name, flat=True):
                    said.update(word for word in _words(value, column) if not word.isdecimal())
        for row in model._default_manager.all() if secret else ():
            owners = {pk for each in ties if (pk := getattr(row, each.attname)) is not None}
            if isinstance(row, User):
                owners.add(row.pk)
            for each in secret:
                for word in _words(getattr(row, each.attname), each):
                    kept.add(word, f"{model.__name__}.{each.name}", owners)
    for person in Resident.objects.exclude(id_encrypted=""):
        kept.add(person.id_number, "Resident.id_number", set(person.matches.values_list("user", flat=True)))
    _keep_names(kept)
    for word in _published() | said:  # such as a booking's reference in the subject of a message
        kept.columns.pop(word, None)
    return kept


def _is_tie(column: Field) -> bool:
    return isinstance(column, ForeignKey) and column.related_model is User


def _words(value: Any, column: Field) -> Iterator[str]:
    if isinstance(value, date) and isinstance(column, DateField):
        if value.year < 2020:
            yield f"{value}"
            yield f"{value:%Y}年{value.month}月{value.day}日"
    elif isinstance(value, str):
        yield from filter(TELLING_ENOUGH.fullmatch, WORD.findall(value))


def _keep_names(kept: Kept) -> None:
    """Names in the register of people without a login or record elsewhere, which lists and pages show masked."""
    known = {*User.objects.values_list("name", flat=True), *Volunteer.objects.values_list("name", flat=True)}
    known |= {*Donor.objects.values_list("name", flat=True), *Appointment.objects.values_list("name", flat=True)}
    quiet = Resident.objects.filter(matches=None, enrolments=None, own_enrolments=None, guardians=None, wards=None)
    for name in quiet.values_list("name", flat=True):
        if 3 <= len(name) <= 4 and name not in known:
            kept.add(name, "Resident.name", set())


def _published() -> set[str]:
    """What its owners agreed to publish, and what belongs to no person."""
    public = set(Appointment.objects.filter(is_phone_public=True).values_list("phone", flat=True))
    return public | {word for each in Centre.objects.all() for word in WORD.findall(each.phone)}
