"""`python -m tests.mutants rooms residents --count 200 --seed 1`: how many mutants of each app its tests kill."""

import argparse
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from tests.mutants.equivalent import why_equivalent
from tests.mutants.hunt import ALIVE, EQUIVALENT, UNTESTED, Hunt
from tests.mutants.spots import Mutant


def main() -> int:
    """Hunt, say what lives, and end with 1 where an app is below the bar."""
    given = argparse.ArgumentParser()
    given.add_argument("apps", nargs="*", default=["rooms", "residents"])
    given.add_argument("--count", type=int, default=200)
    given.add_argument("--seed", type=int, default=20261129)
    given.add_argument("--begin", type=int, default=0, help="go on after so many of the sample")
    given.add_argument("--seconds", type=float, default=86400, help="end then, with the figures so far")
    given.add_argument("--drops", action="store_true", help="after the slips of the pen, as many things forgotten")
    given.add_argument("--again", action="store_true", help="what was killed before counts without being tried again")
    given.add_argument("--known", type=Path, help="where it is kept which test passes which line")
    given.add_argument("--bar", type=float, default=85.0, help="per cent killed")
    asked = given.parse_args()
    asked.known = asked.known or Path("var", f"mutants-{'-'.join(asked.apps)}.json")
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    sizes: dict[tuple[str, str], int] = {}
    began = time.monotonic()

    def told(kind: tuple[str, str], spots: int, mutant: Mutant, word: str) -> None:
        reason = why_equivalent(mutant.path, mutant.shown()) if word in (ALIVE, UNTESTED) else None
        word = EQUIVALENT if reason else word
        found[kind][word] += 1
        sizes[kind] = spots
        if word in (ALIVE, UNTESTED):
            say(f"{word}  {mutant.path}:{mutant.line}  {mutant.shown()}")
        if found[kind].total() % 25 == 0:
            say(f"{' '.join(kind)}: {dict(found[kind])}")

    places = [f"tests/{app}" for app in asked.apps]
    hunt = Hunt(asked, told)
    options = ["-q", "--capture=sys", "-p", "no:cacheprovider", "-m", "not slow"]
    status = pytest.main([*options, *places], plugins=[hunt])
    worst = 100.0
    for kind, words in found.items():
        tried = words.total() - words[EQUIVALENT]
        killed = tried - words[ALIVE] - words[UNTESTED]
        worst = min(worst, 100 * killed / max(tried, 1))
        rest = ", ".join(f"{count} {word}" for word, count in sorted(words.items()))
        share = f"{100 * killed / max(tried, 1):.1f} % of {tried}"
        say(f"{' '.join(kind)}: {share} ({sizes[kind]} spots, seed {asked.seed}): {rest}")
    say(f"{time.monotonic() - began:.0f} s")
    return int(status) or int(worst < asked.bar)


def say(line: str) -> None:
    """One line, past what pytest keeps back."""
    print(line, file=sys.__stdout__, flush=True)


if __name__ == "__main__":
    sys.exit(main())
