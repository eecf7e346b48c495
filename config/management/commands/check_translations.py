"""`manage.py check_translations`: fail if a string has no translation."""

import contextlib
import io
import shutil
import tempfile
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.test.utils import override_settings


class Command(BaseCommand):
    help = "Fail on strings that are untranslated, fuzzy, not collected yet, or not in English what their id says."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        problems = [problem for language in ("zh_Hans", "en") for problem in self._gaps(language)]
        problems += self._not_as_it_is()
        if shutil.which("xgettext"):
            problems += self._not_collected()
        else:
            self.stderr.write("gettext is not installed: whether every string is collected was not checked.")
        if problems:
            raise CommandError("\n".join(problems))

    def _gaps(self, language: str) -> list[str]:
        catalogue = polib.pofile(str(self._path(Path(settings.BASE_DIR), language)))
        gaps = [*catalogue.untranslated_entries(), *catalogue.fuzzy_entries()]
        return [f"{language}: no translation of {entry.msgid!r}" for entry in gaps]

    def _not_as_it_is(self) -> list[str]:
        """The English strings that say another thing than their message id, such as the words before a change."""
        catalogue = polib.pofile(str(self._path(Path(settings.BASE_DIR), "en")))
        return [
            f"en: {entry.msgid!r} says {entry.msgstr or entry.msgstr_plural!r}"
            for entry in catalogue
            if entry.msgstr != ("" if entry.msgid_plural else entry.msgid)
            or list(entry.msgstr_plural.values()) != ([entry.msgid, entry.msgid_plural] if entry.msgid_plural else [])
        ]

    def _not_collected(self) -> list[str]:
        """Collect messages in a copy of the tracked files, and compare."""
        with tempfile.TemporaryDirectory() as copy:
            shutil.copytree(
                settings.BASE_DIR,
                copy,
                dirs_exist_ok=True,
                ignore=shutil.ignore_patterns(".*", "var", "vendor", "tests"),
            )
            before = {(e.msgctxt, e.msgid) for e in polib.pofile(str(self._path(Path(copy), "zh_Hans")))}
            _collect(Path(copy))
            after = {
                (e.msgctxt, e.msgid) for e in polib.pofile(str(self._path(Path(copy), "zh_Hans"))) if not e.obsolete
            }
        return [
            f"zh_Hans: {msgid!r} is not collected; run script/messages" for _, msgid in sorted(after - before, key=str)
        ]

    @staticmethod
    def _path(base: Path, language: str) -> Path:
        return base / "locale" / language / "LC_MESSAGES" / "django.po"


def _collect(folder: Path) -> None:
    # makemessages works on the current directory, and on the locale folders of the settings.
    with contextlib.chdir(folder), override_settings(LOCALE_PATHS=[folder / "locale"]):
        call_command(
            "makemessages", locale=["zh_Hans"], extensions=["html", "txt", "py"], no_wrap=True, stdout=io.StringIO()
        )
