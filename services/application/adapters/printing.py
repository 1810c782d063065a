"""How do a frozen form's answers become the two documents to sign and seal?"""

import asyncio
from datetime import datetime

from chassis.messages import Erased
from services.application import documents
from services.application.decider.case.states import Dossier
from services.application.documents import Printout, Row, Section
from services.application.events.case import DraftOpened, FormFilled
from services.application.ports import Bodies, CannotPrint, Printed
from services.application.values.codes import (
    ID_TYPE_TEXT,
    KIND_TEXT,
    LICENCE_KIND_TEXT,
    LOSS_TEXT,
    SITUATION_TEXT,
    SITUATIONS,
    Document,
    Text,
)

_ERASED = Text(zh="（已删除）", en="(erased)")


class ThreadedPrinter:
    """Prints in a worker thread; the same dossier gives the same bytes."""

    def __init__(self, bodies: Bodies) -> None:
        self._bodies = bodies

    async def print(self, document: Document, dossier: Dossier, frozen_at: datetime) -> Printed:
        printout = Printout(
            document=document,
            application_number=dossier.opened.application_number,
            revision=dossier.revision,
            printed_at=frozen_at,
            fields=tuple(self._sections(document, dossier)),
        )
        try:
            content = await asyncio.to_thread(documents.print_document, printout)
        except documents.Unprintable as fault:
            raise CannotPrint(*fault.characters) from fault
        except documents.Overfull as fault:
            raise CannotPrint from fault
        return Printed(content=content, mark=documents.mark_of(printout).hash8)

    def _sections(self, document: Document, dossier: Dossier) -> list[Section]:
        filled = dossier.filled
        if filled is None:
            return []
        if document == "signature_confirmation_letter":
            return [self._account(dossier, filled), _authorised_user(filled)]
        return [self._account(dossier, filled), _handled(dossier, filled), _enterprise(filled), _authorised_user(filled)]

    def _account(self, dossier: Dossier, filled: FormFilled) -> Section:
        body = self._bodies.find(filled.issuing_body)
        return Section(
            title_zh="申请单位与登录名",
            title_en="Applicant and login name",
            rows=(
                _row("企业名称", "Enterprise", dossier.opened.enterprise_name),
                _row("统一社会信用代码", "Unified social credit code", dossier.opened.credit_code),
                _row("登录名", "Login name", dossier.login.name if dossier.login else ""),
                _row("发证机构", "Issuing body", f"{body.zh} {body.en}" if body else filled.issuing_body),
            ),
        )


def _handled(dossier: Dossier, filled: FormFilled) -> Section:
    situation = [SITUATION_TEXT[name] for name in SITUATIONS if getattr(filled.situation, name)]
    return Section(
        title_zh="申请事项",
        title_en="What is applied for",
        rows=(
            _row("申请类型", "Kind", _said(KIND_TEXT[dossier.opened.kind])),
            *_earlier_key(dossier.opened),
            _row("企业情况", "Situation", "\n".join(map(_said, situation)) or "—"),
            _row("许可证件种类", "Licence kinds", "\n".join(_said(LICENCE_KIND_TEXT[kind]) for kind in filled.licence_kinds)),
        ),
    )


def _earlier_key(opened: DraftOpened) -> tuple[Row, ...]:
    if opened.earlier is None:
        return ()
    key = _row("原钥匙", "Earlier key", f"{opened.earlier.key} · {opened.earlier.login_name}")
    return (key, _row("补发原因", "Loss", _said(LOSS_TEXT[opened.loss]))) if opened.loss else (key,)


def _enterprise(filled: FormFilled) -> Section:
    enterprise = filled.enterprise
    if isinstance(enterprise, Erased):
        rows = (_row("企业信息", "Enterprise", _said(_ERASED)),)
    else:
        rows = (
            _row("中文名称", "Name in Chinese", enterprise.name_zh),
            _row("英文名称", "Name in English", enterprise.name_en),
            _row("注册地址", "Registered address", enterprise.address),
            _row("法定代表人", "Legal representative", enterprise.legal_representative),
        )
    return Section(title_zh="企业信息", title_en="Enterprise", rows=rows)


def _authorised_user(filled: FormFilled) -> Section:
    user = filled.authorised_user
    if isinstance(user, Erased):
        rows = (_row("授权用户", "Authorised user", _said(_ERASED)),)
    else:
        rows = (
            _row("姓名", "Name", user.name),
            _row("联系电话", "Telephone", user.phone),
            _row("证件类型", "Identity document", _said(ID_TYPE_TEXT[user.id_type])),
            _row("证件号码", "Number", user.id_number),
        )
    return Section(title_zh="授权用户", title_en="Authorised user", rows=rows)


def _row(label_zh: str, label_en: str, value: str) -> Row:
    return Row(label_zh=label_zh, label_en=label_en, value=value)


def _said(text: Text) -> str:
    return f"{text.zh} {text.en}"
