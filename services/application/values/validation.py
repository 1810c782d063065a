"""Which answers of a form are wrong, and why?"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Final

from chassis.messages import value
from services.application.values.form import AuthorisedUser, Enterprise, Form
from services.application.values.identifiers import birth_date, region_known, resident_id_checks

_PHONE: Final = re.compile(r"\+?[0-9][0-9 \-]{5,18}[0-9]", re.ASCII)
_RESIDENT_ID_LENGTH: Final = 18
_TRAVEL_DOCUMENT: Final = re.compile(r"[A-Z0-9]{5,17}", re.ASCII)


@value
class Finding:
    """One answer that needs attention: `field` is a dotted path; a `warning` forbids nothing."""

    field: str
    code: str
    zh: str
    en: str
    warning: bool = False


def findings(form: Form, today: date) -> tuple[Finding, ...]:
    """Everything that is wrong or doubtful in these answers, in the order of the form. `today` bounds a date of birth."""
    return (
        *_licence_kinds(form),
        *_enterprise(form.enterprise, today),
        *_authorised_user(form.authorised_user, today),
    )


def errors(form: Form, today: date) -> tuple[Finding, ...]:
    """What forbids to accept the answers."""
    return tuple(found for found in findings(form, today) if not found.warning)


def warnings(form: Form, today: date) -> tuple[Finding, ...]:
    """What is only pointed out."""
    return tuple(found for found in findings(form, today) if found.warning)


def _licence_kinds(form: Form) -> Iterator[Finding]:
    if not form.licence_kinds:
        yield Finding(field="licence_kinds", code="missing", zh="请至少选择一种许可证件", en="choose at least one licence kind")
    if len(set(form.licence_kinds)) != len(form.licence_kinds):
        yield Finding(field="licence_kinds", code="repeated", zh="同一种类选择了两次", en="a licence kind is chosen twice")


def _enterprise(enterprise: Enterprise, today: date) -> Iterator[Finding]:
    yield from _name("enterprise.name_zh", enterprise.name_zh)
    yield from _name("enterprise.name_en", enterprise.name_en)
    yield from _name("enterprise.address", enterprise.address)
    yield from _name("enterprise.legal_representative", enterprise.legal_representative)
    if number := enterprise.legal_representative_id_number:
        yield from _identity_number("enterprise.legal_representative_id_number", number, today)


def _authorised_user(user: AuthorisedUser, today: date) -> Iterator[Finding]:
    yield from _name("authorised_user.name", user.name)
    if user.id_type == "resident_id":
        yield from _resident_id("authorised_user.id_number", user.id_number, today)
    else:
        yield from _travel_document("authorised_user.id_number", user.id_number)
    if _PHONE.fullmatch(user.phone) is None:
        yield Finding(
            field="authorised_user.phone", code="malformed", zh="电话号码格式不正确", en="the phone number is malformed"
        )


def _identity_number(field: str, number: str, today: date) -> Iterator[Finding]:
    if len(number) == _RESIDENT_ID_LENGTH:
        yield from _resident_id(field, number, today)
    else:
        yield from _travel_document(field, number)


def _travel_document(field: str, number: str) -> Iterator[Finding]:
    if _TRAVEL_DOCUMENT.fullmatch(number) is None:
        yield Finding(field=field, code="malformed", zh="证件号码格式不正确", en="the document number is malformed")


def _resident_id(field: str, number: str, today: date) -> Iterator[Finding]:
    if not resident_id_checks(number):
        yield Finding(
            field=field, code="checksum", zh="身份证号码校验码不正确", en="the check character of the resident ID is wrong"
        )
        return
    born = birth_date(number)
    if born is None or born > today:
        yield Finding(
            field=field, code="date", zh="身份证号码中的出生日期不存在", en="the resident ID holds no possible date of birth"
        )
    if not region_known(number):
        yield Finding(
            field=field, code="region", zh="身份证号码的地区代码未知", en="the region in the resident ID is unknown", warning=True
        )


def _name(field: str, text: str) -> Iterator[Finding]:
    if not text.strip():
        yield Finding(field=field, code="missing", zh="不能为空", en="must not be empty")
    elif any(unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn"} for character in text):
        yield Finding(field=field, code="unprintable", zh="含有无法打印的字符", en="holds characters that cannot be printed")
