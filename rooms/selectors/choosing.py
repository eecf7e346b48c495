"""Which of many rooms a page shows: by floor, by kind, and by a word of their names."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from community.names import pinyin_key
from rooms.models import Room, RoomKind

# Up to so many rooms a page shows them all, and nobody has to choose.
FEW = 8


@dataclass(frozen=True, slots=True)
class RoomChoice:
    """What a reader asked for; an empty one keeps every room."""

    floor: int | None = None
    kind: str = ""
    words: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "RoomChoice":
        """From `?floor=2&kind=music&q=琴`; what makes no sense is not asked for."""
        try:
            floor = int(query.get("floor", ""))
        except ValueError:
            floor = None
        return cls(floor, query.get("kind", ""), query.get("q", "").strip()[:50])

    @property
    def is_empty(self) -> bool:
        return self == RoomChoice()

    def keeps(self, room: Room) -> bool:
        """Whether a room is among those asked for; words are looked for in both names and in pinyin."""
        if self.floor is not None and room.floor != self.floor:
            return False
        if self.kind and room.kind.slug != self.kind:
            return False
        wanted = self.words.lower()
        return any(wanted in name.lower() for name in (room.name, room.name_en, pinyin_key(room.name)))


def floors_of(rooms: Iterable[Room]) -> list[int]:
    """The floors that these rooms are on, from the lowest."""
    return sorted({room.floor for room in rooms})


def kinds_of(rooms: Iterable[Room]) -> list[RoomKind]:
    """The kinds of these rooms, in their order."""
    return sorted({room.kind for room in rooms}, key=lambda kind: kind.pk)
