"""When is an invented identifier valid, and how is a valid one made?"""

import re
from datetime import date
from typing import Final

CHARACTERS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_RESIDENT_ID: Final = re.compile(r"\d{17}[\dX]")


def credit_code(first_17: str) -> str:
    """The unified social credit code that begins with these 17 characters (GB 32100-2015: weights 3^i mod 31)."""
    total = sum(CHARACTERS.index(character) * pow(3, place, 31) for place, character in enumerate(first_17))
    return first_17 + CHARACTERS[-total % 31]


def is_credit_code(text: str) -> bool:
    """Whether its 18 characters and its check are right."""
    return len(text) == 18 and all(character in CHARACTERS for character in text) and credit_code(text[:17]) == text


def resident_id(first_17: str) -> str:
    """The resident ID number that begins with these 17 digits (GB 11643: ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(first_17))
    return first_17 + "0123456789X"[(12 - total) % 11]


def is_resident_id(text: str) -> bool:
    """Whether its date exists and its check is right."""
    return _RESIDENT_ID.fullmatch(text) is not None and _is_date(text[6:14]) and resident_id(text[:17]) == text


def _is_date(digits: str) -> bool:
    try:
        date.fromisoformat(digits)
    except ValueError:
        return False
    return True
