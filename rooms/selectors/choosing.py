"""Filtering rooms by floor, by kind, and by words in their names."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from community.names import pinyin_key
from rooms.models import Room, RoomKind

# A page shows up to this many rooms without filters.
FEW = 8


@dataclass(frozen=True, slots=True)
class RoomChoice:
    """The filters that a reader chose; without any, every room is shown."""

    floor: int | None = None
    kind: str = ""
    words: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "RoomChoice":
        """Parse `?floor=2&kind=music&q=琴`; invalid values are ignored."""
        try:
            floor = int(query.get("floor", ""))
        except ValueError:
            floor = None
        return cls(floor, query.get("kind", ""), query.get("q", "").strip()[:50])

    @property
    def is_empty(self) -> bool:
        return self == RoomChoice()

    def keeps(self, room: Room) -> bool:
        """Whether a room passes the filters; words are looked up in both names and in pinyin."""
        if self.floor is not None and room.floor != self.floor:
            return False
        if self.kind and room.kind.slug != self.kind:
            return False
        if not self.words:
            return True
        wanted = self.words.lower()
        return any(wanted in name.lower() for name in (room.name, room.name_en, pinyin_key(room.name)))


def floors_of(rooms: Iterable[Room]) -> list[int]:
    """The floors that these rooms are on, from the lowest."""
    return sorted({room.floor for room in rooms})


def kinds_of(rooms: Iterable[Room]) -> list[RoomKind]:
    """The kinds of these rooms, in their order."""
    return sorted({room.kind for room in rooms}, key=lambda kind: kind.pk)
