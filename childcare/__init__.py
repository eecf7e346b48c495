"""The children's room: drop-in care for an hour or so, and handing children back to the right person."""
