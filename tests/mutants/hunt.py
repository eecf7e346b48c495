"""Try mutants in turn: pytest collects once, and each mutant lives in a fork of that process.

A first fork runs every test and notes which lines of the code it passes through; that is kept, and only what changed
since runs again: the tests of a changed file, or all where the code or what all tests share did. A mutant then meets
the tests that pass its line, in turn from each file, until one fails; after `SECONDS` of them it counts as alive, which
can only lower the score. What Python reads while it imports (a constant, a default, a decorator) is changed in a
process of its own.
"""

import gc
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
import traceback
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

from tests.mutants.spots import Mutant, files_of, sample

SECONDS = 30.0  # of tests for each mutant; twice that and it counts as hanging
QUICK = 0.02  # seconds of a test that meets every mutant of its lines
OPTIMIZED = 0x1  # flag of the code of a function, which that of a module or class has not
SHARED = [Path("tests/conftest.py"), Path("tests/factories.py"), Path("tests/steps.py")]
KILLED, ALIVE, HANGS, UNTESTED, EQUIVALENT = "killed", "alive", "hangs", "untested", "equivalent"


@dataclass(slots=True)
class Known:
    """What earlier runs found: the seconds of each test, the tests by file and line, and who was killed."""

    shared: str = ""  # digest of the code and of what all tests share
    digests: dict[str, str] = field(default_factory=dict)  # of each file of tests
    seconds: dict[str, float] = field(default_factory=dict)
    tests: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    killed: list[str] = field(default_factory=list)

    def forget_files(self, files: set[str]) -> None:
        """Drop what is known of the tests of some files."""
        self.seconds = {test: of for test, of in self.seconds.items() if _file_of(test) not in files}
        for lines in self.tests.values():
            for line, tests in lines.items():
                lines[line] = [test for test in tests if test in self.seconds]

    def of(self, mutant: Mutant) -> list[str]:
        """The tests that pass a mutant's line; those of the whole file where none does, such as for a constant."""
        lines = self.tests.get(mutant.path, {})
        found = lines.get(str(mutant.line)) or sorted({test for tests in lines.values() for test in tests})
        # All that take no time, then in turn from each file, the quickest of it first: what one file does not notice,
        # another may.
        turns: dict[str, int] = {}
        order = []
        for test in sorted(found, key=self.seconds.__getitem__):
            turn = turns[_file_of(test)] = turns.get(_file_of(test), 0) + 1
            order.append((self.seconds[test] > QUICK, turn, self.seconds[test], test))
        chosen, spent = [], 0.0
        for *_order, test in sorted(order):
            spent += self.seconds[test]
            if spent > SECONDS:
                break
            chosen.append(test)
        return chosen


class Hunt:
    """The plugin: takes over once pytest has collected."""

    def __init__(self, asked: Namespace, told: Callable[[tuple[str, str], int, Mutant, str], None]) -> None:
        self.asked, self.apps, self.told = asked, asked.apps, told
        self.until = time.monotonic() + asked.seconds
        self.failed = False

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In place of running the tests."""
        items = {item.nodeid: item for item in session.items if _is_alone(item)}
        known = self._first_run(items)
        for kind in ("slips", "drops") if self.asked.drops else ("slips",):
            for app in self.apps:
                self._hunt(app, kind, known, items)
        return True

    def _hunt(self, app: str, kind: str, known: Known, items: dict[str, pytest.Item]) -> None:
        mutants, spots = sample(app, self.asked.count, self.asked.seed, drops=kind == "drops")
        for number, mutant in enumerate(mutants[self.asked.begin :]):
            if time.monotonic() > self.until:
                break
            tests = [items[test] for test in known.of(mutant)]
            is_dead = self.asked.again and str(mutant) in known.killed
            word = KILLED if is_dead else self._try(mutant, tests) if tests else UNTESTED
            if word == KILLED and not is_dead:
                known.killed.append(str(mutant))
            self.told((app, kind), spots, mutant, word)
            if number % 20 == 0:
                self.asked.known.write_text(json.dumps(asdict(known)))
        self.asked.known.write_text(json.dumps(asdict(known)))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note that a test failed."""
        self.failed = self.failed or report.failed

    def _first_run(self, items: dict[str, pytest.Item]) -> Known:
        """What is known by now; tests that are new or stand in a changed file run first."""
        file: Path = self.asked.known
        known = Known(**json.loads(file.read_text())) if file.exists() else Known()
        shared = _digest([*(path for app in self.apps for path in Path(app).rglob("*.py")), *SHARED])
        if known.shared != shared:
            known = Known(shared=shared)
        digests = {path: _digest([Path(path)]) for path in {_file_of(test) for test in items}}
        changed = {
            path for path in digests.keys() | known.digests.keys() if digests.get(path) != known.digests.get(path)
        }
        known.forget_files(changed)
        known.digests = digests
        asked = [item for test, item in items.items() if _file_of(test) in changed]
        if asked:
            file.parent.mkdir(exist_ok=True)
            if _forked(lambda: self._cover(asked, known, file), limit=3600) != 0:
                pytest.exit("The first run ended without a result.", 2)
            known = Known(**json.loads(file.read_text()))
        return known

    def _cover(self, items: list[pytest.Item], known: Known, file: Path) -> int:
        from coverage import Coverage  # only this needs it

        paths = [str(path) for app in self.apps for path in files_of(app)]
        coverage = Coverage(data_file=None, include=paths, config_file=False)
        red = []
        coverage.start()
        for item, following in _pairs(items):
            coverage.switch_context(item.nodeid)
            began = time.perf_counter()
            self.failed = False
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self.failed:
                red.append(item.nodeid)
                continue
            known.seconds[item.nodeid] = time.perf_counter() - began
        coverage.stop()
        data = coverage.get_data()
        for path in paths:
            lines = known.tests.setdefault(path, {})
            for line, tests in data.contexts_by_lineno(str(Path(path).resolve())).items():
                lines[str(line)] = sorted({*lines.get(str(line), []), *(set(tests) & known.seconds.keys())})
        if red:
            print("Red without a mutant, and left out:", *red, sep="\n", file=sys.__stderr__)
        file.write_text(json.dumps(asdict(known)))
        return 0

    def _try(self, mutant: Mutant, items: list[pytest.Item]) -> str:
        swapped = _swapped(mutant)
        if swapped:
            return _word(_forked(lambda: self._run(items, swapped), limit=2 * SECONDS))
        command = [sys.executable, "-m", "tests.mutants.alone", json.dumps(asdict(mutant))]
        try:
            lines = "\n".join(item.nodeid for item in items)
            done = subprocess.run(command, input=lines, text=True, capture_output=True, timeout=2 * SECONDS + 30)
        except subprocess.TimeoutExpired:
            return HANGS
        return ALIVE if done.returncode == 0 else KILLED

    def _run(self, items: list[pytest.Item], swapped: list[tuple[FunctionType, CodeType]]) -> int:
        for function, code in swapped:
            function.__code__ = code
        for item, following in _pairs(items):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self.failed:
                return 1
        return 0


def _is_alone(item: pytest.Item) -> bool:
    """Whether a test leaves nothing behind when its process is ended: not with transactions of its own."""
    marker = item.get_closest_marker("django_db")
    own = marker is not None and marker.kwargs.get("transaction")
    return not own and "transactional_db" not in getattr(item, "fixturenames", ())


def _file_of(test: str) -> str:
    return test.partition("::")[0]


def _digest(paths: Iterable[Path]) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(paths))).hexdigest()


def _pairs(items: list[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    yield from zip(items, [*items[1:], None], strict=True)


def _word(status: int | None) -> str:
    return HANGS if status is None else ALIVE if status == 0 else KILLED


def _forked(run: Callable[[], int], *, limit: float) -> int | None:
    """What `run` returns in a child; None where it took longer than so many seconds."""
    child = os.fork()
    if child == 0:
        status = 2
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        try:
            status = run()
        except BaseException:
            traceback.print_exc(file=sys.__stderr__)
        finally:
            os._exit(status)
    until = time.monotonic() + limit
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def _swapped(mutant: Mutant) -> list[tuple[FunctionType, CodeType]]:
    """The living functions that a mutant changes, each with its new code; none where it changes an import."""
    path = str(Path(mutant.path).resolve())
    before = compile(Path(path).read_text(), path, "exec")
    pair = _differing(before, compile(mutant.source(), path, "exec"))
    if pair is None:
        return []
    old, new = pair
    living = [
        each
        for each in gc.get_objects()
        if type(each) is FunctionType and each.__code__.co_filename == path and each.__code__ == old
    ]
    return [] if len(old.co_freevars) != len(new.co_freevars) else [(each, new) for each in living]


def _differing(old: CodeType, new: CodeType) -> tuple[CodeType, CodeType] | None:
    """The outermost functions that differ; None where what runs at import does."""
    olds, news = _inner(old), _inner(new)
    if len(olds) != len(news) or _shallow(old) != _shallow(new):
        return None
    for one, other in zip(olds, news, strict=True):
        if one != other:
            is_function = one.co_flags & OPTIMIZED and not one.co_name.startswith("<")
            return (one, other) if is_function else _differing(one, other)
    return None


def _inner(code: CodeType) -> list[CodeType]:
    return [each for each in code.co_consts if isinstance(each, CodeType)]


def _shallow(code: CodeType) -> tuple[Any, ...]:
    return code.co_code, code.co_names, [each for each in code.co_consts if not isinstance(each, CodeType)]
