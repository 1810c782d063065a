"""How is a case said on the wire?"""

from uuid import UUID

from chassis.messages import Erased
from services.application.api.shapes import (
    AuthorisedUserBody,
    CaseLine,
    CaseView,
    EnterpriseBody,
    FormView,
    RequirementLine,
    Requirements,
    SituationBody,
    Upload,
)
from services.application.decider.case.requirements import flags_of, missing_slots, open_slots, required_by
from services.application.decider.case.states import Correcting, Dossier, Filed, Known, Uploading, name_of
from services.application.events.case import DraftOpened, FormFilled
from services.application.policies.rules import Rules, pages_allowed
from services.application.projections import CaseRow
from services.application.values.codes import Slot
from services.application.values.form import AuthorisedUser, Enterprise, LoginName, Situation


def case_line(row: CaseRow) -> CaseLine:
    """One line of a list."""
    return CaseLine(
        case_id=row.case_id,
        number=row.application_number,
        kind=row.kind,
        state=row.state,
        revision=row.revision,
        round=row.round,
        issuing_body=row.issuing_body,
        login_name=row.login_name,
        opened_at=row.opened_at,
        changed_at=row.changed_at,
    )


def case_view(state: Known, rules: Rules) -> CaseView:
    """A case for its applicant."""
    dossier = state.dossier
    opened, filled, login, correction = dossier.opened, dossier.filled, dossier.login, dossier.correction
    uploading = isinstance(state, Uploading | Correcting)
    return CaseView(
        case_id=opened.case_id,
        number=opened.application_number,
        state=name_of(state),
        revision=dossier.revision,
        round=dossier.round,
        kind=opened.kind,
        earlier_key=opened.earlier.key if opened.earlier else "",
        loss=opened.loss,
        issuing_body=filled.issuing_body if filled else "",
        preference=filled.preference if filled else None,
        login_name=login.name if login else "",
        login_name_rule=login.rule if login else None,
        situation=_situation(filled.situation) if filled else None,
        licence_kinds=list(filled.licence_kinds) if filled else [],
        downloaded=list(dossier.downloaded),
        uploads=uploads_of(dossier),
        failed=list(correction.failed) if correction else [],
        reopened=list(correction.slots) if correction else [],
        sections=list(correction.sections) if correction else [],
        open_slots=list(open_slots(dossier, rules)) if uploading else [],
        missing=[r.slot for r in missing_slots(dossier, rules)],
        requirements=requirement_lines(dossier, rules),
    )


def uploads_of(dossier: Dossier) -> list[Upload]:
    """Each slot's last upload, with what is pointed out about it now."""
    return [
        Upload(slot=scan.slot, page=scan.page, format=scan.format, size=scan.size, flags=list(flags_of(dossier, scan)))
        for scan in dossier.scans
    ]


def person_of(slot: Slot, filled: FormFilled) -> UUID:
    """Whose key a scan or a print is kept under (`docs/domain.md §9`): what speaks for the enterprise is its legal representative's."""
    match slot:
        case "application_form" | "business_licence" | "operator_registration_form":
            return filled.legal_representative_id
        case "signature_confirmation_letter" | "id_card_front" | "id_card_back":
            return filled.authorised_user_id
        case "authorisation_letter" | "subscriber_agreement":
            return filled.authorised_user_id


def requirement_lines(dossier: Dossier, rules: Rules) -> list[RequirementLine]:
    """Each slot with its reason."""
    return [
        RequirementLine(
            slot=r.slot,
            required=r.required,
            standing=r.standing,
            pages=pages_allowed(dossier.pinned or rules, r.slot),
            reason=r.reason,
            zh=r.zh,
            en=r.en,
            clause=r.clause,
        )
        for r in required_by(dossier, rules)
    ]


def requirements_view(dossier: Dossier, rules: Rules) -> Requirements:
    """The requirements, and the policy they come from: the pinned one after the first Confirm Upload."""
    used = dossier.pinned or rules
    return Requirements(items=requirement_lines(dossier, rules), profile=used.profile, version=used.version)


def form_view(dossier: Dossier) -> FormView | None:
    """The applicant's own form as it is now."""
    if dossier.filled is None:
        return None
    return _form(dossier.opened, dossier.filled, dossier.login, dossier.round, dossier.revision)


def filed_view(dossier: Dossier, filed: Filed) -> FormView:
    """The form of a confirmed round."""
    return _form(dossier.opened, filed.filled, filed.login, filed.round, filed.revision)


def _form(opened: DraftOpened, filled: FormFilled, login: LoginName | None, round: int, revision: int) -> FormView:
    return FormView(
        number=opened.application_number,
        round=round,
        revision=revision,
        kind=opened.kind,
        enterprise_name=opened.enterprise_name,
        credit_code=opened.credit_code,
        earlier_key=opened.earlier.key if opened.earlier else "",
        loss=opened.loss,
        reason=None if isinstance(opened.reason, Erased) else opened.reason,
        situation=_situation(filled.situation),
        licence_kinds=list(filled.licence_kinds),
        enterprise=_enterprise(filled.enterprise),
        authorised_user=_authorised_user(filled.authorised_user),
        issuing_body=filled.issuing_body,
        preference=filled.preference,
        login_name=login.name if login else "",
        login_name_rule=login.rule if login else None,
    )


def _situation(situation: Situation) -> SituationBody:
    return SituationBody(
        registered_operator=situation.registered_operator,
        electromechanical_importer=situation.electromechanical_importer,
        free_trade_zone=situation.free_trade_zone,
        registered_with_local_commerce=situation.registered_with_local_commerce,
        foreign_invested_on_licence=situation.foreign_invested_on_licence,
    )


def _enterprise(enterprise: Enterprise | Erased) -> EnterpriseBody | None:
    if isinstance(enterprise, Erased):
        return None
    return EnterpriseBody(
        name_zh=enterprise.name_zh,
        name_en=enterprise.name_en,
        address=enterprise.address,
        legal_representative=enterprise.legal_representative,
        legal_representative_id_number=enterprise.legal_representative_id_number,
    )


def _authorised_user(user: AuthorisedUser | Erased) -> AuthorisedUserBody | None:
    if isinstance(user, Erased):
        return None
    return AuthorisedUserBody(name=user.name, id_type=user.id_type, id_number=user.id_number, phone=user.phone)
