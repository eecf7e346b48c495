"""A title breaks behind a comma, never before one."""

import re

import pytest

from community.templatetags.portal import clauses


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("书法班每周五下午开课，欢迎邻居来练字。", ["书法班每周五下午开课，", "欢迎邻居来练字。"]),
        ("书画室", []),
        ("Calligraphy, every Friday", []),
        ("<b>，好", ["&lt;b&gt;，", "好"]),
    ],
)
def test_each_clause_keeps_to_a_line(text, parts):
    assert re.findall(r'<span class="clause">(.*?)</span>', clauses(text)) == parts
