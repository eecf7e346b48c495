"""Style sheets in production: joined, minified and light."""

import re

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.urls import reverse

from config.static_files import JoinedStaticFilesStorage, joined, squeezed

SOURCE = FileSystemStorage(settings.BASE_DIR / "static")
FIRST_VIEW = 30 * 1024  # bytes of css before compression


def test_a_style_sheet_takes_in_what_it_imports_each_in_its_layer():
    styles = joined(SOURCE, "css/portal.css")
    assert "@import" not in styles
    assert styles.startswith("@layer base,layout,components,utilities;@layer base{*,::before")
    assert "@layer components{.panel{" in styles


def test_squeezing_keeps_what_a_rule_means():
    styles = "/* why */ .a ,\n.b > :is(i, b) { width: calc(1rem + 2px); content: “ ” ; }\n"
    assert squeezed(styles) == ".a,.b > :is(i,b){width: calc(1rem + 2px);content: “ ”}"


@pytest.mark.django_db
def test_the_first_view_needs_little_css(client):
    page = client.get(reverse("home")).content.decode()
    sheets = re.findall(r'href="/static/(css/[^"]+\.css)"', page)
    assert "css/portal.css" in sheets
    assert sum(len(joined(SOURCE, sheet).encode()) for sheet in sheets) <= FIRST_VIEW


def test_collected_files_are_named_by_what_was_joined(tmp_path, monkeypatch):
    source = FileSystemStorage(tmp_path / "source")
    (tmp_path / "source/css/parts").mkdir(parents=True)
    (tmp_path / "source/css/all.css").write_text('@layer base;\n@import url("parts/one.css") layer(base);\n')
    names = []
    for rule in ("a { color: red }", "a { color: blue }"):
        (tmp_path / "source/css/parts/one.css").write_text(rule)
        storage = JoinedStaticFilesStorage(location=tmp_path / "collected", base_url="/static/")
        (tmp_path / "collected/css").mkdir(parents=True, exist_ok=True)
        done = {name: hashed for name, hashed, _ in storage.post_process({"css/all.css": (source, "css/all.css")})}
        names.append(done["css/all.css"])
        assert rule.replace(" ", "")[2:] in (tmp_path / "collected" / names[-1]).read_text().replace(" ", "")
    assert names[0] != names[1]
