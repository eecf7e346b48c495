"""Every drawing that staff can choose exists, and every existing one can be chosen."""

from django.conf import settings

from community.enums import Drawing


def test_each_choice_is_a_file_and_each_file_a_choice():
    files = {path.stem for path in (settings.BASE_DIR / "static" / "drawings").glob("*.svg")}
    assert files == set(Drawing.values)


def test_a_drawing_is_small_and_brings_nothing_along():
    for path in (settings.BASE_DIR / "static" / "drawings").glob("*.svg"):
        text = path.read_text()
        assert len(text) < 4096
        assert 'viewBox="0 0 240 135"' in text or path.stem == "centre"
        assert "<script" not in text
        assert "href" not in text
