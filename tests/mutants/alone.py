"""Tests one mutant in a separate process: `python -m tests.mutants.alone MUTANT`, with the tests on standard input."""

import json
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

import pytest

from tests.mutants.spots import Mutant


class Changed(MetaPathFinder):
    """An import finder that loads the changed file instead of the original."""

    def __init__(self, mutant: Mutant) -> None:
        self.path, self.source = str(Path(mutant.path).resolve()), mutant.source()

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The loader of the changed file; None for any other."""
        spec = PathFinder.find_spec(name, path)
        if spec is None or spec.origin != self.path:
            return None
        source = self.source

        class Loader(SourceFileLoader):
            def get_code(self, fullname: str) -> CodeType:
                return compile(source, self.path, "exec")

        spec.loader = Loader(name, self.path)
        return spec


class Only:
    """A pytest plugin that runs only the named tests."""

    def __init__(self, names: list[str]) -> None:
        self.names = names

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Select the named tests, in that order."""
        found = {item.nodeid: item for item in items}
        items[:] = [found[name] for name in self.names if name in found]


if __name__ == "__main__":
    sys.meta_path.insert(0, Changed(Mutant(**json.loads(sys.argv[1]))))
    tests = sys.stdin.read().splitlines()
    files = sorted({test.partition("::")[0] for test in tests})
    sys.exit(pytest.main(["-q", "-x", "-p", "no:cacheprovider", "-m", "not slow", *files], plugins=[Only(tests)]))
