"""Which documents must be uploaded, and why is each required or waived?"""

from collections.abc import Iterator
from typing import Literal, TypeAlias

from chassis.messages import value
from services.application.policies.rules import Rules, SlotRule
from services.application.values.codes import (
    ELECTROMECHANICAL,
    KIND_TEXT,
    LICENCE_KIND_TEXT,
    CaseKind,
    IdType,
    LicenceKind,
    Slot,
    Text,
)
from services.application.values.form import Situation, only_electromechanical

Standing: TypeAlias = Literal["required", "waived", "not_asked"]

_KINDS_WITH_FEWER: dict[CaseKind, tuple[Slot, ...]] = {
    "unlock": ("application_form", "id_card_front", "id_card_back"),
    "cancel": ("application_form",),
}


@value
class Requirement:
    """One slot, how it stands and why. A `waived` slot is an item that both desks check; a slot that is `not_asked` is none."""

    slot: Slot
    standing: Standing
    reason: str
    zh: str
    en: str
    clause: str

    @property
    def required(self) -> bool:
        """A scan must lie in the slot."""
        return self.standing == "required"


@value
class _Exemption:
    code: str
    text: Text
    clause: str


def requirements(
    situation: Situation, licence_kinds: tuple[LicenceKind, ...], kind: CaseKind, id_type: IdType, rules: Rules
) -> tuple[Requirement, ...]:
    """Every slot of the policy, in its order, with its reason (`docs/domain.md §3`)."""
    exemptions = tuple(_exemptions(situation, licence_kinds, rules))
    return tuple(_requirement(rule, licence_kinds, kind, id_type, exemptions) for rule in rules.slots)


def _requirement(
    rule: SlotRule, licence_kinds: tuple[LicenceKind, ...], kind: CaseKind, id_type: IdType, exemptions: tuple[_Exemption, ...]
) -> Requirement:
    if rule.slot not in _KINDS_WITH_FEWER.get(kind, (rule.slot,)):
        return _not_asked_for(rule, kind)
    if rule.need == "no":
        return _not_in_force(rule)
    if rule.slot == "id_card_back" and id_type != "resident_id":
        return _data_page(rule)
    if rule.need == "unless_exempt" and exemptions:
        return _waived(rule, exemptions)
    if rule.need == "unless_exempt":
        return _not_exempt(rule, licence_kinds)
    return Requirement(
        slot=rule.slot, standing="required", reason="always", zh="所有申请均须提交", en="always required", clause=rule.clause
    )


def _exemptions(situation: Situation, licence_kinds: tuple[LicenceKind, ...], rules: Rules) -> Iterator[_Exemption]:
    if rules.electromechanical_only and not situation.registered_operator and only_electromechanical(licence_kinds):
        text = Text(
            zh="未办理对外贸易经营者备案登记，且只办理机电产品进口单证",
            en="not registered as a foreign trade operator, and handles only electromechanical import documents",
        )
        yield _Exemption(code="electromechanical_only", text=text, clause=rules.electromechanical_only)
    if rules.free_trade_zone and situation.free_trade_zone and situation.registered_with_local_commerce:
        text = Text(
            zh="自由贸易试验区企业，且已在当地商务主管部门备案",
            en="enterprise in a free-trade zone that is registered with the local commerce authority",
        )
        yield _Exemption(code="free_trade_zone", text=text, clause=rules.free_trade_zone)
    if rules.foreign_invested and situation.foreign_invested_on_licence:
        text = Text(zh="营业执照本身载明外商投资", en="the business licence itself shows foreign investment")
        yield _Exemption(code="foreign_invested", text=text, clause=rules.foreign_invested)


def _waived(rule: SlotRule, exemptions: tuple[_Exemption, ...]) -> Requirement:
    return Requirement(
        slot=rule.slot,
        standing="waived",
        reason="+".join(found.code for found in exemptions),
        zh="免交：" + "；".join(found.text.zh for found in exemptions),
        en="waived: " + "; ".join(found.text.en for found in exemptions),
        clause="; ".join(found.clause for found in exemptions),
    )


def _not_exempt(rule: SlotRule, licence_kinds: tuple[LicenceKind, ...]) -> Requirement:
    others = [LICENCE_KIND_TEXT[kind] for kind in licence_kinds if kind != ELECTROMECHANICAL]
    mixed = bool(others) and ELECTROMECHANICAL in licence_kinds
    zh, en = "不符合任何免交条件", "no exemption applies"
    if mixed:
        zh += "：还办理" + "、".join(text.zh for text in others)
        en += ": also handles " + ", ".join(text.en for text in others)
    return Requirement(slot=rule.slot, standing="required", reason="not_exempt", zh=zh, en=en, clause=rule.clause)


def _data_page(rule: SlotRule) -> Requirement:
    return Requirement(
        slot=rule.slot,
        standing="waived",
        reason="data_page_only",
        zh="免交：护照或通行证只需资料页，请上传到正面一栏",
        en="waived: a passport or travel permit has one data page, which goes to the front",
        clause=rule.clause,
    )


def _not_in_force(rule: SlotRule) -> Requirement:
    return Requirement(
        slot=rule.slot,
        standing="not_asked",
        reason="not_in_force",
        zh=f"适用的规定不要求：{rule.clause}",
        en=f"not asked for by the rules that apply: {rule.clause}",
        clause=rule.clause,
    )


def _not_asked_for(rule: SlotRule, kind: CaseKind) -> Requirement:
    text = KIND_TEXT[kind]
    return Requirement(
        slot=rule.slot,
        standing="not_asked",
        reason="kind",
        zh=f"{text.zh}不要求",
        en=f"not asked for: {text.en}",
        clause=rule.clause,
    )
