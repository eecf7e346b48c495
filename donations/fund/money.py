"""Sums of money: whole fen inside, yuan where people read them."""

from decimal import Decimal

FEN = Decimal("0.01")
MOST_YUAN = Decimal("1000000000")


def fen_of(yuan: Decimal) -> int:
    """A sum in yuan with at most two decimals as whole fen. Raises `ValueError` for a part of a fen."""
    fen = yuan * 100
    if fen != fen.to_integral_value():
        raise ValueError("a sum has two decimals at most")
    return int(fen)


def yuan_of(fen: int) -> Decimal:
    """Whole fen as yuan with two decimals."""
    return (Decimal(fen) / 100).quantize(FEN)


def words_of(fen: int) -> str:
    """Whole fen as people read them: 1,234.50, with a true minus sign."""
    return f"{yuan_of(fen):,}".replace("-", "−")
