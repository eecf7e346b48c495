"""Words that a change requires: stripped, cut to their column, and refused when there are none."""

import pytest

from community.typed_words import A_FEW_WORDS, require_reason, require_words
from tests.steps import refused


def test_words_are_stripped_and_cut_to_their_column():
    assert require_words(f" {'字' * 300}", "needed", "") == "字" * 200
    assert require_words("  abcd ", "needed", "", 3) == "abc"
    error = refused("needed", require_words, " \n ", "needed", "什么？")
    assert (error.status, error.message) == (422, "什么？")


@pytest.mark.parametrize(("reason", "least"), [("  ", 1), ("ok ", A_FEW_WORDS), ("核对人", A_FEW_WORDS)])
def test_no_reason_is_refused_in_the_same_words_everywhere(reason, least):
    assert refused("reason_needed", require_reason, reason, least=least).message == "请用几个字写明原因。"


def test_a_reason_of_enough_words_is_kept():
    assert require_reason(" 下雪 ") == "下雪"
    assert require_reason("核对人员", least=A_FEW_WORDS) == "核对人员"
