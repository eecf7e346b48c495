"""Translations compiled by a process are used by it: the demo is loaded by the process that compiles them."""

from pathlib import Path

import polib
from django.core.management import call_command
from django.utils.translation import gettext, override


def test_words_compiled_now_are_read_now(tmp_path, settings):
    settings.LOCALE_PATHS, settings.BASE_DIR = [tmp_path], tmp_path
    folder: Path = tmp_path / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    words = polib.POFile()
    words.metadata = {"Content-Type": "text/plain; charset=utf-8"}
    words.append(polib.POEntry(msgid="A word of this test", msgstr="这项测试里的词"))
    words.save(str(folder / "django.po"))
    with override("zh-hans"):
        assert gettext("A word of this test") == "A word of this test"
        call_command("compile_translations")
        assert gettext("A word of this test") == "这项测试里的词"
