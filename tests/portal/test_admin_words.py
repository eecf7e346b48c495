"""Reads every list, form and history of the admin: each is in one language and free of technical terms."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.management import call_command
from django.db.models import CharField, TextField
from django.test import Client
from django.urls import reverse

from community.models import User
from tests.browser.pages import ADMINISTRATOR
from tests.reading import listed

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

SPOKEN = ("title", "alt", "aria-label", "placeholder")
UNREAD = {"script", "style", "textarea"}  # what somebody typed into a form is data
LATIN, HAN = re.compile(r"[A-Za-z][A-Za-z']*"), re.compile(r"[\u4e00-\u9fff]+")
MACHINE = re.compile(r"\bNone\b| object \(|\b[a-z]+_[a-z_]+\b|\[\d{4}-\d\d-\d\d")
# Latin words that a page in Chinese may hold: names of things that have no other, and what is data.
NAMES = {
    "Excel",
    "PDF",
    "PNG",
    "SHA",
    "MB",
    "WPS",
    "OpenOffice",
    "OFD",
    "A",
    "A4",
    "IP",
    "xlsx",
    "xls",
    "ods",
    "csv",
    "English",
}
# Chinese in an English page: examples of what stands in the centre's own papers, which are Chinese.
EXAMPLES = {"某某社区党群服务中心", "人户分离", "座", "南区", "栋", "东单元", "西单元"}
DATA = (
    re.compile(r"(?<![0-9A-Za-z])[0-9A-Z]{12}(?![0-9A-Za-z])"),  # a booking's reference
    re.compile(r"(?<![0-9A-Za-z])[A-Z]{2}\d{4}-\d{6}\b"),  # a certificate's number
    re.compile(r"\b[0-9a-f]{12,}\b"),  # a check sum
    re.compile(r"#[0-9a-f]{6}\b"),  # a colour
    re.compile(r"\{\w+\}"),  # a place in a text that is filled in
    re.compile(r"/rooms/\S+\.ics"),
    re.compile(r"[\w.-]+@[\w.-]+"),
)


class Reading(HTMLParser):
    """The words of a page as they are seen and heard, without those that are marked as another language."""

    VOID = {"input", "img", "br", "meta", "link", "hr", "use", "source", "col"}

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.open: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if not any(self.open):
            self.words += [each for name in SPOKEN if (each := said.get(name))]
        if tag not in self.VOID:
            self.open.append(tag in UNREAD or (tag != "html" and "lang" in said))

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID and self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not any(self.open):
            self.words.append(data.strip())


def read(page: str) -> list[str]:
    reading = Reading()
    reading.feed(page)
    return reading.words


def addresses() -> Iterator[str]:
    """The list of each model, its form, and the form and history of one record."""
    for model in admin.site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        yield from (reverse(f"admin:{name}_{verb}") for verb in ("changelist", "add"))
        record = model._default_manager.order_by("-pk").first()
        if record is not None:
            yield from (reverse(f"admin:{name}_{verb}", args=[record.pk]) for verb in ("change", "history"))


def of_the_machine(words: str, language: str, data: str) -> bool:
    """Whether words of a page are neither the reader's language nor what somebody typed."""
    if language == "en":
        strange = [each for each in HAN.findall(words) if each not in EXAMPLES and each not in data]
        return bool(strange) or bool(re.search(r"\bNone\b| object \(", words))
    bare = words
    for pattern in DATA:
        bare = pattern.sub("", bare)
    strange = [each for each in LATIN.findall(bare) if each not in NAMES and not _is_code(each, data)]
    return bool(MACHINE.search(bare)) or (bool(strange) and not _is_typed(words, data))


def _is_typed(words: str, data: str) -> bool:
    """Whether it is what somebody wrote, whole or as a piece too long to stand there by chance."""
    return words in data and (len(words) > PHRASE or _is_whole(words, data))


PHRASE = 15  # characters: a shorter piece may stand in somebody's sentence by chance


def _is_whole(words: str, data: str) -> bool:
    return f"\n{words}\n" in data


def _is_code(word: str, data: str) -> bool:
    """Whether capitals are the whole of what stands in a column, such as the code of an account."""
    return word.isupper() and _is_whole(word, data)


def typed_words() -> str:
    """Everything that stands in a column of text: names, reasons, stories, in whatever language."""
    found: list[str] = []
    for model in apps.get_models():
        is_ours = "site-packages" not in model._meta.app_config.path
        columns = [
            each.name
            for each in model._meta.concrete_fields
            if isinstance(each, CharField | TextField) and not each.choices and each.name != "kind"
        ]
        for row in model._default_manager.values_list(*columns) if columns and is_ours else ():
            found += [value for value in row if isinstance(value, str)]
        if model in admin.site._registry:
            found += [str(each) for each in model._default_manager.all()[:400]]
    return "\n".join(found)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_speaks_one_language(language):
    call_command("load_demo")
    client = Client()
    client.force_login(User.objects.get(phone=ADMINISTRATOR), backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["django_language"] = language
    wrong: dict[str, str] = {}
    data = typed_words()
    for address in addresses():
        page = client.get(address)
        assert page.status_code in (200, 302, 403), address
        if page.status_code == 200:
            wrong |= {words: address for words in read(page.content.decode()) if of_the_machine(words, language, data)}
    assert not wrong, listed(wrong)
