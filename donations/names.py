"""Names of donors, and the unified social credit codes of companies."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# GB 32100-2015: 31 characters without I, O, S, V, Z; the last of 18 is a checksum mod 31.
CODE_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_COMPOUND = frozenset(
    [
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "长孙",
        "宇文",
        "司徒",
        "夏侯",
        "独孤",
        "南宫",
        "端木",
        "轩辕",
        "百里",
        "东郭",
        "呼延",
        "闻人",
        "澹台",
    ]
)


def check_name(name: str) -> None:
    """Refuse symbols and control characters in a name. Raises ValidationError naming the first."""
    for character in name:
        if unicodedata.category(character) in ("So", "Sk", "Cc", "Cf", "Cs", "Co", "Cn"):
            raise ValidationError(
                _("A name cannot hold %(sign)s (U+%(code)s)."),
                code="sign_in_name",
                params={"sign": character, "code": f"{ord(character):04X}"},
            )


def check_credit_code(code: str) -> None:
    """Refuse a code with a wrong check character or format. Raises ValidationError."""
    if len(code) != 18 or not set(code) <= set(CODE_SIGNS) or code[-1] != credit_check_sign(code[:17]):
        raise ValidationError(
            _("This is not a valid unified social credit code; one of its characters must be wrong."), code="code"
        )


def credit_check_sign(body: str) -> str:
    """The check character of a credit code, from its first 17 characters."""
    total = sum(CODE_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(body))
    return CODE_SIGNS[-total % 31]


def family_name(name: str) -> str:
    """The family name: two characters for 欧阳 and the like, one otherwise; for 阿依古丽·买买提 the part before the
    dot.
    """
    if "·" in name:
        return name.partition("·")[0]
    return name[:2] if name[:2] in _COMPOUND and len(name) > 2 else name[:1]
