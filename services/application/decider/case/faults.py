"""What stands in the way of Confirm Submission or Confirm Upload, named field by field?"""

from collections.abc import Iterator

from chassis.messages import value
from services.application.decider.case.requirements import missing_slots, outdated_slots, required_by
from services.application.decider.case.states import Dossier
from services.application.policies.rules import Rules
from services.application.values.codes import SECTION_TEXT, SLOT_TEXT, Section, Slot, Text


@value
class Fault:
    """One thing in the way: `code` is that of the refusal, `field` a form section or `slot:<slot>`."""

    code: str
    field: str
    zh: str
    en: str


def submission_faults(dossier: Dossier) -> tuple[Fault, ...]:
    """What the form still lacks."""
    return tuple(_submission_faults(dossier))


def _submission_faults(dossier: Dossier) -> Iterator[Fault]:
    if dossier.filled is None:
        sections: tuple[Section, ...] = ("situation", "licence_kinds", "enterprise", "authorised_user")
        yield from (_unfilled(section) for section in sections)
    if dossier.login is None:
        yield _unfilled("login_name")
    elif dossier.login.rule == "adopted" and dossier.filled and not dossier.filled.situation.electromechanical_importer:
        yield Fault(
            code="incomplete",
            field="login_name",
            zh="只有机电产品进口企业可以沿用已注册的用户名，请重新获取登录名",
            en="only an importer of electromechanical products may adopt a registered name: get a login name anew",
        )


def _unfilled(section: Section) -> Fault:
    text = SECTION_TEXT[section]
    return Fault(code="incomplete", field=section, zh=f"尚未填写：{text.zh}", en=f"not filled in: {text.en}")


def upload_faults(dossier: Dossier, rules: Rules) -> tuple[Fault, ...]:
    """What the materials still lack: changed requirements go before missing slots, those before outdated prints."""
    changed = tuple(_changed(dossier, rules))
    missing = tuple(_slot_fault("slots_missing", r.slot, r.zh, r.en) for r in missing_slots(dossier, rules))
    return changed or missing or tuple(_outdated(slot) for slot in outdated_slots(dossier, rules))


def requirements_changed(dossier: Dossier, rules: Rules) -> bool:
    """Whether these rules ask for other documents than were last shown."""
    return any(True for _ in _changed(dossier, rules))


def _changed(dossier: Dossier, rules: Rules) -> Iterator[Fault]:
    if dossier.rules is None:
        return
    shown = {r.slot: r.required for r in required_by(dossier, dossier.rules)}
    for now in required_by(dossier, rules):
        if shown.get(now.slot, False) != now.required:
            yield _slot_fault("requirements_changed", now.slot, now.zh, now.en)


def _outdated(slot: Slot) -> Fault:
    zh, en = "扫描件不是当前修订版，请重新打印、签字盖章并上传", "not the current revision: print, sign, seal and upload it again"
    return _slot_fault("old_revision", slot, zh, en)


def _slot_fault(code: str, slot: Slot, zh: str, en: str) -> Fault:
    text: Text = SLOT_TEXT[slot]
    return Fault(code=code, field=f"slot:{slot}", zh=f"{text.zh}：{zh}", en=f"{text.en}: {en}")
