"""Amounts of money: stored as whole fen, displayed in yuan."""

from decimal import Decimal

FEN = Decimal("0.01")
MOST_YUAN = Decimal("1000000000")


def fen_of(yuan: Decimal) -> int:
    """Convert yuan with at most two decimals to fen. Raises `ValueError` for a fraction of a fen."""
    fen = yuan * 100
    if fen != fen.to_integral_value():
        raise ValueError("a sum has two decimals at most")
    return int(fen)


def yuan_of(fen: int) -> Decimal:
    """Convert fen to yuan with two decimals."""
    return (Decimal(fen) / 100).quantize(FEN)


def words_of(fen: int) -> str:
    """Format fen for display: 1,234.50, with a true minus sign."""
    return f"{yuan_of(fen):,}".replace("-", "−")
