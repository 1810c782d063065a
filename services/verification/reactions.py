"""What does verification do when told? It hears the applicant's side of the case, in order; the rest of it is not its business."""

from collections.abc import Sequence

from contracts import application as heard_of
from services.verification.commands import CloseCase, Command, ReceiveMaterials, WithdrawTask
from services.verification.values import Case, Item, Materials


def react(heard: heard_of.Application) -> Sequence[Command]:
    """Materials open a round; a request to withdraw closes the task; an end closes whatever is open."""
    match heard:
        case heard_of.MaterialsConfirmed():
            return [receive_materials(heard)]
        case heard_of.WithdrawalRequested():
            return [WithdrawTask(case_id=heard.case_id, at=heard.requested_at)]
        case heard_of.CaseWithdrawn():
            return [CloseCase(case_id=heard.case_id, at=heard.withdrawn_at)]
        case (
            heard_of.DraftOpened()
            | heard_of.SubmissionConfirmed()
            | heard_of.ReissueDeclared()
            | heard_of.ReissueEnded()
            | heard_of.DocumentDownloaded()
            | heard_of.FormReopened()
            | heard_of.ScanUploaded()
            | heard_of.WithdrawalDeclined()
            | heard_of.CaseLapsed()
        ):
            return []


def receive_materials(heard: heard_of.MaterialsConfirmed) -> ReceiveMaterials:
    materials = Materials(
        case=case_of(heard),
        round=heard.round,
        revision=heard.revision,
        items=tuple(item_of(i) for i in heard.items),
        enterprise_persons=heard.enterprise_persons,
    )
    return ReceiveMaterials(case_id=heard.case_id, materials=materials, at=heard.confirmed_at)


def case_of(heard: heard_of.MaterialsConfirmed) -> Case:
    return Case(
        case_id=heard.case_id,
        application_number=heard.application_number,
        account_id=heard.account_id,
        enterprise_name=heard.enterprise_name,
        credit_code=heard.credit_code,
        kind=heard.kind,
        issuing_body=heard.issuing_body,
        licence_kinds=heard.licence_kinds,
        login_name=heard.login_name,
        policy_profile=heard.policy_profile,
        policy_version=heard.policy_version,
        earlier_key=heard.earlier_key,
        loss=heard.loss,
    )


def item_of(item: heard_of.Item) -> Item:
    return Item(
        item=item.item,
        fingerprint=item.fingerprint,
        reason=item.reason,
        zh=item.zh,
        en=item.en,
        clause=item.clause,
        flags=item.flags,
    )
