"""How loans name amounts to people."""


def yuan(fen: int) -> str:
    """An amount of 分 in words people use: 15 万元, 1234.50 元."""
    if fen and fen % 1_000_000 == 0:
        return f"{fen // 1_000_000} 万元"
    return f"{fen // 100} 元" if fen % 100 == 0 else f"{fen / 100:.2f} 元"
