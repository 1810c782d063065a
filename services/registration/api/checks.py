"""Which fields of a form are wrong, and why?"""

from collections.abc import Iterable, Mapping, Sequence

from chassis import problem
from chassis.problem import FieldProblem
from services.registration.values import (
    PASSWORD_LENGTH,
    CreditCodeFault,
    credit_code,
    credit_code_fault,
    is_email,
)

CREDIT_CODE_FAULTS: Mapping[CreditCodeFault, tuple[str, str]] = {
    "wrong_length": ("统一社会信用代码应为 18 位", "a unified social credit code has 18 characters"),
    "wrong_character": ("含有不允许的字符（不使用 I、O、S、V、Z）", "it has a character that is not allowed (no I, O, S, V, Z)"),
    "wrong_division": ("第 3–8 位应为行政区划数字", "characters 3 to 8 are the digits of the division"),
    "wrong_check_character": ("校验码不正确，请核对", "the check character does not match: look at it again"),
}


def refuse(*findings: Iterable[FieldProblem]) -> None:
    """Raises Problem 422 that names every finding; nothing if there is none."""
    errors = [found for group in findings for found in group]
    if errors:
        raise problem.invalid(errors)


def code_findings(text: str) -> Sequence[FieldProblem]:
    """GB 32100-2015."""
    fault = credit_code_fault(credit_code(text))
    if fault is None:
        return []
    zh, en = CREDIT_CODE_FAULTS[fault]
    return [FieldProblem(field="credit_code", code=fault, zh=zh, en=en)]


def email_findings(text: str) -> Sequence[FieldProblem]:
    """Form only: whether it exists shows by the mail."""
    if is_email(text.strip()):
        return []
    return [FieldProblem(field="email", code="wrong_form", zh="电子邮箱格式不正确", en="this is no e-mail address")]


def password_findings(text: str) -> Sequence[FieldProblem]:
    if len(text) >= PASSWORD_LENGTH:
        return []
    zh, en = f"密码至少 {PASSWORD_LENGTH} 个字符", f"a password has at least {PASSWORD_LENGTH} characters"
    return [FieldProblem(field="password", code="too_short", zh=zh, en=en)]


def text_findings(**fields: str) -> Sequence[FieldProblem]:
    """Every field must say something that can be printed."""
    return [
        FieldProblem(field=name, code="empty", zh="请填写", en="say something here")
        for name, text in fields.items()
        if not text.strip() or not text.isprintable()
    ]
