"""Which codes and addresses are well formed?"""

import pytest

from services.registration.values import check_character, credit_code, credit_code_fault, is_email


@pytest.mark.parametrize(
    "code",
    ["91110000600037341L", "N2320411MB0123456D", "Y1110000MA0000001Y", "N2330100MB0EXA2382", "91330100MA0EXA015R"],
)
def test_known_codes_are_valid(code: str) -> None:
    assert credit_code_fault(credit_code(code)) is None


def test_full_width_and_lower_case_are_the_same_code() -> None:
    assert credit_code(" ９１330100ma0exa015r ") == "91330100MA0EXA015R"


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("", "wrong_length"),
        ("91330100MA0EXA015", "wrong_length"),
        ("91330100MA0EXA0155R", "wrong_length"),
        ("91330100MA0EXAO15R", "wrong_character"),
        ("9133A100MA0EXA015R", "wrong_division"),
        ("91330100MA0EXA015X", "wrong_check_character"),
        ("91330100MA0EXA051R", "wrong_check_character"),
    ],
)
def test_each_fault_has_a_name(code: str, fault: str) -> None:
    assert credit_code_fault(credit_code(code)) == fault


def test_every_single_wrong_character_is_found() -> None:
    code = "91330100MA0EXA015R"
    for place in [0, 1, *range(8, 17)]:
        other = "A" if code[place] != "A" else "B"
        assert check_character(code[:place] + other + code[place + 1 : 17]) != code[17]


@pytest.mark.parametrize("text", ["ada@heron.example", "a.b+c@d-e.co"])
def test_a_mail_can_be_addressed_to(text: str) -> None:
    assert is_email(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ada",
        "ada@heron",
        "a b@heron.example",
        "a@b.example\nBcc: c@d.example",
        "a@b.example, c@d.example",
        "a@@b.c",
        "张三@例子.中国",
    ],
)
def test_nobody_is_addressed_by(text: str) -> None:
    assert not is_email(text)
    assert not is_email("x" * 250 + "@heron.example")
