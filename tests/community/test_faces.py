"""Certificate faces: no garbled characters, columns in reading order, files that other programs can read."""

from dataclasses import replace
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
import zxingcpp
from django.db import DatabaseError, transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image

from community.certificates import editing, kinds
from community.certificates import services as certificates
from community.certificates.faces import fonts, paper
from community.certificates.faces.design import PLAIN, Said
from community.certificates.faces.lines import balanced, broken
from community.certificates.faces.printing import LONGEST, RAREST, face_of, require_usable, shown_face
from community.certificates.faces.words import date_in_characters
from community.models import Certificate, CertificateTemplate
from tests.factories import StaffFactory, UserFactory
from tests.steps import log_in, refused

ADDRESS = "https://portal.example/c/7K3M-9QXT-2RVD-H8PZ/#0123456789ABCDEFGHJKMNPQRS"
SAID = Said("JZ2026-000130", "欧阳𪨧", date(2026, 11, 23), {}, ADDRESS, "7K3M-9QXT-2RVD-H8PZ")
UPRIGHT = replace(PLAIN, layout="upright", words="您捐赠《全唐诗》等图书叁佰陆拾贰册（附清单），谨此致谢。")
BOTH = pytest.mark.parametrize("design", [PLAIN, UPRIGHT], ids=["across", "upright"])


@pytest.fixture
def _a_kind(monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", {})
    kind = kinds.Kind(
        "test", "CS", _("Certificate"), {}, PLAIN, {"things": "钢琴一架"}, may_read=lambda _one, _user: True
    )
    kinds.register(kind)


def issue(name="欧阳小雨", **fields):
    return certificates.issue_certificate(kind="test", name=name, facts={}, by=None, **fields)


@BOTH
def test_a_face_is_a4_at_300_dpi_and_its_code_is_read_from_the_picture(design):
    image = paper.draw(design, SAID)
    assert sorted(image.size) == [2480, 3508]
    read = Image.open(BytesIO(paper.png(image)))
    assert [code.text for code in zxingcpp.read_barcodes(read.convert("L"))] == [ADDRESS]


@BOTH
def test_files_are_small_and_others_can_read_them(design):
    image = paper.draw(design, SAID)
    assert len(paper.png(image)) <= 200_000
    assert len(paper.small(image)) <= 80_000
    file = paper.pdf([image, image])
    assert len(file) <= 2 * 800_000
    pages = pypdf.PdfReader(BytesIO(file)).pages
    assert [sorted(round(float(side)) for side in page.mediabox[2:]) for page in pages] == [[595, 842]] * 2


@pytest.mark.parametrize("character", ["𪨧", "𱁬", "𰻝", "䶮", "陳", "劉", "·", "〇", "︽", "A", "é"])
def test_names_find_a_font(character):
    """pretix#4340: Chinese names came out as boxes."""
    assert fonts.missing(character) == []


@pytest.mark.parametrize("character", ["😀", "\ue000", "\U00030000"])
def test_what_no_font_has_is_found(character):
    assert fonts.missing(f"王{character}") == [character]


@pytest.mark.slow
def test_all_of_the_table_of_characters_has_glyphs():
    table = Path(fonts.BUNDLED / "tongyong-8105.txt").read_text(encoding="utf-8").replace("\n", "")
    assert len(set(table)) == 8105
    assert [each for each in table if not fonts.has(fonts.SERIF, each)] == []


@pytest.mark.slow
def test_every_character_of_the_table_is_drawn_and_is_no_box():
    """Drawn as on paper, through the chain of fonts, and compared with the missing glyph of the font that draws it."""
    table = Path(fonts.BUNDLED / "tongyong-8105.txt").read_text(encoding="utf-8").replace("\n", "")
    size, boxes = 60, {}
    for character in [*table, *"𪨧𱁬𰻝䶮陳劉〇"]:
        font = fonts.font_for(character, size)
        assert font is not None, character
        drawn = font.getmask(character, mode="L")
        if font.path not in boxes:
            boxes[font.path] = font.getmask(fonts.NO_CHARACTER, mode="L")
        box = boxes[font.path]
        assert (drawn.size, bytes(drawn)) != (box.size, bytes(box)), fonts.in_words(character)
        assert any(bytes(drawn)), fonts.in_words(character)
    assert len(boxes) == 2


def test_the_fonts_are_those_that_the_script_made():
    sums = dict(reversed(line.split()) for line in (fonts.BUNDLED / "SHA256SUMS").read_text().splitlines())
    made = {path.name: sha256(path.read_bytes()).hexdigest() for path in fonts.BUNDLED.glob("*.woff2")}
    assert made == sums


def test_many_sheets_are_written_one_by_one(tmp_path):
    """A page is on the disk before the next is drawn; a palette's pixels would make 17 MB of each."""
    image, sizes = paper.draw(PLAIN, SAID), []
    with (tmp_path / "sheets.pdf").open("w+b") as file:

        def sheets():
            for _each in range(3):
                file.flush()
                sizes.append(file.tell())
                yield image

        paper.pdf(sheets(), file)
    assert sizes[0] < 100 < sizes[1] < sizes[2]
    pages = pypdf.PdfReader(tmp_path / "sheets.pdf").pages
    picture = pages[2].images[0].image
    assert (len(pages), picture.mode, sorted(picture.size)) == (3, "RGB", [2480, 3508])


def test_what_everybody_sees_holds_no_proof():
    kind = kinds.Kind("shown", "XX", _("Certificate"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(kinds, "_kinds", {"shown": kind})
        certificate = Certificate(kind="shown", prefix="XX", number="XX2026-000001", name="欧阳𪨧", salt="0" * 26)
        [code] = zxingcpp.read_barcodes(shown_face(certificate, "一位邻居").convert("L"))
        [own] = zxingcpp.read_barcodes(face_of(certificate).convert("L"))
    assert own.text.partition("#")[2] == "0" * 26
    assert "#" not in code.text


def test_a_kinds_own_line_is_never_taken_away():
    kind = kinds.Kind("gift", "JZ", _("Certificate"), titles=("感谢状",), fixed="荣誉凭证，不作票据")
    design = replace(PLAIN, title="感谢状")
    refused("wrong_title", require_usable, kind, replace(design, title="奖状"))
    for place in ("note", "seal_words", "signatory"):
        refused("forbidden_words", require_usable, kind, replace(design, **{place: "发票"}))
    require_usable(kind, design)
    said = replace(SAID, fixed=kind.fixed)
    assert said.lines_at_foot(replace(design, note=kind.fixed)) == [kind.fixed]
    assert said.lines_at_foot(replace(design, note="另")) == [kind.fixed, "另"]


def test_the_fonts_are_small_and_come_with_their_licences():
    assert sum(path.stat().st_size for path in fonts.BUNDLED.glob("*.woff2")) <= 6_200_000
    assert len(list(fonts.BUNDLED.glob("OFL-*.txt"))) == 2


def test_a_font_of_the_operators_is_asked_last(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "own.woff2").touch()
    assert fonts.chain()[-1].name == "own.woff2"
    assert fonts.chain(heavy=True)[0] == fonts.HEAVY


def test_lines_neither_begin_nor_end_with_the_wrong_sign():
    assert broken("一二三四，五六", 4) == ["一二三四，", "五六"]
    assert broken("一二三（四五", 4) == ["一二三", "（四五"]
    assert broken("一二三（¥1,409.50）四", 6) == ["一二三", "（¥1,409.50）", "四"]
    assert broken("一二TCL三", 3) == ["一二", "TCL三"]
    assert balanced("一二三四五六七八九十甲", 10) == ["一二三四五六", "七八九十甲"]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 23), "二〇二六年十一月二十三日"),
        (date(2030, 10, 10), "二〇三〇年十月十日"),
        (date(2027, 1, 1), "二〇二七年一月一日"),
    ],
)
def test_dates_are_written_in_characters(day, words):
    assert date_in_characters(day) == words


@pytest.mark.django_db
@pytest.mark.usefixtures("_a_kind")
class TestIssuing:
    def test_a_character_that_no_font_has_is_named(self):
        """docusealco#148: an export failed on one missing glyph."""
        error = refused("no_glyph", issue, name="王\U00030000")
        assert "U+30000" in error.message
        left_open = issue(name="王\U00030000", leaves_space=True)
        assert face_of(left_open).size == (3508, 2480)

    def test_what_does_not_fit_on_the_sheet_is_not_issued(self):
        refused("too_long", issue, name="克里木江·买买提依布拉音" * 20)
        assert not Certificate.objects.exists()

    def test_old_papers_keep_their_template(self):
        old, by = issue(), StaffFactory()
        written = editing.write_template(kind="test", design=replace(PLAIN, title="感谢状"), by=by)
        assert issue().template == old.template
        refused("not_looked_at", editing.use_template, template=written, by=by, looked_at=["longest"])
        editing.use_template(template=written, by=by, looked_at=["longest", "rarest"])
        assert issue().template == written
        old.refresh_from_db()
        assert old.template.title == "证书"
        with pytest.raises(DatabaseError), transaction.atomic():
            CertificateTemplate.objects.filter(pk=old.template_id).update(title="感谢状")

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"words": "凭此换取发票。"}, "forbidden_words"),
            ({"number_line": "编号"}, "no_number"),
            ({"words": "感谢{whom}。"}, "unknown_field"),
            ({"words": "谢" * 400}, "too_long"),
            ({"words": "感谢\U00030000。"}, "no_glyph"),
        ],
    )
    def test_a_template_that_must_not_be_is_refused(self, change, code):
        design = replace(PLAIN, **change)
        refused(code, editing.write_template, kind="test", design=design, by=StaffFactory())
        assert not CertificateTemplate.objects.exists()

    def test_only_who_may_edits_templates(self):
        refused("not_allowed", editing.write_template, kind="test", design=PLAIN, by=UserFactory())

    @pytest.mark.parametrize(("name", "start"), [("png_url", b"\x89PNG"), ("pdf_url", b"%PDF")])
    def test_the_paper_is_for_who_may_read_it(self, client, monkeypatch, name, start):
        address = getattr(issue(), name)
        assert client.get(address).status_code == 302
        log_in(client, UserFactory())
        assert client.get(address).content.startswith(start)
        assert client.post(address).status_code == 405
        monkeypatch.setattr(kinds, "_kinds", {"test": kinds.Kind("test", "CS", _("Certificate"))})
        assert client.get(address).status_code == 404

    @pytest.mark.parametrize("name", [LONGEST, RAREST])
    def test_the_longest_and_the_rarest_names_fit(self, name):
        for design in (PLAIN, UPRIGHT):
            assert paper.draw(design, replace(SAID, name=name))
