"""Pinyin initials of names."""

import pytest

from community.names import load_pinyin, pinyin_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("周平", "zhouping zp"),
        ("音乐室", "yinyueshi yys"),  # each of 乐 and 长 is read in two ways: the phrase decides
        ("长者食堂", "zhangzheshitang zzst"),
        ("长安街", "changanjie caj"),
        ("阿依古丽·买买提", "ayigulimaimaiti ayglmmt"),
        ("Last Metre", "last metre last metre"),
    ],
)
def test_a_name_is_found_by_its_letters(name, key):
    load_pinyin()
    assert pinyin_key(name) == key
    assert pinyin_key(name) == key  # what one look-up got, it has not changed for the next
