"""How people write an address, as the register keeps it. Pure functions."""

import re

LAST_UNIT = 99


def searched(key: str) -> list[int]:
    """The numbers of an address such as 3-1-101, 3-101 or 3栋1单元101室; none where it is no address."""
    plain = re.sub(r"(号楼|栋|幢|楼|单元|#)", "-", key).rstrip("室").strip("-")
    looks_like_one = plain != key or "-" in key
    return [int(part) for part in plain.split("-")] if looks_like_one and re.fullmatch(r"\d+(-\d+){0,2}", plain) else []
