"""Amounts in formal Chinese numerals (大写), by the rules for bills (正确填写票据和结算凭证的基本规定)."""

from decimal import Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")


def in_capitals(amount: Decimal) -> str:
    """An amount of at most 16 digits before the point, such as 壹仟零伍元叁角整.

    整 follows 元 and 角, never 分; consecutive zeros are written once; 零 stands before 分 if there is no 角.
    """
    cents = int(amount * 100)
    yuan, jiao, fen = cents // 100, cents // 10 % 10, cents % 10
    words = f"{whole(yuan)}元" if yuan or not cents else ""
    if not jiao and not fen:
        return f"{words}整"
    if jiao:
        words += f"{DIGITS[jiao]}角"
    elif words:
        words += DIGITS[0]
    return words + (f"{DIGITS[fen]}分" if fen else "整")


def whole(number: int) -> str:
    """A whole number in formal numerals, as certificates count things too: 362 is 叁佰陆拾贰."""
    if number == 0:
        return DIGITS[0]
    words, group = "", 0
    while number:
        number, part = divmod(number, 10_000)
        if part:
            lead = DIGITS[0] if number and part < 1000 else ""
            words = lead + _four(part) + GROUPS[group] + words
        elif words and not words.startswith(DIGITS[0]):
            words = DIGITS[0] + words
        group += 1
    return words


def _four(part: int) -> str:
    words, waits = "", False
    for place in (3, 2, 1, 0):
        digit = part // 10**place % 10
        if digit:
            words += (DIGITS[0] if waits and words else "") + DIGITS[digit] + PLACES[place]
            waits = False
        else:
            waits = True
    return words
