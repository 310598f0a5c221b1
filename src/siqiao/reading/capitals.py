"""Amounts in Chinese capital figures, as vouchers and certificates write them: both ways, exact to the fen."""

from decimal import Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLAIN = dict(zip("〇一二三四五六七八九两", [*range(10), 2], strict=True))
VALUES = {character: value for value, character in enumerate(DIGITS)} | PLAIN
STEPS = {"拾": 10, "佰": 100, "仟": 1000, "十": 10, "百": 100, "千": 1000}
GROUPS = {"万": 10**4, "亿": 10**8}
PLACES = ("", "拾", "佰", "仟")


def in_capitals(amount: Decimal) -> str:
    """2500000.00 → 贰佰伍拾万元整. Raises ValueError for a negative amount or one finer than a fen."""
    if amount < 0 or amount != amount.quantize(Decimal("0.01")) or amount >= Decimal(10) ** 16:
        raise ValueError(f"no amount for capitals: {amount}")
    fen = int(amount * 100)
    yuan, jiao, rest = fen // 100, fen // 10 % 10, fen % 10
    whole = f"{_whole(yuan)}元" if yuan else ""
    if not jiao and not rest:
        return f"{whole or '零元'}整"
    tail = f"{DIGITS[jiao]}角" if jiao else ("零" if yuan else "")
    return whole + tail + (f"{DIGITS[rest]}分" if rest else "整")


def _whole(number: int) -> str:
    """A whole number: what stands before 亿, before 万 and after, each zero gap said once."""
    for size, name in ((10**8, "亿"), (10**4, "万")):
        if number >= size:
            high, low = divmod(number, size)
            gap = "零" if low and (low < size // 10 or high % 10 == 0) else ""
            return _whole(high) + name + (gap + _whole(low) if low else "")
    return _four(number)


def _four(value: int) -> str:
    said, zero = "", False
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if digit == 0:
            zero = bool(said)
            continue
        said += ("零" if zero else "") + DIGITS[digit] + PLACES[place]
        zero = False
    return said


def amount_of(text: str) -> Decimal:
    """贰佰伍拾万元整 or 二百五十万元 → 2500000.00. Raises ValueError for anything else."""
    found = text.strip().removesuffix("整").removesuffix("正").replace("圆", "元")
    if not found or any(character not in VALUES and character not in "拾佰仟十百千万亿元角分" for character in found):
        raise ValueError(f"no amount in capitals: {text!r}")
    whole, _yuan, small = (
        found.partition("元") if "元" in found else (("", "", found) if found[-1] in "角分" else (found, "", ""))
    )
    return Decimal(_number(whole)) + _small(small)


def _number(text: str) -> int:
    total = group = digit = 0
    for character in text:
        if character in VALUES:
            digit = VALUES[character]
        elif character in STEPS:
            group += (digit or 1) * STEPS[character]
            digit = 0
        else:
            total = (
                (total + group + digit) * GROUPS[character]
                if character == "亿"
                else total + (group + digit) * GROUPS[character]
            )
            group = digit = 0
    return total + group + digit


def _small(text: str) -> Decimal:
    amount, digit = Decimal(0), 0
    for character in text:
        if character in VALUES:
            digit = VALUES[character]
        else:
            amount += digit * Decimal("0.1" if character == "角" else "0.01")
            digit = 0
    return amount
