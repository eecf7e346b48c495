"""The two words of a day's pass: which pairs are suitable."""

import re
from itertools import combinations

from childcare.words import WORDS, Word

Pair = tuple[str, str]  # slugs of `childcare.words`

# Sounds merged in the Xi'an accent: flat and curled tongue, n and l, front and back endings.
_FOLDS = ((re.compile(r"^([zcs])h"), r"\1"), (re.compile(r"^n"), "l"), (re.compile(r"([aeio])ng$"), r"\1n"))

# Characters that are ill-omened together: white flowers are worn at funerals, red and white stand for weddings and
# burials, a house is on fire.
ILL_TOGETHER = frozenset({("白", "花"), ("白", "红"), ("火", "屋"), ("烟", "屋"), ("花", "雪")})


def sounds(word: Word) -> list[str]:
    """The syllables of a word as heard at a noisy door."""
    syllables = word.pinyin.split()
    for pattern, instead in _FOLDS:
        syllables = [pattern.sub(instead, syllable) for syllable in syllables]
    return syllables


def sound_alike(one: Word, other: Word) -> bool:
    """Whether two words could be confused: the same syllables in any order, or one letter apart."""
    first, second = sounds(one), sounds(other)
    return sorted(first) == sorted(second) or _one_apart("".join(first), "".join(second))


def _one_apart(one: str, other: str) -> bool:
    """Whether at most one letter was changed, added or left out."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    same = next((place for place, pair in enumerate(zip(short, long, strict=False)) if len(set(pair)) > 1), len(short))
    return short[same + (len(short) == len(long)) :] == long[same + 1 :]


def is_ill_omened(one: Word, other: Word) -> bool:
    """Whether two words are ill-omened together, in either order."""
    return any((a in one.zh and b in other.zh) or (b in one.zh and a in other.zh) for a, b in ILL_TOGETHER)


def may_stand_together(one: Word, other: Word) -> bool:
    """Whether two words make a pass: from different groups, so that the pictures differ clearly, and not ill-omened."""
    return one.group != other.group and not is_ill_omened(one, other) and not sound_alike(one, other)


PAIRS: tuple[Pair, ...] = tuple(
    (one.slug, other.slug) for one, other in combinations(WORDS, 2) if may_stand_together(one, other)
)
