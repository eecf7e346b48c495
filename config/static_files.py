"""Static files in production: named by their content, and each style sheet joined with those it imports."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r'@import url\("([^"]+)"\) layer\((\w+)\);')
STYLES = "css/"


def joined(storage: Storage, path: str) -> str:
    """The style sheet at `path` with its layered imports inlined, without comments and redundant white space.

    An imported file may not import others or refer to pictures or fonts, because relative URLs would break.
    """
    folder = path.rpartition("/")[0]

    def imported(found: re.Match[str]) -> str:
        return f"@layer {found[2]} {{{_read(storage, f'{folder}/{found[1]}')}}}"

    return squeezed(IMPORT.sub(imported, _read(storage, path)))


def squeezed(styles: str) -> str:
    """Minify style rules."""
    styles = re.sub(r"/\*.*?\*/", "", styles, flags=re.DOTALL)
    styles = re.sub(r"\s+", " ", styles)
    return re.sub(r" ?([{};,]) ?", r"\1", styles).replace(";}", "}").strip()


def _read(storage: Storage, path: str) -> str:
    with storage.open(path) as file:
        return file.read().decode()


class JoinedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Joins and minifies the portal's own style sheets before they are hashed."""

    def post_process(
        self, paths: dict[str, tuple[Storage, str]], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str, bool]]:
        if not dry_run:
            for name, (storage, path) in paths.items():
                if name.startswith(STYLES) and name.endswith(".css"):
                    Path(self.path(name)).write_text(joined(storage, path))
                    paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)
