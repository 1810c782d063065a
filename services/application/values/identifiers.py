"""Are the identifiers that people type well formed (`docs/domain.md §8`)?"""

import re
from datetime import date, datetime
from typing import Final

APPLICATION_NUMBER: Final = re.compile(r"EK-[0-9A-HJKMNP-TV-Z]{12}")
_RESIDENT_ID: Final = re.compile(r"[0-9]{17}[0-9X]", re.ASCII)
_PROVINCES: Final = frozenset(
    {"11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44", "45", "46"}
    | {"50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83", "91"}
)


def division_of(credit_code: str) -> str:
    """The administrative division in a unified social credit code: characters 3 to 8 (GB 32100)."""
    return credit_code[2:8]


def resident_id_checks(number: str) -> bool:
    """Whether form and check character hold (GB 11643, ISO 7064 MOD 11-2)."""
    if _RESIDENT_ID.fullmatch(number) is None:
        return False
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(number[:17]))
    return "10X98765432"[total % 11] == number[17]


def birth_date(number: str) -> date | None:
    """The date of birth in a resident ID, or None where there is no such day."""
    try:
        return datetime.strptime(number[6:14], "%Y%m%d").date()  # noqa: DTZ007 — a day has no zone
    except ValueError:
        return None


def region_known(number: str) -> bool:
    """Whether the resident ID begins with the code of a province."""
    return number[:2] in _PROVINCES


def number_in_path(text: str) -> str:
    """An application number as people type it, in its one form."""
    return text.strip().upper()
