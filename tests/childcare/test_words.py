"""The words of a day's pass, their drawings, and the suitable pairs."""

from itertools import combinations
from pathlib import Path

import pytest
from defusedxml import ElementTree
from django.conf import settings
from pypinyin import Style, lazy_pinyin

from childcare.rules.passes import PAIRS, is_ill_omened, sound_alike
from childcare.words import GROUP_LABELS, WORD, WORDS, Group, Word

SPRITE = Path(settings.BASE_DIR) / "static/icons/words.svg"
ILL_SIGNS = set("死丧散离终葬病祸坟哭苦凶伞钟梨鬼龟刀蛇狼猪乌菊扫棺")
ILL_SOUNDS = {"si3", "sang4", "san4", "li2", "zhong1", "zang4", "bing4", "huo4", "fen2", "ku1", "ku3", "xiong1"}
HAND = {"#5b4636", "#a9261d", "#d8a86a", "#3d7a5a", "#fffdf7", "#2b2522", "#6f9bb8", "#eab3ab", "#efc75e", "#b9b0a6"}


def test_there_are_128_words_of_two_characters_each_its_own():
    assert len(WORDS) == len(WORD) == len({word.zh for word in WORDS}) == len({word.en for word in WORDS}) == 128
    assert {len(word.zh) for word in WORDS} == {2}
    assert set(GROUP_LABELS) == set(Group)


def test_each_pinyin_is_that_of_its_characters():
    assert [word.slug for word in WORDS if lazy_pinyin(word.zh) != word.pinyin.split()] == []
    assert WORD["mountain"].initials == "qs"


def test_no_two_words_sound_alike():
    assert [(one.zh, other.zh) for one, other in combinations(WORDS, 2) if sound_alike(one, other)] == []


@pytest.mark.parametrize(
    ("one", "other"), [("jin yu", "jing yu"), ("shi zi", "si zi"), ("niu nai", "nai niu"), ("yu mi", "yu di")]
)
def test_what_a_noisy_door_confuses_counts_as_alike(one, other):
    assert sound_alike(*(Word(each, "", "", each, Group.FOOD) for each in (one, other)))


def test_nothing_is_of_ill_omen_by_its_signs_or_its_sound():
    assert [word.zh for word in WORDS if ILL_SIGNS & set(word.zh)] == []
    toned = {word.zh: set(lazy_pinyin(word.zh, style=Style.TONE3)) for word in WORDS}
    assert [word for word, heard in toned.items() if heard & ILL_SOUNDS] == []


def test_white_and_flower_never_stand_together_in_any_order():
    assert is_ill_omened(WORD["cloud"], WORD["plum"])
    assert is_ill_omened(WORD["plum"], WORD["cloud"])
    assert not any(is_ill_omened(WORD[one], WORD[other]) for one, other in PAIRS)
    assert len(PAIRS) > 6_000


def test_every_word_has_a_drawing_in_one_hand_on_one_grid():
    symbols = list(ElementTree.parse(SPRITE).getroot())
    assert [symbol.get("id") for symbol in symbols] == [word.slug for word in WORDS]
    assert {symbol.get("viewBox") for symbol in symbols} == {"-2 -2 68 68"}
    assert {(symbol.get("stroke"), symbol.get("stroke-linecap")) for symbol in symbols} == {("#5b4636", "round")}
    assert all(len(symbol) for symbol in symbols)
    used = [each.get(name) for symbol in symbols for each in symbol.iter() for name in ("fill", "stroke")]
    assert sum(colour in HAND for colour in used) / sum(colour not in (None, "none") for colour in used) > 0.9
    assert SPRITE.stat().st_size < 64_000
