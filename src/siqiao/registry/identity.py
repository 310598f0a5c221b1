"""Identity numbers (GB 11643) and unified social credit codes (GB 32100): check digits and what they say."""

import datetime
import re

IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
IDENTITY_CHECKS = "10X98765432"
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
IDENTITY_PATTERN = re.compile(r"[1-9][0-9]{16}[0-9X]")
CREDIT_PATTERN = re.compile(f"[{CREDIT_ALPHABET}]{{18}}")


def tidy(number: str) -> str:
    """A number as it is kept: full-width digits made plain, no spaces or dashes, capitals."""
    wide = {ord("０") + digit: str(digit) for digit in range(10)} | {ord("Ｘ"): "X", ord("ｘ"): "X"}
    return re.sub(r"[\s\-—－'’]", "", str(number).translate(wide)).upper()


def identity_check_digit(first_seventeen: str) -> str:
    """The last character of an identity number from the seventeen digits before it."""
    total = sum(int(digit) * weight for digit, weight in zip(first_seventeen, IDENTITY_WEIGHTS, strict=True))
    return IDENTITY_CHECKS[total % 11]


def birth_of(number: str) -> datetime.date | None:
    """The day of birth in an identity number; None where it is no day of the calendar."""
    try:
        return datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def sex_of(number: str) -> str:
    """ "male" for an odd seventeenth digit, "female" for an even one."""
    return "male" if int(number[16]) % 2 else "female"


def is_identity(number: str) -> bool:
    """Whether a tidy number has the shape, the calendar day and the check digit of an identity number."""
    fits = IDENTITY_PATTERN.fullmatch(number) is not None and birth_of(number) is not None
    return fits and identity_check_digit(number[:17]) == number[17]


def credit_check_character(first_seventeen: str) -> str:
    """The last character of a unified social credit code from the seventeen before it."""
    values = (CREDIT_ALPHABET.index(character) for character in first_seventeen)
    total = sum(value * weight for value, weight in zip(values, CREDIT_WEIGHTS, strict=True))
    return CREDIT_ALPHABET[-total % 31]


def is_credit_code(code: str) -> bool:
    """Whether a tidy code has the shape and the check character of a unified social credit code."""
    return CREDIT_PATTERN.fullmatch(code) is not None and credit_check_character(code[:17]) == code[17]
