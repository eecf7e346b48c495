"""Storage of uploaded workbooks: encrypted, outside everything that is served, and readable only by its owner."""

from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage

from community import vault


class SealedStorage(FileSystemStorage):
    """Files under `VAR_DIR/private`, encrypted with the register's keys."""

    @property
    def base_location(self) -> str:
        return str(settings.VAR_DIR / "private")

    @property
    def location(self) -> str:
        return self.base_location

    def _save(self, name: str, content: File) -> str:
        content.seek(0)
        return cast(str, super()._save(name, ContentFile(vault.seal(content.read()))))  # type: ignore[misc]

    def _open(self, name: str, mode: str = "rb") -> File:
        with super()._open(name, "rb") as file:  # type: ignore[misc]
            return ContentFile(vault.unseal(file.read()), name=name)

    def seal_anew(self) -> int:
        """Re-encrypt every file with the newest key, each replaced atomically; returns how many.

        Raises `ValueError` if none of the keys opens a file.
        """
        files = [path for path in Path(self.location).rglob("*.sealed") if path.is_file()]
        for path in files:
            fresh = path.with_suffix(".fresh")
            fresh.touch(mode=0o600)
            fresh.write_bytes(vault.seal_anew(path.read_bytes()))
            fresh.replace(path)
        return len(files)

    def url(self, name: str | None) -> Any:
        raise ValueError("these files have no address")


def sealed_storage() -> SealedStorage:
    """The storage of uploads; a callable, so that migrations contain no path."""
    return SealedStorage(file_permissions_mode=0o600, directory_permissions_mode=0o700)
