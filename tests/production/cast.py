"""Who and what plays in the tests of production? One case, one earlier key, one parcel."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from services.production.commands.account import NoteOrder, ReleaseAccount
from services.production.commands.certificates import (
    ActivateCertificate,
    AdoptCertificate,
    ExpireCertificate,
    IssueCertificate,
    LiftSuspension,
    NoteIssuingBody,
    RecoverLostKey,
    RevokeCertificate,
    SuspendCertificate,
)
from services.production.commands.consignment import AddKey, DispatchConsignment, OpenConsignment
from services.production.commands.order import (
    CompleteKey,
    DispatchKey,
    OpenAttempt,
    OpenOrder,
    PackKey,
    RecordExpiry,
    RecordFound,
    RecordLoss,
    RecordMissing,
    RecordReceipt,
    RecordUnclaimed,
    RecordWithdrawn,
    RequestWithdrawal,
    ShowPin,
    SpoilKey,
    StartProduction,
)
from services.production.commands.token import (
    ConfirmDestruction,
    FindToken,
    HoldToken,
    LoseToken,
    PackToken,
    PersonaliseToken,
    ProposeDestruction,
    QuarantineToken,
    RecordArrival,
    RecordDestruction,
    RerouteToken,
    ReserveToken,
    RestockToken,
    ReturnToken,
    ShipToken,
    SpoilToken,
    StockToken,
)
from services.production.events.account import AccountReleased, OrderNoted, OrderVoided
from services.production.events.certificates import (
    ActivationDeferred,
    CertificateActivated,
    CertificateExpired,
    CertificateIssued,
    CertificateRevoked,
    CertificateSuspended,
    EarlierCertificateAdopted,
    IssuingBodyNoted,
    SealMade,
    SuspensionLifted,
)
from services.production.events.consignment import ConsignmentDispatched, ConsignmentOpened, KeyAdded
from services.production.events.order import (
    AttemptOpened,
    KeyDispatched,
    KeyExpired,
    KeyFound,
    KeyPacked,
    KeyProduced,
    KeySpoiled,
    KeyUnclaimed,
    KeyWentMissing,
    LossConfirmed,
    OrderCancelled,
    OrderOpened,
    PinShown,
    ProductionStarted,
    ReceiptRecorded,
    WithdrawalNoted,
    WithdrawalRefused,
)
from services.production.events.token import (
    DestructionProposed,
    TokenArrived,
    TokenDestroyed,
    TokenFound,
    TokenHeld,
    TokenLost,
    TokenPacked,
    TokenPersonalised,
    TokenQuarantined,
    TokenRerouted,
    TokenReserved,
    TokenRestocked,
    TokenReturned,
    TokenShipped,
    TokenSpoiled,
    TokenStocked,
)
from services.production.values import Certificate, Content, Key, Order, Seal

MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
FRIDAY = MONDAY + timedelta(days=4)
IN_THREE_YEARS = MONDAY + timedelta(days=1095)
HERON = UUID(int=1)
CASE = UUID(int=11)
OTHER_CASE = UUID(int=12)
NUMBER = "EK-0123456789AB"
PARCEL = UUID(int=21)
OTHER_PARCEL = UUID(int=22)
TOKEN = "T-0001"
OTHER_TOKEN = "T-0002"
NAME = "blue.heron"

first = Order(
    case_id=CASE,
    application_number=NUMBER,
    account_id=HERON,
    enterprise_name="Blue Heron Trading",
    credit_code="91330100MA0EXA015R",
    kind="first",
    round=1,
    issuing_body="ZJ",
    login_name=NAME,
    earlier_key="",
    policy_profile="2022",
    policy_version="2022-0",
)
key = Key(attempt=1, token_serial=TOKEN, certificate_serial="c1", seal_id="ES-1")
another_key = Key(attempt=1, token_serial=TOKEN, certificate_serial="c9", seal_id="ES-9")
certificate = Certificate(serial="c1", pem="PEM 1", sha256="01", not_before=MONDAY, not_after=IN_THREE_YEARS)
certificate_2 = Certificate(serial="c2", pem="PEM 2", sha256="02", not_before=TUESDAY, not_after=IN_THREE_YEARS)
seal = Seal(seal_id="ES-1", certificate_serial="c1", image="<svg/>", statement="{}", signature="s1")
seal_2 = Seal(seal_id="ES-2", certificate_serial="c2", image="<svg/>", statement="{}", signature="s2")
content = Content(case_id=CASE, application_number=NUMBER, token_serial=TOKEN)

# orders
open_order = OpenOrder(order=first, at=MONDAY)
request_withdrawal = RequestWithdrawal(case_id=CASE, application_number=NUMBER, at=TUESDAY)
request_withdrawal_again = RequestWithdrawal(case_id=CASE, application_number=NUMBER, at=FRIDAY)
record_withdrawn = RecordWithdrawn(case_id=CASE, application_number=NUMBER, at=TUESDAY)
start = StartProduction(case_id=CASE, token_serial=TOKEN, at=MONDAY)
start_with_another = StartProduction(case_id=CASE, token_serial=OTHER_TOKEN, at=MONDAY)
complete = CompleteKey(case_id=CASE, key=key, at=MONDAY)
complete_another = CompleteKey(case_id=CASE, key=another_key, at=MONDAY)
spoil_key = SpoilKey(case_id=CASE, reason="chip", at=TUESDAY)
open_attempt = OpenAttempt(case_id=CASE, at=TUESDAY)
pack_key = PackKey(case_id=CASE, consignment_id=PARCEL, at=TUESDAY)
pack_elsewhere = PackKey(case_id=CASE, consignment_id=OTHER_PARCEL, at=TUESDAY)
dispatch_key = DispatchKey(case_id=CASE, consignment_id=PARCEL, body="ZJ", waybill="SF1", at=TUESDAY)
record_receipt = RecordReceipt(case_id=CASE, certificate_serial="c1", at=FRIDAY)
record_wrong_receipt = RecordReceipt(case_id=CASE, certificate_serial="c9", at=FRIDAY)
show_pin = ShowPin(case_id=CASE, at=FRIDAY)

opened = OrderOpened(order=first, opened_at=MONDAY)
noted = WithdrawalNoted(case_id=CASE, application_number=NUMBER, noted_at=TUESDAY)
cancelled = OrderCancelled(case_id=CASE, application_number=NUMBER, attempt=1, token_serial=None, cancelled_at=TUESDAY)
cancelled_with_token = OrderCancelled(
    case_id=CASE, application_number=NUMBER, attempt=1, token_serial=TOKEN, cancelled_at=TUESDAY
)
never_opened = OrderCancelled(case_id=CASE, application_number=NUMBER, attempt=0, token_serial=None, cancelled_at=MONDAY)
withdrawal_refused = WithdrawalRefused(case_id=CASE, application_number=NUMBER, requested_at=TUESDAY)
started = ProductionStarted(case_id=CASE, application_number=NUMBER, attempt=1, token_serial=TOKEN, started_at=MONDAY)
produced = KeyProduced(case_id=CASE, application_number=NUMBER, account_id=HERON, key=key, produced_at=MONDAY)
spoiled_unissued = KeySpoiled(
    case_id=CASE,
    application_number=NUMBER,
    attempt=1,
    token_serial=TOKEN,
    certificate_serial=None,
    login_name=NAME,
    reason="chip",
    spoiled_at=TUESDAY,
)
spoiled_issued = KeySpoiled(
    case_id=CASE,
    application_number=NUMBER,
    attempt=1,
    token_serial=TOKEN,
    certificate_serial="c1",
    login_name=NAME,
    reason="chip",
    spoiled_at=TUESDAY,
)
second_attempt = AttemptOpened(case_id=CASE, application_number=NUMBER, attempt=2, opened_at=TUESDAY)
packed = KeyPacked(
    case_id=CASE,
    application_number=NUMBER,
    consignment_id=PARCEL,
    body="ZJ",
    token_serial=TOKEN,
    packed_at=TUESDAY,
)
dispatched = KeyDispatched(
    case_id=CASE,
    application_number=NUMBER,
    account_id=HERON,
    consignment_id=PARCEL,
    body="ZJ",
    waybill="SF1",
    key=key,
    dispatched_at=TUESDAY,
)
received = ReceiptRecorded(
    case_id=CASE,
    application_number=NUMBER,
    login_name=NAME,
    token_serial=TOKEN,
    certificate_serial="c1",
    received_at=FRIDAY,
)
pin_shown = PinShown(case_id=CASE, application_number=NUMBER, token_serial=TOKEN, shown_at=FRIDAY)

# certificates
adopt = AdoptCertificate(login_name=NAME, serial="K-11", account_id=HERON, case_id=CASE, expires_at=IN_THREE_YEARS, at=MONDAY)
suspend_earlier = SuspendCertificate(login_name=NAME, serial="K-11", case_id=CASE, reason="loss", at=MONDAY)
lift_earlier = LiftSuspension(login_name=NAME, serial="K-11", case_id=CASE, reason="loss", at=TUESDAY)
suspend = SuspendCertificate(login_name=NAME, serial="c1", case_id=CASE, reason="parcel", at=TUESDAY)
suspend_again = SuspendCertificate(login_name=NAME, serial="c1", case_id=CASE, reason="discrepancy", at=TUESDAY)
lift = LiftSuspension(login_name=NAME, serial="c1", case_id=CASE, reason="parcel", at=FRIDAY)
activate = ActivateCertificate(login_name=NAME, serial="c1", case_id=CASE, at=FRIDAY)
activate_2 = ActivateCertificate(login_name=NAME, serial="c2", case_id=OTHER_CASE, at=FRIDAY)
revoke = RevokeCertificate(login_name=NAME, serial="c1", case_id=CASE, reason="spoiled", at=TUESDAY)
expire = ExpireCertificate(login_name=NAME, serial="c1", at=IN_THREE_YEARS)
issue = IssueCertificate(
    login_name=NAME,
    case_id=CASE,
    application_number=NUMBER,
    account_id=HERON,
    attempt=1,
    kind="first",
    earlier_key="",
    certificate=certificate,
    seal=seal,
    at=MONDAY,
)

issued = CertificateIssued(
    case_id=CASE,
    application_number=NUMBER,
    account_id=HERON,
    attempt=1,
    kind="first",
    login_name=NAME,
    certificate=certificate,
    issued_at=MONDAY,
)
sealed = SealMade(case_id=CASE, login_name=NAME, seal=seal, made_at=MONDAY)
adopted = EarlierCertificateAdopted(
    login_name=NAME, serial="K-11", account_id=HERON, case_id=CASE, expires_at=IN_THREE_YEARS, adopted_at=MONDAY
)
earlier_suspended = CertificateSuspended(case_id=CASE, login_name=NAME, serial="K-11", reason="loss", suspended_at=MONDAY)
earlier_lifted = SuspensionLifted(case_id=CASE, login_name=NAME, serial="K-11", reason="loss", suspended=False, lifted_at=TUESDAY)
earlier_revoked = CertificateRevoked(case_id=CASE, login_name=NAME, serial="K-11", reason="reissue", revoked_at=MONDAY)
suspended = CertificateSuspended(case_id=CASE, login_name=NAME, serial="c1", reason="parcel", suspended_at=TUESDAY)
suspended_again = CertificateSuspended(case_id=CASE, login_name=NAME, serial="c1", reason="discrepancy", suspended_at=TUESDAY)
lifted = SuspensionLifted(case_id=CASE, login_name=NAME, serial="c1", reason="parcel", suspended=False, lifted_at=FRIDAY)
lifted_partly = SuspensionLifted(case_id=CASE, login_name=NAME, serial="c1", reason="parcel", suspended=True, lifted_at=FRIDAY)
deferred = ActivationDeferred(case_id=CASE, login_name=NAME, serial="c1", deferred_at=FRIDAY)
activated = CertificateActivated(case_id=CASE, account_id=HERON, login_name=NAME, serial="c1", activated_at=FRIDAY)
revoked = CertificateRevoked(case_id=CASE, login_name=NAME, serial="c1", reason="spoiled", revoked_at=TUESDAY)
expired = CertificateExpired(login_name=NAME, serial="c1", expired_at=IN_THREE_YEARS, case_id=CASE)
adopted_expired = CertificateExpired(login_name=NAME, serial="K-11", expired_at=IN_THREE_YEARS)

# tokens
stock = StockToken(token_serial=TOKEN, at=MONDAY)
reserve = ReserveToken(token_serial=TOKEN, case_id=CASE, attempt=1, at=MONDAY)
reserve_for_another = ReserveToken(token_serial=TOKEN, case_id=OTHER_CASE, attempt=1, at=MONDAY)
restock = RestockToken(token_serial=TOKEN, case_id=CASE, attempt=1, at=TUESDAY)
personalise = PersonaliseToken(token_serial=TOKEN, case_id=CASE, attempt=1, certificate_serial="c1", at=MONDAY)
personalise_for_another = PersonaliseToken(token_serial=TOKEN, case_id=OTHER_CASE, attempt=1, certificate_serial="c2", at=MONDAY)
pack_token = PackToken(token_serial=TOKEN, consignment_id=PARCEL, at=TUESDAY)
ship = ShipToken(token_serial=TOKEN, consignment_id=PARCEL, at=TUESDAY)
ship_elsewhere = ShipToken(token_serial=TOKEN, consignment_id=OTHER_PARCEL, at=TUESDAY)
record_arrival = RecordArrival(token_serial=TOKEN, body="ZJ", at=FRIDAY)
hold = HoldToken(token_serial=TOKEN, at=FRIDAY)
spoil_token = SpoilToken(token_serial=TOKEN, reason="chip", at=TUESDAY)

stocked = TokenStocked(token_serial=TOKEN, stocked_at=MONDAY)
reserved = TokenReserved(token_serial=TOKEN, case_id=CASE, attempt=1, reservation=1, reserved_at=MONDAY)
restocked = TokenRestocked(token_serial=TOKEN, restocked_at=TUESDAY)
personalised = TokenPersonalised(token_serial=TOKEN, case_id=CASE, attempt=1, certificate_serial="c1", personalised_at=MONDAY)
token_packed = TokenPacked(token_serial=TOKEN, consignment_id=PARCEL, packed_at=TUESDAY)
shipped = TokenShipped(token_serial=TOKEN, consignment_id=PARCEL, shipped_at=TUESDAY)
arrived = TokenArrived(token_serial=TOKEN, body="ZJ", arrived_at=FRIDAY)
held = TokenHeld(token_serial=TOKEN, former="at_issuing_body", held_at=FRIDAY)
held_by_post = TokenHeld(token_serial=TOKEN, former="in_transit", held_at=FRIDAY)
token_spoiled = TokenSpoiled(token_serial=TOKEN, former="reserved", reason="chip", spoiled_at=TUESDAY)

# consignments
open_consignment = OpenConsignment(consignment_id=PARCEL, body="ZJ", at=TUESDAY)
add_key = AddKey(consignment_id=PARCEL, body="ZJ", content=content, at=TUESDAY)
add_key_of_ningbo = AddKey(consignment_id=PARCEL, body="NB", content=content, at=TUESDAY)
dispatch = DispatchConsignment(consignment_id=PARCEL, waybill="SF1", at=TUESDAY)
dispatch_differently = DispatchConsignment(consignment_id=PARCEL, waybill="SF2", at=TUESDAY)

consignment_opened = ConsignmentOpened(consignment_id=PARCEL, body="ZJ", opened_at=TUESDAY)
key_added = KeyAdded(consignment_id=PARCEL, content=content, added_at=TUESDAY)
sent = ConsignmentDispatched(consignment_id=PARCEL, body="ZJ", waybill="SF1", contents=(content,), dispatched_at=TUESDAY)
sent_empty = ConsignmentDispatched(consignment_id=PARCEL, body="ZJ", waybill="SF9", contents=(), dispatched_at=TUESDAY)

# custody
P1 = UUID(int=31)
P2 = UUID(int=32)

record_missing = RecordMissing(case_id=CASE, certificate_serial="c1", reason="parcel_short", at=FRIDAY)
record_found = RecordFound(case_id=CASE, certificate_serial="c1", at=FRIDAY)
record_loss = RecordLoss(case_id=CASE, certificate_serial="c1", at=FRIDAY)
record_unclaimed = RecordUnclaimed(case_id=CASE, certificate_serial="c1", at=FRIDAY)
record_expiry = RecordExpiry(case_id=CASE, certificate_serial="c1", at=IN_THREE_YEARS)

went_missing = KeyWentMissing(
    case_id=CASE,
    application_number=NUMBER,
    login_name=NAME,
    token_serial=TOKEN,
    certificate_serial="c1",
    reason="parcel_short",
    missing_at=FRIDAY,
)
found = KeyFound(
    case_id=CASE, application_number=NUMBER, login_name=NAME, token_serial=TOKEN, certificate_serial="c1", found_at=FRIDAY
)
loss_confirmed = LossConfirmed(
    case_id=CASE,
    application_number=NUMBER,
    attempt=1,
    login_name=NAME,
    token_serial=TOKEN,
    certificate_serial="c1",
    confirmed_at=FRIDAY,
)
unclaimed = KeyUnclaimed(
    case_id=CASE,
    application_number=NUMBER,
    login_name=NAME,
    token_serial=TOKEN,
    certificate_serial="c1",
    unclaimed_at=FRIDAY,
)
key_expired = KeyExpired(
    case_id=CASE,
    application_number=NUMBER,
    attempt=1,
    token_serial=TOKEN,
    certificate_serial="c1",
    dispatched=True,
    expired_at=IN_THREE_YEARS,
)

lose_token = LoseToken(token_serial=TOKEN, at=FRIDAY)
find_token = FindToken(token_serial=TOKEN, at=FRIDAY)
quarantine_token = QuarantineToken(token_serial=TOKEN, body="SH", written_off=False, at=FRIDAY)
reroute_token = RerouteToken(token_serial=TOKEN, body="ZJ", at=FRIDAY)
return_token = ReturnToken(token_serial=TOKEN, reason="unclaimed", at=FRIDAY)
propose_destruction = ProposeDestruction(token_serial=TOKEN, person_id=P1, at=FRIDAY)
confirm_destruction = ConfirmDestruction(token_serial=TOKEN, person_id=P2, at=FRIDAY)
confirm_alone = ConfirmDestruction(token_serial=TOKEN, person_id=P1, at=FRIDAY)
record_destruction = RecordDestruction(token_serial=TOKEN, at=FRIDAY)

named = TokenPersonalised(
    token_serial=TOKEN, case_id=CASE, attempt=1, certificate_serial="c1", personalised_at=MONDAY, login_name=NAME
)
token_lost = TokenLost(token_serial=TOKEN, former="in_transit", lost_at=FRIDAY)
token_found = TokenFound(token_serial=TOKEN, place="in_transit", found_at=FRIDAY)
token_quarantined = TokenQuarantined(
    token_serial=TOKEN,
    former="in_transit",
    body="SH",
    written_off=False,
    case_id=CASE,
    login_name=NAME,
    certificate_serial="c1",
    quarantined_at=FRIDAY,
)
token_rerouted = TokenRerouted(
    token_serial=TOKEN, body="ZJ", case_id=CASE, login_name=NAME, certificate_serial="c1", rerouted_at=FRIDAY
)
token_returned = TokenReturned(token_serial=TOKEN, former="at_issuing_body", reason="unclaimed", returned_at=FRIDAY)
destruction_proposed = DestructionProposed(token_serial=TOKEN, proposed_by=P1, proposed_at=FRIDAY)
token_destroyed = TokenDestroyed(token_serial=TOKEN, former="spoiled", proposed_by=P1, confirmed_by=P2, destroyed_at=FRIDAY)

note_body = NoteIssuingBody(login_name=NAME, case_id=CASE, body="ZJ", at=MONDAY)
recover = RecoverLostKey(login_name=NAME, serial="K-11", body="ZJ", at=TUESDAY)
body_noted = IssuingBodyNoted(login_name=NAME, case_id=CASE, body="ZJ", noted_at=MONDAY)

note_order = NoteOrder(account_id=HERON, case_id=CASE, application_number=NUMBER, at=MONDAY)
release_account = ReleaseAccount(account_id=HERON, at=TUESDAY)
order_noted = OrderNoted(account_id=HERON, case_id=CASE, application_number=NUMBER, noted_at=MONDAY)
account_released = AccountReleased(account_id=HERON, released_at=TUESDAY)
order_voided = OrderVoided(account_id=HERON, case_id=CASE, application_number=NUMBER, voided_at=TUESDAY)
