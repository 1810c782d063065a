"""What is kept of what application tells?"""

from datetime import datetime

from contracts import application
from services.tracking.values import application as kept


def keep(heard: application.Application) -> tuple[datetime, kept.ApplicationStep]:
    """When it happened, and what is kept of it."""
    match heard:
        case application.DraftOpened():
            return heard.opened_at, draft_opened(heard)
        case application.SubmissionConfirmed():
            return heard.confirmed_at, submission_confirmed(heard)
        case application.ReissueDeclared():
            return heard.declared_at, kept.ReissueDeclared(
                login_name=heard.login_name, earlier_key=heard.earlier_key, loss=heard.loss
            )
        case application.ReissueEnded():
            return heard.ended_at, kept.ReissueEnded(login_name=heard.login_name, earlier_key=heard.earlier_key, loss=heard.loss)
        case application.DocumentDownloaded():
            return heard.downloaded_at, kept.DocumentDownloaded(revision=heard.revision, document=heard.document)
        case application.FormReopened():
            return heard.reopened_at, kept.FormReopened(revision=heard.revision)
        case application.ScanUploaded():
            return heard.uploaded_at, kept.ScanUploaded(slot=heard.slot, flags=heard.flags)
        case application.MaterialsConfirmed():
            return heard.confirmed_at, materials_confirmed(heard)
        case application.WithdrawalRequested():
            return heard.requested_at, kept.WithdrawalRequested()
        case application.CaseWithdrawn():
            return heard.withdrawn_at, kept.CaseWithdrawn()
        case application.WithdrawalDeclined():
            return heard.declined_at, kept.WithdrawalDeclined()
        case application.CaseLapsed():
            return heard.lapsed_at, kept.CaseLapsed()


def draft_opened(heard: application.DraftOpened) -> kept.DraftOpened:
    return kept.DraftOpened(
        number=heard.application_number,
        account_id=heard.account_id,
        enterprise_name=heard.enterprise_name,
        credit_code=heard.credit_code,
        kind=heard.kind,
        earlier_key=heard.earlier_key,
    )


def submission_confirmed(heard: application.SubmissionConfirmed) -> kept.SubmissionConfirmed:
    return kept.SubmissionConfirmed(
        revision=heard.revision,
        issuing_body=heard.issuing_body,
        licence_kinds=heard.licence_kinds,
        login_name=heard.login_name,
        login_name_rule=heard.login_name_rule,
    )


def materials_confirmed(heard: application.MaterialsConfirmed) -> kept.MaterialsConfirmed:
    point = heard.pick_up_point
    return kept.MaterialsConfirmed(
        round=heard.round,
        revision=heard.revision,
        issuing_body=heard.issuing_body,
        pick_up_point=kept.PickUpPoint(
            name_zh=point.name_zh, name_en=point.name_en, address_zh=point.address_zh, address_en=point.address_en
        ),
        preference=heard.preference,
        login_name=heard.login_name,
        policy_profile=heard.policy_profile,
        policy_version=heard.policy_version,
    )
