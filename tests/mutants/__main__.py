"""`python -m tests.mutants rooms residents --count 200 --seed 1`: how many mutants of each app its tests kill."""

import argparse
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.mutants.hunt import ALIVE, UNTESTED, Hunt
from tests.mutants.spots import Mutant


def main() -> int:
    """Hunt, say what lives, and end with 1 where an app is below the bar."""
    given = argparse.ArgumentParser()
    given.add_argument("apps", nargs="*", default=["rooms", "residents"])
    given.add_argument("--count", type=int, default=200)
    given.add_argument("--seed", type=int, default=20261129)
    given.add_argument("--begin", type=int, default=0, help="go on after so many of the sample")
    given.add_argument("--seconds", type=float, default=86400, help="end then, with the figures so far")
    given.add_argument("--known", type=Path, help="keeps what the first run found for the next time; of the same code")
    given.add_argument("--bar", type=float, default=85.0, help="per cent killed")
    asked = given.parse_args()
    folder = TemporaryDirectory()
    asked.known = asked.known or Path(folder.name, "known.json")
    found: dict[str, Counter[str]] = defaultdict(Counter)
    sizes: dict[str, int] = {}
    began = time.monotonic()

    def told(app: str, spots: int, mutant: Mutant, word: str) -> None:
        found[app][word] += 1
        sizes[app] = spots
        if word in (ALIVE, UNTESTED):
            say(f"{word}  {mutant.path}:{mutant.line}  {mutant.shown()}")

    places = [f"tests/{app}" for app in asked.apps]
    hunt = Hunt(asked, told)
    options = ["-q", "--capture=sys", "-p", "no:cacheprovider", "-m", "not slow"]
    status = pytest.main([*options, *places], plugins=[hunt])
    worst = 100.0
    for app, words in found.items():
        tried = words.total()
        killed = tried - words[ALIVE] - words[UNTESTED]
        worst = min(worst, 100 * killed / tried)
        rest = ", ".join(f"{count} {word}" for word, count in sorted(words.items()))
        say(f"{app}: {100 * killed / tried:.1f} % of {tried} mutants ({sizes[app]} spots, seed {asked.seed}): {rest}")
    say(f"{time.monotonic() - began:.0f} s")
    return int(status) or int(worst < asked.bar)


def say(line: str) -> None:
    """One line, past what pytest keeps back."""
    print(line, file=sys.__stdout__, flush=True)


if __name__ == "__main__":
    sys.exit(main())
