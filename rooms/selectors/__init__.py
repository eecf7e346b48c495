"""Read access to rooms for pages and other apps, as small typed values."""

from rooms.selectors.displaced import displaced_bookings, displaced_keys
from rooms.selectors.favourites import favourites_of
from rooms.selectors.grids import DayGrid, WeekGrid, as_read_by, day_grid, week_grid
from rooms.selectors.now import Doors, RoomNow, doors, held_today, rooms_in_use, rooms_now
from rooms.selectors.series import running_series
from rooms.selectors.soon import next_stays
from rooms.selectors.timegrid import Cell, Column, Grid

__all__ = [
    "Cell",
    "Column",
    "DayGrid",
    "Doors",
    "Grid",
    "RoomNow",
    "WeekGrid",
    "as_read_by",
    "day_grid",
    "displaced_bookings",
    "displaced_keys",
    "doors",
    "favourites_of",
    "held_today",
    "next_stays",
    "rooms_in_use",
    "rooms_now",
    "running_series",
    "week_grid",
]
