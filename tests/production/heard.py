"""What do the neighbours say in the tests of production?"""

from contracts import application, delivery, verification
from tests.production import cast

approved = verification.ReviewPassed(
    case_id=cast.CASE,
    application_number=cast.NUMBER,
    account_id=cast.HERON,
    enterprise_name="Blue Heron Trading",
    credit_code="91330100MA0EXA015R",
    kind="first",
    round=1,
    issuing_body="ZJ",
    login_name=cast.NAME,
    licence_kinds=("automatic_import",),
    policy_profile="2022",
    policy_version="2022-0",
    passed_at=cast.MONDAY,
)
approved_reissue = approved.model_copy(update={"kind": "reissue", "earlier_key": "K-11", "loss": "lost"})
withdrawal_requested = application.WithdrawalRequested(
    case_id=cast.CASE, application_number=cast.NUMBER, requested_at=cast.TUESDAY
)
withdrawn = application.CaseWithdrawn(case_id=cast.CASE, application_number=cast.NUMBER, withdrawn_at=cast.TUESDAY)
reissue_declared = application.ReissueDeclared(
    case_id=cast.CASE,
    application_number=cast.NUMBER,
    account_id=cast.HERON,
    login_name=cast.NAME,
    earlier_key="K-11",
    earlier_expires_at=cast.IN_THREE_YEARS,
    loss="lost",
    declared_at=cast.MONDAY,
)
reissue_ended = application.ReissueEnded(
    case_id=cast.CASE, login_name=cast.NAME, earlier_key="K-11", loss="damaged", ended_at=cast.TUESDAY
)
scanned_in = delivery.KeyScannedIn(
    case_id=cast.CASE, application_number=cast.NUMBER, body="ZJ", token_serial=cast.TOKEN, scanned_at=cast.FRIDAY
)


def receipt(certificate_serial: str, token_serial: str = cast.TOKEN) -> delivery.ReceiptConfirmed:
    """The enterprise has the key with this certificate."""
    return delivery.ReceiptConfirmed(
        case_id=cast.CASE,
        application_number=cast.NUMBER,
        account_id=cast.HERON,
        token_serial=token_serial,
        certificate_serial=certificate_serial,
        confirmed_at=cast.FRIDAY,
    )
