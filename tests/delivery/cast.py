"""Who plays in the scenes of delivery? Blue Heron of Zhejiang, its key, its parcel and its certificate."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from services.delivery.commands.certificate import (
    AnswerChallenge,
    OpenChallenge,
    RecordActivation,
    RecordCertificate,
    RecordExpiry,
    RecordLift,
    RecordRevocation,
    RecordSuspension,
    Unbind,
)
from services.delivery.commands.consignment import ExpectConsignment, ScanIn
from services.delivery.commands.key import (
    AcceptKey,
    AnnounceKey,
    ChoosePreference,
    ConfirmReceipt,
    ExpectKey,
    HandOverKey,
    NotifyEnterprise,
    PostKey,
)
from services.delivery.events.certificate import (
    ActivationRecorded,
    CertificateRecorded,
    ChallengeFailed,
    ChallengeOpened,
    ChallengePassed,
    ExpiryRecorded,
    KeyBound,
    KeyUnbound,
    LiftRecorded,
    RevocationRecorded,
    SuspensionRecorded,
)
from services.delivery.events.consignment import ConsignmentExpected, ConsignmentReceived, ContentScannedIn
from services.delivery.events.key import (
    EnterpriseNotified,
    KeyAnnounced,
    KeyExpected,
    KeyHandedOver,
    KeyPosted,
    KeyScannedIn,
    PreferenceChosen,
    ReceiptConfirmed,
)
from services.delivery.values import Case, Challenge, Collector, Content, PickUpPoint, Shipment, Terms

monday = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
tuesday = monday + timedelta(days=1)
minute = timedelta(minutes=1)
five_minutes = timedelta(minutes=5)
three_years = monday + timedelta(days=1095)

heron = UUID(int=1)
stranger = UUID(int=2)
ada = UUID(int=3)
bo = UUID(int=4)
parcel_id = UUID(int=5)
other_parcel_id = UUID(int=6)

case = Case(case_id=UUID(int=10), application_number="EK-0000000000AA")
other_case = Case(case_id=UUID(int=11), application_number="EK-0000000000BB")

window_12 = PickUpPoint(
    name_zh="浙江政务服务中心12号窗口",
    name_en="Zhejiang Service Centre, window 12",
    address_zh="杭州市",
    address_en="Hangzhou",
)
terms = Terms(
    round=1,
    account_id=heron,
    enterprise_name="Blue Heron Trading",
    issuing_body="ZJ",
    kind="first",
    loss=None,
    pick_up_point=window_12,
    preference="collect",
    originals=("business_licence", "id_card_front"),
    persons=(ada,),
)
by_post = replace(terms, preference="post")
damaged = replace(terms, kind="reissue", loss="damaged")
shipment = Shipment(
    consignment_id=parcel_id,
    body="ZJ",
    waybill="SF1",
    account_id=heron,
    token_serial="T-1",
    certificate_serial="C-1",
    dispatched_at=monday,
)
other_shipment = replace(shipment, token_serial="T-9", certificate_serial="C-9")

announce = AnnounceKey(case=case, terms=terms, at=monday)
expect = ExpectKey(case=case, shipment=shipment, at=monday)
accept = AcceptKey(case=case, consignment_id=parcel_id, body="ZJ", token_serial="T-1", at=tuesday)
want_post = ChoosePreference(case=case, preference="post", at=tuesday)
want_collect = ChoosePreference(case=case, preference="collect", at=tuesday)
notify = NotifyEnterprise(case=case, at=tuesday)
post = PostKey(case=case, waybill="SF2", at=tuesday)
hand_over = HandOverKey(
    case=case,
    collector_id=ada,
    collector=Collector(name="Ada", id_number="11010519491231002X"),
    authorisation_letter=False,
    originals_checked=("business_licence", "id_card_front"),
    old_key_returned=False,
    at=tuesday,
)
receive = ConfirmReceipt(case=case, at=tuesday)

announced = KeyAnnounced(case=case, terms=terms, announced_at=monday)
announced_by_post = replace(announced, terms=by_post)
announced_damaged = replace(announced, terms=damaged)
expected = KeyExpected(case=case, shipment=shipment, expected_at=monday)
scanned_in = KeyScannedIn(case=case, body="ZJ", token_serial="T-1", scanned_at=tuesday)
chose_post = PreferenceChosen(case=case, preference="post", chosen_at=tuesday)
chose_collect = PreferenceChosen(case=case, preference="collect", chosen_at=tuesday)
notified = EnterpriseNotified(
    case=case,
    account_id=heron,
    pick_up_zh="浙江政务服务中心12号窗口，杭州市",
    pick_up_en="Zhejiang Service Centre, window 12, Hangzhou",
    notified_at=tuesday,
)
posted = KeyPosted(case=case, account_id=heron, waybill="SF2", posted_at=tuesday)
handed_over = KeyHandedOver(
    case=case,
    collector_id=ada,
    collector=Collector(name="Ada", id_number="11010519491231002X"),
    authorisation_letter=False,
    originals_checked=("business_licence", "id_card_front"),
    old_key_returned=False,
    handed_over_at=tuesday,
)
received = ReceiptConfirmed(case=case, account_id=heron, token_serial="T-1", certificate_serial="C-1", confirmed_at=tuesday)

content = Content(case_id=case.case_id, application_number=case.application_number, token_serial="T-1")
other_content = Content(case_id=other_case.case_id, application_number=other_case.application_number, token_serial="T-2")
expect_parcel = ExpectConsignment(
    consignment_id=parcel_id, body="ZJ", waybill="SF1", contents=(content, other_content), at=monday
)
scan_in = ScanIn(consignment_id=parcel_id, body="ZJ", token_serial="T-1", at=tuesday)
scan_in_other = replace(scan_in, token_serial="T-2")

parcel_expected = ConsignmentExpected(
    consignment_id=parcel_id, body="ZJ", waybill="SF1", contents=(content, other_content), dispatched_at=monday
)
content_found = ContentScannedIn(consignment_id=parcel_id, body="ZJ", content=content, scanned_at=tuesday)
other_found = replace(content_found, content=other_content)
parcel_received = ConsignmentReceived(consignment_id=parcel_id, body="ZJ", received_at=tuesday)

record = RecordCertificate(
    case=case, account_id=heron, certificate_serial="C-1", certificate_pem="PEM", not_after=three_years, at=monday
)
activate = RecordActivation(certificate_serial="C-1", at=monday)
suspend = RecordSuspension(certificate_serial="C-1", reason="loss", at=tuesday)
lift = RecordLift(certificate_serial="C-1", reason="loss", at=tuesday + minute)
revoke = RecordRevocation(certificate_serial="C-1", reason="reissue", at=tuesday)
expire = RecordExpiry(certificate_serial="C-1", at=three_years)
ask = OpenChallenge(
    certificate_serial="C-1",
    account_id=heron,
    challenge_id=UUID(int=20),
    origin="https://window.test",
    nonce="00ff",
    lifetime=five_minutes,
    at=tuesday,
)
answer = AnswerChallenge(
    certificate_serial="C-1", account_id=heron, challenge_id=UUID(int=20), signature_holds=True, at=tuesday + minute
)
wrong = replace(answer, signature_holds=False)
unbind = Unbind(certificate_serial="C-1", account_id=heron, at=tuesday + minute)

recorded = CertificateRecorded(
    case=case,
    account_id=heron,
    certificate_serial="C-1",
    certificate_pem="PEM",
    not_after=three_years,
    recorded_at=monday,
)
activated = ActivationRecorded(certificate_serial="C-1", activated_at=monday)
suspended = SuspensionRecorded(certificate_serial="C-1", reason="loss", suspended_at=tuesday)
lifted = LiftRecorded(certificate_serial="C-1", reason="loss", lifted_at=tuesday + minute)
revoked = RevocationRecorded(certificate_serial="C-1", reason="reissue", revoked_at=tuesday)
expired = ExpiryRecorded(certificate_serial="C-1", expired_at=three_years, case=case)
challenge = Challenge(
    challenge_id=UUID(int=20),
    origin="https://window.test",
    account_id=heron,
    purpose="bind",
    certificate_serial="C-1",
    nonce="00ff",
    expires_at=tuesday + five_minutes,
)
challenged = ChallengeOpened(case=case, challenge=challenge, opened_at=tuesday)
failed = ChallengeFailed(
    challenge_id=UUID(int=20), certificate_serial="C-1", failure="signature_wrong", failed_at=tuesday + minute
)
passed = ChallengePassed(challenge_id=UUID(int=20), certificate_serial="C-1", passed_at=tuesday + minute)
bound = KeyBound(case=case, account_id=heron, certificate_serial="C-1", expires_at=three_years, bound_at=tuesday + minute)
unbound = KeyUnbound(case=case, account_id=heron, certificate_serial="C-1", reason="by_enterprise", unbound_at=tuesday + minute)
