"""Where code can be changed, and how: cosmic-ray's operators or those of `drops`, one change for each spot."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator

from tests.mutants.drops import drops_of, without

# What a slip of the pen would be. Other operators mostly raise at once, such as a time xor a length, and whoever
# counts those as killed praises tests that need not be there.
SWAPPED = {
    "BinaryOperator": ["Add_Sub", "Sub_Add", "Mul_FloorDiv", "FloorDiv_Mul", "Div_Mul", "Mod_FloorDiv"],
    "ComparisonOperator": [
        *("Eq_NotEq", "NotEq_Eq", "Is_IsNot", "IsNot_Is"),
        *("Lt_LtE", "Lt_GtE", "LtE_Lt", "LtE_Gt", "Gt_GtE", "Gt_LtE", "GtE_Gt", "GtE_Lt"),
    ],
    "UnaryOperator": ["Delete_Not", "USub_UAdd"],
}
SWAPPED["BinaryOperator"] += ["BitOr_BitAnd", "BitAnd_BitOr"]
OTHERS = ["AddNot", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ReplaceAndWithOr", "ReplaceOrWithAnd"]
OTHERS += ["ReplaceBreakWithContinue", "ReplaceContinueWithBreak", "NumberReplacer", "ZeroIterationForLoop"]
OTHERS += ["ExceptionReplacer", "RemoveDecorator"]
OPERATORS = [f"core/{name}" for name in OTHERS]
OPERATORS += [f"core/Replace{kind}_{pair}" for kind, pairs in SWAPPED.items() for pair in pairs]
FOLDERS = ("rules", "services", "importing")
Span = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one file: an operator of cosmic-ray or of `drops`, and which of its occurrences in the file."""

    path: str  # from the root of the project
    line: int
    operator: str
    occurrence: int

    def source(self) -> str:
        """The file as it reads after the change."""
        if self.operator.startswith("drop/"):
            source = Path(self.path).read_text()
            return without(source, drops_of(source)[self.occurrence])
        changed = mutate_code(Path(self.path).read_text(), get_operator(self.operator)(), self.occurrence)
        if changed is None:
            raise LookupError(self)
        return changed

    def shown(self) -> str:
        """The changed line, before and after."""
        before, after = Path(self.path).read_text().splitlines(), self.source().splitlines()
        for old, new in zip(before, after, strict=False):
            if old != new:
                return f"{old.strip()}  →  {new.strip()}"
        return f"{len(before) - len(after)} lines less"


def files_of(app: str) -> list[Path]:
    """What of an app is changed: its rules, services and imports, each a file or a package."""
    found: list[Path] = []
    for folder in FOLDERS:
        found += sorted(Path(app).glob(f"{folder}.py")) + sorted(Path(app, folder).rglob("*.py"))
    return found


def spots_of(path: Path) -> list[list[Mutant]]:
    """The spots of a file, each with every change that cosmic-ray's operators know for it."""
    source = path.read_text()
    tree, silent = get_ast(source), list(_silent(ast.parse(source)))
    spots: dict[Span, list[Mutant]] = {}
    for name in sorted(OPERATORS):
        operator, occurrence = get_operator(name)(), 0
        for node in ast_nodes(tree):
            for start, end in operator.mutation_positions(node):
                if not any(first <= start and end <= last for first, last in silent) and _is_code(node):
                    spots.setdefault((start, end), []).append(Mutant(str(path), start[0], name, occurrence))
                occurrence += 1
    return [spots[span] for span in sorted(spots)]


def drop_spots_of(path: Path) -> list[list[Mutant]]:
    """The spots of a file, each with everything that can be forgotten there."""
    spots: dict[tuple[int, int], list[Mutant]] = {}
    for number, drop in enumerate(drops_of(path.read_text())):
        spots.setdefault(drop.start, []).append(Mutant(str(path), drop.start[0], drop.operator, number))
    return list(spots.values())


def _is_code(node: Any) -> bool:
    """Whether a node does something: the star before arguments that go by name is taken for a product."""
    return not (node.type == "operator" and node.parent.type in ("parameters", "param"))


def _silent(tree: ast.AST) -> Iterator[Span]:
    """Type hints, protocols, how a dataclass is stored: an operator in one breaks the import or does nothing."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "dataclass":
            yield (node.lineno, node.col_offset - 1), (node.end_lineno or 0, node.end_col_offset or 0)
        if isinstance(node, ast.ClassDef) and any(getattr(base, "id", "") == "Protocol" for base in node.bases):
            yield (node.lineno, node.col_offset), (node.end_lineno or 0, node.end_col_offset or 0)
        hints = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        for hint in hints:
            if hint is not None:
                yield (hint.lineno, hint.col_offset), (hint.end_lineno, hint.end_col_offset)


def sample(app: str, count: int, seed: int, *, drops: bool = False) -> tuple[list[Mutant], int]:
    """So many mutants of an app, at different spots, and how many spots it has; the same seed draws the same ones.

    They come in the order of the draw, so that the first few are a fair sample too.
    """
    spots = [spot for path in files_of(app) for spot in (drop_spots_of(path) if drops else spots_of(path))]
    dice = Random(f"{seed} {app}")
    drawn = dice.sample(spots, min(count, len(spots)))
    return [dice.choice(spot) for spot in drawn], len(spots)
